import type { AiBatchRow, AiCallRow } from "./analysis-tables.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";

export async function insertBatch(unit: Unit, batch: AiBatchRow): Promise<void> {
  await insertRow(unit, "ai_batches", batch);
}

/** Batches to be looked after now: those whose answers may be there, and those whose handing in nobody finished. */
export async function dueBatches(db: Reader, nowMs: number): Promise<AiBatchRow[]> {
  return await db
    .selectFrom("ai_batches")
    .selectAll()
    .where("state", "<>", "ended")
    .where("look_at", "<=", nowMs)
    .orderBy("look_at")
    .execute();
}

export async function updateBatch(
  unit: Unit,
  id: string,
  changes: Partial<Pick<AiBatchRow, "their_id" | "state" | "look_at">>,
): Promise<void> {
  await unit.db.updateTable("ai_batches").set(changes).where("id", "=", id).execute();
}

/** Calls of a batch that have not ended. */
export async function openCallsOfBatch(db: Reader, batch: string): Promise<AiCallRow[]> {
  return await db
    .selectFrom("ai_calls")
    .selectAll()
    .where("batch", "=", batch)
    .where("state", "=", "sent")
    .orderBy("id")
    .execute();
}

export async function findOpenCall(db: Reader, id: string): Promise<AiCallRow | undefined> {
  return await db
    .selectFrom("ai_calls")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "sent")
    .executeTakeFirst();
}
