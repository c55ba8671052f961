import type { Health } from "../contract/system.ts";
import type { FileStore } from "../core/ports/files.ts";
import type { Store } from "../store/store.ts";

/** An answer is kept so long, so that a hundred askers cost one look. */
const BELIEVED_MS = 2_000;
const SLOW_MS = 1_000;
const PROBE_TIMEOUT_MS = 5_000;

type ServiceHealth = NonNullable<Health["services"]>[string];

/** How the services feel. Only the database decides about "unhealthy": without it no share can be taken. */
export function openHealth({
  store,
  files,
  analyst,
}: {
  store: Store;
  files: FileStore;
  analyst: string;
}): () => Promise<Health> {
  let kept: { health: Promise<Health>; untilMs: number } | null = null;

  async function look(): Promise<Health> {
    const [database, storage] = await Promise.all([probe(() => store.ping()), probe(() => files.ping())]);
    const issues = [
      ...(database.status === "up" ? [] : ["The database does not answer as it should."]),
      ...(storage.status === "up" ? [] : ["Files cannot be stored; texts and links still can."]),
    ];
    const status = database.status === "down" ? "unhealthy" : issues.length > 0 ? "degraded" : "healthy";
    return { status, services: { database, storage, [`ai (${analyst})`]: { status: "up", ms: null } }, issues };
  }

  return () => {
    if (!kept || kept.untilMs < Date.now()) kept = { health: look(), untilMs: Date.now() + BELIEVED_MS };
    return kept.health;
  };
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
