import type { LandedShareRow } from "./landed-share-row.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";

export async function insertLanded(unit: Unit, row: LandedShareRow): Promise<void> {
  await insertRow(unit, "landed_shares", row);
}

/** How much waits for strangers to sign in, announced bytes included. */
export async function strangersWaiting(unit: Unit): Promise<{ count: number; bytes: number }> {
  const found = await unit.db
    .selectFrom("landed_shares")
    .select((eb) => [eb.fn.countAll<number>().as("count"), eb.fn.sum<number | null>("bytes").as("bytes")])
    .where("person", "is", null)
    .where("expires_at", ">", unit.nowMs)
    .executeTakeFirstOrThrow();
  return { count: Number(found.count), bytes: Number(found.bytes ?? 0) };
}

/** Everything of it has arrived. */
export async function completeLanded(
  unit: Unit,
  { id, words, fileIds }: { id: string; words: string; fileIds: readonly string[] },
): Promise<void> {
  await unit.db
    .updateTable("landed_shares")
    .set({ words, file_ids: JSON.stringify(fileIds), whole_at: unit.nowMs })
    .where("id", "=", id)
    .execute();
}

/** What a browser brought and has not lost to time, oldest first: of this person, and what belongs to nobody yet. */
export async function listLanded(
  db: Reader,
  { browserHash, person, nowMs }: { browserHash: string; person: string | null; nowMs: number },
): Promise<LandedShareRow[]> {
  return await db
    .selectFrom("landed_shares")
    .selectAll()
    .where("browser_hash", "=", browserHash)
    .where("whole_at", "is not", null)
    .where("expires_at", ">", nowMs)
    .where((eb) =>
      person === null ? eb("person", "is", null) : eb.or([eb("person", "is", null), eb("person", "=", person)]),
    )
    .orderBy("id")
    .execute();
}

/** Whose it is from now on, and its files with it. */
export async function giveLanded(unit: Unit, { id, person }: { id: string; person: string }): Promise<void> {
  await unit.db.updateTable("landed_shares").set({ person }).where("id", "=", id).execute();
  await unit.db
    .updateTable("files")
    .set({ owner: person })
    .where("owner", "=", id)
    .where("state", "=", "staged")
    .execute();
}

/** It could not be saved: its files are its own again, so that whoever looks still sees them with it. */
export async function giveLandedBack(
  unit: Unit,
  { id, files }: { id: string; files: readonly string[] },
): Promise<void> {
  if (files.length === 0) return;
  await unit.db
    .updateTable("files")
    .set({ owner: id })
    .where("id", "in", files)
    .where("state", "=", "staged")
    .execute();
}

export async function markLandedSaved(unit: Unit, id: string): Promise<void> {
  await unit.db.updateTable("landed_shares").set({ saved_at: unit.nowMs }).where("id", "=", id).execute();
}

/** Forgets them with the files that nobody has; the bytes go at the next sweep. */
export async function forgetLanded(unit: Unit, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await unit.db
    .updateTable("files")
    .set({ state: "leaving" })
    .where("owner", "in", ids)
    .where("state", "=", "staged")
    .execute();
  await unit.db.deleteFrom("landed_shares").where("id", "in", ids).execute();
}

const ROWS_A_PASS = 500;
/** Whatever had its time without a tap. */
export async function forgetOldLanded(unit: Unit): Promise<void> {
  const old = await unit.db
    .selectFrom("landed_shares")
    .select("id")
    .where("expires_at", "<", unit.nowMs)
    .limit(ROWS_A_PASS)
    .execute();
  await forgetLanded(
    unit,
    old.map(({ id }) => id),
  );
}
