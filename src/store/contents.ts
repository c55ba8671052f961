import type { Reader, Unit } from "./store.ts";
import type { ContentRow } from "./tables.ts";

/** Sets some of the long texts of an item and leaves the others as they are. */
export async function keepContent(unit: Unit, item: string, changes: Partial<Omit<ContentRow, "item">>): Promise<void> {
  const whole: ContentRow = {
    item,
    shared_text: null,
    html: null,
    markdown: null,
    text: null,
    files_text: null,
    ...changes,
  };
  await unit.db
    .insertInto("contents")
    .values(whole)
    .onConflict((conflict) => conflict.column("item").doUpdateSet({ ...changes, item }))
    .execute();
}

export async function contentOf(db: Reader, item: string): Promise<ContentRow | undefined> {
  return await db.selectFrom("contents").selectAll().where("item", "=", item).executeTakeFirst();
}

export type TextsToRead = Pick<ContentRow, "text" | "shared_text" | "files_text">;

/** What a reader reads of some items: no more of them than their texts may take of memory at once. */
export async function textsToRead(db: Reader, items: readonly string[]): Promise<Map<string, TextsToRead>> {
  if (items.length === 0) return new Map();
  const rows = await db
    .selectFrom("contents")
    .select(["item", "text", "shared_text", "files_text"])
    .where("item", "in", items)
    .execute();
  return new Map(rows.map(({ item, ...texts }) => [item, texts]));
}
