import { hash } from "node:crypto";
import { sql } from "kysely";
import type { DuplicateReason } from "../contract/items.ts";
import { contentOf } from "./contents.ts";
import { filesOfItems } from "./files.ts";
import { ownOf } from "./items.ts";
import type { Reader, Unit } from "./store.ts";
import type { ItemRow } from "./tables.ts";

/** Equal items that one is paired with, the oldest first; a hundred equal notes are not ten thousand pairs. */
const PAIRED_WITH = 5;

export const reasonOfMark = (mark: string): DuplicateReason => (mark.startsWith("file:") ? "file" : "text");

/** What an item is recognised by beside its addresses: its original files by their bytes, a note by its words. */
export async function marksOf(db: Reader, item: ItemRow): Promise<string[]> {
  const files = (await filesOfItems(db, [item.id])).get(item.id) ?? [];
  const originals = files.filter((file) => file.role === "original" && file.sha256 !== null);
  if (originals.length > 0) return [...new Set(originals.map((file) => `file:${file.sha256}`))];
  const own = ownOf(item);
  if (own.url !== undefined || own.text === undefined) return [];
  const text = own.textIsLong ? ((await contentOf(db, item.id))?.shared_text ?? own.text) : own.text;
  const words = text.normalize("NFC").replace(/\s+/g, " ").trim();
  return words === "" ? [] : [`text:${hash("sha256", words, "hex")}`];
}

/** Standing items of this person, other than `item`, with one of these marks, the oldest first. */
export async function itemsMarked(
  db: Reader,
  { owner, marks, item }: { owner: string; marks: readonly string[]; item: string },
): Promise<{ item: string; hash: string }[]> {
  if (marks.length === 0) return [];
  return await db
    .selectFrom("marks")
    .innerJoin("items", "items.id", "marks.item")
    .select(["marks.item", "marks.hash"])
    .where("marks.owner", "=", owner)
    .where("marks.hash", "in", marks)
    .where("marks.item", "<>", item)
    .where("items.deleted_at", "is", null)
    .where("items.merged_into", "is", null)
    .orderBy("marks.item")
    .limit(PAIRED_WITH)
    .execute();
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
  for (const mark of marks.toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${owner} ${mark}`}, 0))`.execute(unit.db);
}

/** Sets what an item, whose row is locked, is recognised by. */
export async function setMarks(
  unit: Unit,
  { owner, item, marks }: { owner: string; item: string; marks: readonly string[] },
): Promise<void> {
  await unit.db.deleteFrom("marks").where("item", "=", item).execute();
  if (marks.length === 0) return;
  await unit.db
    .insertInto("marks")
    .values(marks.map((mark) => ({ owner, hash: mark, item })))
    .execute();
}
