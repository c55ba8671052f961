import type { Duplicate } from "../contract/items.ts";
import { Problem } from "../contract/problems.ts";
import { dismissDuplicate, listDuplicates } from "../store/duplicates.ts";
import type { Reader } from "../store/store.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import type { WallDeps } from "./deps.ts";
import { presentItems } from "./present-item.ts";

/** Pairs of a person's items that may be one thing and that they have not decided about, the newest first. */
export async function pageOfDuplicates(
  db: Reader,
  { owner, cursor, limit }: { owner: string; cursor?: string | undefined; limit: number },
): Promise<{ items: Duplicate[]; next_cursor: string | null }> {
  const after = readCursor(cursor, ["number", "string", "string"]);
  const rows = await listDuplicates(db, {
    owner,
    after: after ? { found_at: after[0], item: after[1], other: after[2] } : null,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const ids = new Set(page.flatMap((row) => [row.item, row.other]));
  const items = new Map((await presentItems(db, [...ids], { person: owner })).map((item) => [item.id, item]));
  const last = page.at(-1);
  return {
    items: page.flatMap(({ why, item, other }) => {
      const [older, newer] = [items.get(item), items.get(other)];
      return older && newer ? [{ why, items: [older, newer] }] : [];
    }),
    next_cursor: rows.length > page.length && last ? makeCursor([last.found_at, last.item, last.other]) : null,
  };
}

/** The person keeps both: this pair is never suggested again. Doing it twice changes nothing. */
export async function keepBoth(
  deps: WallDeps,
  { person, items }: { person: string; items: readonly [string, string] },
): Promise<void> {
  const wasSuggested = await deps.store.write((unit) => dismissDuplicate(unit, { owner: person, items }));
  if (!wasSuggested) throw new Problem("not-found", "These two were not suggested to be one thing.");
}
