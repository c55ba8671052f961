import { sql } from "kysely";
import { EXPORTED } from "./exported-tables.ts";
import { forgetUse } from "./quotas.ts";
import type { RestoredRow } from "./restored-row.ts";
import { emptyIndex } from "./search-index.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";
import type { Tables } from "./tables.ts";

/** Adds a row that an archive brought. */
export async function addRow(unit: Unit, table: keyof Tables, row: RestoredRow): Promise<void> {
  const { seq: _, ...columns } = row;
  await insertRow(unit, table, columns as never);
}

/** The same, unless such a row stands already. */
export async function addUnlessThere(unit: Unit, table: keyof Tables, row: RestoredRow): Promise<void> {
  await unit.db
    .insertInto(table)
    .values(row as never)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Tables of which nothing may stand where everything is to be restored; of walls, nothing but inboxes. */
const MUST_BE_EMPTY = ["items", "tags", "files", "shares", "landed_shares"] as const satisfies (keyof Tables)[];

/** Whether nobody has kept anything here: people and their keys may be there, and their inboxes. */
export async function isUntouched(db: Reader): Promise<boolean> {
  for (const table of MUST_BE_EMPTY) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) return false;
  }
  const walls = await db.selectFrom("walls").select("id").where("kind", "<>", "inbox").limit(1).execute();
  return walls.length === 0;
}

/** Takes away what a restore brought, and leaves people, their keys and their sign-ins. */
export async function removeRestored(unit: Unit): Promise<void> {
  await emptyIndex(unit);
  const names = Object.keys(EXPORTED) as (keyof Tables)[];
  const brought = names.filter((table) => !("leftOut" in EXPORTED[table]) && table !== "walls");
  for (const table of ["steps", "runs", ...brought.toReversed()])
    await sql`delete from ${sql.table(table)}`.execute(unit.db);
  await forgetUse(unit);
  await unit.db.deleteFrom("walls").where("kind", "<>", "inbox").execute();
}

/** The archive's inbox takes the place of the one that was made with the owner. */
export async function giveUpInbox(unit: Unit, { owner, except }: { owner: string; except: string }): Promise<void> {
  await unit.db
    .deleteFrom("walls")
    .where("owner", "=", owner)
    .where("kind", "=", "inbox")
    .where("id", "<>", except)
    .execute();
}

export async function lastItemId(db: Reader, owner: string): Promise<string> {
  const row = await db
    .selectFrom("items")
    .select("id")
    .where("owner", "=", owner)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? "";
}

/** Sets a wall's clock behind the places it was given: whoever knew other numbers of this wall loads it anew. */
export async function setClock(unit: Unit, { wall, clock }: { wall: string; clock: number }): Promise<void> {
  await unit.db.updateTable("wall_clocks").set({ clock, oldest: clock }).where("wall", "=", wall).execute();
}
