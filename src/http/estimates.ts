import type { ItemKind } from "../contract/choices.ts";
import { recentDurationsMs } from "../store/shares.ts";
import type { Store } from "../store/store.ts";

/** How long a share of a kind will take, in whole seconds, from those before it. Never waits for the database. */
export type EstimateSeconds = (kind: ItemKind) => number;

const ASSUMED_SECONDS = 5;
const LOOKED_AT = 20;
const BELIEVED_MS = 30_000;

export function openEstimates({ reader }: Pick<Store, "reader">): EstimateSeconds {
  const known = new Map<ItemKind, { seconds: number; untilMs: number }>();

  async function learn(kind: ItemKind): Promise<void> {
    const durations = (await recentDurationsMs(reader, kind, LOOKED_AT)).sort((a, b) => a - b);
    const median = durations[Math.floor(durations.length / 2)];
    const seconds = median === undefined ? ASSUMED_SECONDS : Math.max(1, Math.ceil(median / 1_000));
    known.set(kind, { seconds, untilMs: Date.now() + BELIEVED_MS });
  }

  return (kind) => {
    const estimate = known.get(kind);
    if (!estimate || estimate.untilMs < Date.now()) {
      known.set(kind, { seconds: estimate?.seconds ?? ASSUMED_SECONDS, untilMs: Date.now() + BELIEVED_MS });
      learn(kind).catch(() => {
        // An estimate that cannot be learnt stays what it was.
      });
    }
    return estimate?.seconds ?? ASSUMED_SECONDS;
  };
}
