import { type Chain, firstAsked } from "../ai/chain.ts";
import type { Meaning } from "../ai/embed.ts";
import type { ProviderLine } from "../ai/provider-line.ts";
import type { Health } from "../contract/system.ts";
import type { FileStore } from "../core/ports/files.ts";
import type { Store } from "../store/store.ts";
import type { BackupsState } from "./backup/backups.ts";

/** An answer is kept so long, so that a hundred askers cost one look. */
const BELIEVED_MS = 2_000;
const SLOW_MS = 1_000;
const PROBE_TIMEOUT_MS = 5_000;

type ServiceHealth = NonNullable<Health["services"]>[string];

/** How the services feel. Only the database decides about "unhealthy": without it no share can be taken. */
export function openHealth({
  store,
  files,
  chain,
  meaning,
  redis,
  backups,
}: {
  store: Store;
  files: FileStore;
  chain: Chain;
  /** Who makes vectors; null where nothing is found by meaning. */
  meaning: Meaning | null;
  /** Null where none is set up. */
  redis: { ping(): Promise<void> } | null;
  backups: () => Promise<BackupsState>;
}): () => Promise<Health> {
  let kept: { health: Promise<Health>; untilMs: number } | null = null;

  async function look(): Promise<Health> {
    const [database, storage, bells, kept] = await Promise.all([
      probe(() => store.ping()),
      probe(() => files.ping()),
      redis && probe(() => redis.ping()),
      // A database that is away is told of by itself.
      backups().catch(() => null),
    ]);
    const ai = feelingOf(chain.links.map(({ line }) => line));
    const vectors = meaning && feelingOf([meaning.line]);
    const issues = [
      ...(database.status === "up" ? [] : ["The database does not answer as it should."]),
      ...(storage.status === "up" ? [] : ["Files cannot be stored; texts and links still can."]),
      ...(bells === null || bells.status === "up"
        ? []
        : ["Redis does not answer; work and changes are found a second or two later, and limits count per process."]),
      ...(kept && kept.trouble !== null ? [kept.trouble] : []),
      ...(ai.status === "up" ? [] : ["The AI does not answer; the built-in analysis stands in."]),
      ...(vectors === null || vectors.status === "up"
        ? []
        : ["The model for finding by meaning does not answer; words still find."]),
    ];
    const status = database.status === "down" ? "unhealthy" : issues.length > 0 ? "degraded" : "healthy";
    return {
      status,
      services: {
        database,
        storage,
        ...(bells && { redis: bells }),
        [`ai (${firstAsked(chain)})`]: ai,
        ...(vectors && { [`meaning (${meaning.line.name})`]: vectors }),
        ...(kept && { backups: { status: kept.trouble === null ? "up" : "degraded", ms: null } as const }),
      },
      issues,
      ...(kept && { backed_up_at: kept.verified && new Date(kept.verified.started_at).toISOString() }),
    };
  }

  return () => {
    if (!kept || kept.untilMs < Date.now()) kept = { health: look(), untilMs: Date.now() + BELIEVED_MS };
    return kept.health;
  };
}

/** Told by the breaker and the last question: a health check never costs money. */
function feelingOf(lines: readonly Pick<ProviderLine, "breaker" | "lastFailure">[]): ServiceHealth {
  const failed = lines.filter((line) => line.breaker() !== null || line.lastFailure() !== null).length;
  const status = failed === 0 ? "up" : failed === lines.length ? "down" : "degraded";
  return { status, ms: null };
}

async function probe(ask: () => Promise<void>): Promise<ServiceHealth> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), PROBE_TIMEOUT_MS);
  });
  try {
    await Promise.race([ask(), late]);
    const ms = Math.round((performance.now() - startedAt) * 100) / 100;
    return { status: ms > SLOW_MS ? "degraded" : "up", ms };
  } catch {
    return { status: "down", ms: null };
  } finally {
    clearTimeout(timer);
  }
}
