import { sql } from "kysely";
import { markWalls } from "./account-changes.ts";
import { lockPerson } from "./persons.ts";
import { removeQuota } from "./quotas.ts";
import type { Reader, Unit } from "./store.ts";

/** What is left of somebody who closed their account goes piece by piece: each function removes one, and tells how much it was. */
interface Piece {
  readonly person: string;
  readonly limit: number;
}

export async function itemsOfPerson(db: Reader, { person, limit }: Piece): Promise<string[]> {
  const rows = await db
    .selectFrom("items")
    .select("id")
    .where("owner", "=", person)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Some rows of imports, which are the most that one thing of a person may have. */
export async function removeImportRowsOf(unit: Unit, { person, limit }: Piece): Promise<number> {
  const rows = await unit.db
    .selectFrom("import_rows")
    .innerJoin("imports", "imports.id", "import_rows.import")
    .select(["import_rows.import", "import_rows.n"])
    .where("imports.person", "=", person)
    .limit(limit)
    .execute();
  for (const [id, of] of Map.groupBy(rows, (row) => row.import)) {
    const numbers = of.map(({ n }) => n);
    await unit.db.deleteFrom("import_rows").where("import", "=", id).where("n", "in", numbers).execute();
  }
  return rows.length;
}

/** Imports go before items: without its row, one that is under way makes nothing any more. */
export const removeImportsOf = (unit: Unit, piece: Piece): Promise<number> =>
  removeSome(unit, "imports", "person", piece);

/** Some items of acts, which may be as many. */
export async function removeActItemsOf(unit: Unit, { person, limit }: Piece): Promise<number> {
  const rows = await unit.db
    .selectFrom("act_items")
    .innerJoin("acts", "acts.id", "act_items.act")
    .select(["act_items.act", "act_items.item"])
    .where("acts.person", "=", person)
    .limit(limit)
    .execute();
  for (const [act, of] of Map.groupBy(rows, (row) => row.act)) {
    const items = of.map(({ item }) => item);
    await unit.db.deleteFrom("act_items").where("act", "=", act).where("item", "in", items).execute();
  }
  return rows.length;
}

/** Acts go before items too: one that is under way changes nothing any more. */
export const removeActsOf = (unit: Unit, piece: Piece): Promise<number> => removeSome(unit, "acts", "person", piece);

export async function removeSharesOf(unit: Unit, piece: Piece): Promise<number> {
  const mine = sql`select id from shares where person = ${piece.person} order by id limit ${piece.limit}`;
  await sql`delete from runs where share in (${mine})`.execute(unit.db);
  return await removeSome(unit, "shares", "person", piece);
}

export const removeTagsOf = (unit: Unit, piece: Piece): Promise<number> => removeSome(unit, "tags", "owner", piece);

/** A call that is still waited for is a row until it has ended: its money is counted then. */
export async function removeAiCallsOf(unit: Unit, { person, limit }: Piece): Promise<number> {
  const ended = sql`select id from ai_calls where person = ${person} and ended_at is not null limit ${limit}`;
  const { numAffectedRows = 0n } = await sql`delete from ai_calls where id in (${ended})`.execute(unit.db);
  return Number(numAffectedRows);
}

/** Bytes of uploads and of imports that no item has go at the next sweep. */
export async function releaseFilesOf(unit: Unit, { person, limit }: Piece): Promise<number> {
  const kept = sql`select id from files where owner = ${person} and state <> 'leaving' limit ${limit}`;
  const { numAffectedRows = 0n } =
    await sql`update files set state = 'leaving', item = null where id in (${kept})`.execute(unit.db);
  return Number(numAffectedRows);
}

/**
 * The person's own row goes last, and with it what is few: walls, sessions, keys, passwords. Whoever was let in a moment
 * before may have shared something meanwhile; then nothing is done, and the next pass begins anew.
 */
export async function removePersonRow(unit: Unit, person: string): Promise<void> {
  const locked = await lockPerson(unit, person);
  if (locked?.leaving_at == null) return;
  if ((await itemsOfPerson(unit.db, { person, limit: 1 })).length > 0) return;
  for (const table of ["tag_synonyms", "marks", "duplicates", "addresses"] as const)
    await unit.db.deleteFrom(table).where("owner", "=", person).execute();
  for (const table of ["ai_months", "landed_shares"] as const)
    await unit.db.deleteFrom(table).where("person", "=", person).execute();
  await removeQuota(unit, person);
  // That somebody came by it is the inviter's to know, who it was is told by nobody any more.
  await unit.db.updateTable("invitations").set({ used_by: null }).where("used_by", "=", person).execute();
  const walls = await unit.db.selectFrom("walls").select("id").where("owner", "=", person).execute();
  for (const { id } of walls) await markWalls(unit, [id], { isGone: true });
  await unit.db.deleteFrom("persons").where("id", "=", person).execute();
}

async function removeSome(
  unit: Unit,
  table: "imports" | "acts" | "shares" | "tags",
  whose: "person" | "owner",
  { person, limit }: Piece,
): Promise<number> {
  const some = sql`select id from ${sql.table(table)} where ${sql.ref(whose)} = ${person} order by id limit ${limit}`;
  const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)} where id in (${some})`.execute(unit.db);
  return Number(numAffectedRows);
}
