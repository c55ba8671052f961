import { Problem } from "../../contract/problems.ts";
import type { Highlight, MarkedHighlight } from "../../contract/reading.ts";
import { wordsOf } from "../../core/words.ts";
import { listHighlights, listMarked } from "../../store/highlights.ts";
import { findItem, foundOf, ownOf } from "../../store/items.ts";
import { itemsById } from "../../store/items-by-id.ts";
import type { Reader } from "../../store/store.ts";
import { readCursor } from "../cursor.ts";
import { type Page, pageOf } from "../page-of.ts";
import { presentHighlight } from "./present-highlight.ts";

/** So many words of a question are looked for. */
const MOST_WORDS = 8;

interface Paging {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The passages that a person marked in an item of theirs, the oldest first. @throws Problem not-found */
export async function pageOfHighlights(
  db: Reader,
  { item: id, person, cursor, limit }: Paging & { item: string; person: string },
): Promise<Page<Highlight>> {
  const item = await findItem(db, { id, owner: person });
  if (!item) throw new Problem("not-found", "There is no such item.");
  const keys = readCursor(cursor, ["number", "string"]);
  const after = keys && { createdAt: keys[0], id: keys[1] };
  // One that was merged answers with the winner, which has its highlights.
  const rows = await listHighlights(db, { item: item.merged_into ?? id, person, after, limit: limit + 1 });
  return pageOf(rows, limit, presentHighlight, (row) => [row.created_at, row.id]);
}

/** All that a person marked, the newest first; only what has all of the words of `q`, or begins so. */
export async function pageOfMarked(
  db: Reader,
  { person, q, cursor, limit }: Paging & { person: string; q?: string | undefined },
): Promise<Page<MarkedHighlight>> {
  const keys = readCursor(cursor, ["number", "string"]);
  const beyond = keys && { createdAt: keys[0], id: keys[1] };
  const words = [...new Set(wordsOf(q ?? "", MOST_WORDS))];
  const rows = await listMarked(db, { person, words, beyond, limit: limit + 1 });
  const items = await itemsById(db, [...new Set(rows.map(({ item }) => item))]);
  return pageOf(
    rows,
    limit,
    (row) => {
      const item = items.get(row.item);
      const own = item && ownOf(item);
      const found = item && foundOf(item);
      return {
        ...presentHighlight(row),
        item: {
          title: item?.title ?? "",
          url: own?.url ?? null,
          site_name: item?.site ?? null,
          author: own?.author ?? found?.author ?? null,
          in_trash: item?.deleted_at != null,
        },
      };
    },
    (row) => [row.created_at, row.id],
  );
}
