import { hash } from "node:crypto";
import { sql } from "kysely";
import type { DuplicateReason } from "../contract/items.ts";
import { contentOf } from "./contents.ts";
import { ownOf } from "./items.ts";
import { compiledOnce, insertRow, type Reader, type Unit } from "./store.ts";
import type { ItemRow } from "./tables.ts";

/** Equal items that one is paired with, the oldest first; a hundred equal notes are not ten thousand pairs. */
const PAIRED_WITH = 5;

export const reasonOfMark = (mark: string): DuplicateReason => (mark.startsWith("file:") ? "file" : "text");

const originalsOfItem = compiledOnce<{ sha256: string | null }, [string]>((db, [item]) =>
  db
    .selectFrom("files")
    .select("sha256")
    .where("item", "=", item)
    .where("role", "=", sql.lit("original"))
    .where("state", "=", sql.lit("kept")),
);

/** What an item is recognised by beside its addresses: its original files by their bytes, a note by its words. */
export async function marksOf(db: Reader, item: Pick<ItemRow, "id" | "own">): Promise<string[]> {
  const originals = await originalsOfItem(db, [item.id]);
  if (originals.length > 0) {
    const hashes = originals.flatMap(({ sha256 }) => (sha256 === null ? [] : [`file:${sha256}`]));
    return [...new Set(hashes)].sort();
  }
  const own = ownOf(item);
  if (own.url !== undefined || own.text === undefined) return [];
  const text = own.textIsLong ? ((await contentOf(db, item.id))?.shared_text ?? own.text) : own.text;
  return markOfText(text);
}

/** What a note is recognised by; a text of nothing but space by nothing. */
export function markOfText(text: string): string[] {
  const words = text.normalize("NFC").replace(/\s+/g, " ").trim();
  return words === "" ? [] : [`text:${hash("sha256", words, "hex")}`];
}

/** The oldest item of this person for each of these marks, one in the trash too. */
export async function itemsByMark(
  db: Reader,
  { owner, marks }: { owner: string; marks: readonly string[] },
): Promise<Map<string, string>> {
  if (marks.length === 0) return new Map();
  const rows = await db
    .selectFrom("marks")
    .select((eb) => ["hash", eb.fn.min("item").as("item")])
    .where("owner", "=", owner)
    .where("hash", "in", marks)
    .groupBy("hash")
    .execute();
  return new Map(rows.map(({ hash: mark, item }) => [mark, item]));
}

const standingWithMark = compiledOnce<{ item: string }, [string, string, string]>((db, [owner, mark, item]) =>
  db
    .selectFrom("marks")
    .innerJoin("items", "items.id", "marks.item")
    .select("marks.item")
    .where("marks.owner", "=", owner)
    .where("marks.hash", "=", mark)
    .where("marks.item", "<>", item)
    .where("items.deleted_at", "is", null)
    .where("items.merged_into", "is", null)
    .orderBy("marks.item")
    .limit(sql.lit(PAIRED_WITH)),
);

/** Standing items of this person, other than `item`, with one of these marks, for each mark the oldest first. */
export async function itemsMarked(
  db: Reader,
  { owner, marks, item }: { owner: string; marks: readonly string[]; item: string },
): Promise<{ item: string; hash: string }[]> {
  const found: { item: string; hash: string }[] = [];
  for (const mark of marks)
    for (const row of await standingWithMark(db, [owner, mark, item])) found.push({ item: row.item, hash: mark });
  return found;
}

/**
 * Two units with the same mark go one after the other from here until COMMIT, or neither would see the other's. Comes
 * after the locks of items and before those of shares.
 */
export async function lockMarks(
  unit: Unit,
  { owner, marks }: { owner: string; marks: readonly string[] },
): Promise<void> {
  if (unit.dialect !== "postgres") return;
  // `marksOf` sorts them, so that two units take them in one order.
  for (const mark of marks)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${owner} ${mark}`}, 0))`.execute(unit.db);
}

/** Sets what an item, whose row is locked, is recognised by. */
export async function setMarks(
  unit: Unit,
  { owner, item, marks }: { owner: string; item: string; marks: readonly string[] },
): Promise<void> {
  await marksForgotten(unit.db, [item]);
  for (const mark of marks) await insertRow(unit, "marks", { owner, hash: mark, item });
}

const marksForgotten = compiledOnce<never, [string]>(
  (db, [item]) => db.deleteFrom("marks").where("item", "=", item) as never,
);
