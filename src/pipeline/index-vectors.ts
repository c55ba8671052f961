import type { Meaning } from "../ai/embed.ts";
import type { Log } from "../core/events.ts";
import type { Store } from "../store/store.ts";
import { isVectorIndexDue, keepVectorIndex, NEAR_BOUNDS } from "../store/vector-index.ts";
import { vectorModel } from "../store/vectors-due.ts";

export interface IndexDeps {
  readonly store: Store;
  readonly log: Log;
  readonly meaning: Pick<Meaning, "model">;
}

/**
 * Keeps the index of the vectors that are asked, where PostgreSQL has pgvector. What is under way when `signal` comes is left
 * to the server, which ends it by itself.
 */
export async function indexVectors(
  { store, log, meaning }: IndexDeps,
  signal: AbortSignal,
  bounds = NEAR_BOUNDS,
): Promise<void> {
  if (store.patiently === null) return;
  const model = await vectorModel(store.reader, meaning.model);
  if (model === null || !(await isVectorIndexDue(store.reader, model))) return;
  const startedMs = performance.now();
  const isMade = await store.patiently((db) => keepVectorIndex(db, model, bounds), signal);
  const took = Math.round((performance.now() - startedMs) / 1_000);
  if (isMade) log("info", "vectors-indexed", { model: model.model, seconds: took });
}
