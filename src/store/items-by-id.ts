import type { Reader } from "./store.ts";
import type { ItemRow } from "./tables.ts";

/** The rows of these items, without what stands around them, in one query. Whose they are is for the caller to know. */
export async function itemsById(db: Reader, ids: readonly string[]): Promise<Map<string, ItemRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("items").selectAll().where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}
