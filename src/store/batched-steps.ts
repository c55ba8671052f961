import type { Reader, Unit } from "./store.ts";
import type { StepRow } from "./tables.ts";

/** The codes by which a step says that it waits for a batch: to be put into one, and for the answer to come. */
export const BATCH_CODES = { wanted: "ai-batch-wanted", sent: "ai-batch-sent" } as const;

/** Steps to be put into a batch, the oldest first. */
export async function stepsForBatch(db: Reader, limit: number): Promise<StepRow[]> {
  return await db
    .selectFrom("steps")
    .selectAll()
    .where("state", "=", "waiting")
    .where("error_code", "=", BATCH_CODES.wanted)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** A step that was to be put into a batch is in one. False when it waits for that no longer. */
export async function markInBatch(unit: Unit, id: string): Promise<boolean> {
  return await moveBatched(unit, id, { from: BATCH_CODES.wanted, to: { error_code: BATCH_CODES.sent } });
}

/** A step waits no longer for its batch: a worker goes on with what it shall know. */
export async function endBatchWait(
  unit: Unit,
  id: string,
  { from, memo }: { from: keyof typeof BATCH_CODES; memo: string },
): Promise<boolean> {
  const to = { state: "ready", due_at: null, error_code: null, error_detail: null, output: memo } as const;
  return await moveBatched(unit, id, { from: BATCH_CODES[from], to });
}

async function moveBatched(
  unit: Unit,
  id: string,
  { from, to }: { from: string; to: Partial<StepRow> },
): Promise<boolean> {
  const result = await unit.db
    .updateTable("steps")
    .set(to)
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .where("error_code", "=", from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** What a step is to remember. */
export async function memoOf(db: Reader, id: string): Promise<string | null> {
  const row = await db.selectFrom("steps").select("output").where("id", "=", id).executeTakeFirst();
  return row?.output ?? null;
}

/** Analyses without a share that are under way: improvements. */
export async function countImprovements(db: Reader, priority: number): Promise<number> {
  const row = await db
    .selectFrom("steps")
    .select((eb) => eb.fn.countAll<number>().as("steps"))
    .where("state", "in", ["ready", "waiting", "running"])
    .where("lane", "=", "ai")
    .where("priority", "=", priority)
    .where("share", "is", null)
    .executeTakeFirst();
  return Number(row?.steps ?? 0);
}
