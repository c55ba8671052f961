import { type Facets, facetsIn } from "../contract/finding.ts";
import type { Item } from "../contract/items.ts";
import { isId } from "../core/ids.ts";
import { openedAs } from "../core/opened-file.ts";
import { contentOf } from "../store/contents.ts";
import { knowFacets } from "../store/facets.ts";
import { findOpenFile, previewOf } from "../store/open-files.ts";
import type { Store } from "../store/store.ts";
import type { ContentRow, FileRow } from "../store/tables.ts";
import { listOnWall } from "../store/wall-lists.ts";
import type { WallStanding } from "../store/walls.ts";
import { cursorAfter, readListed } from "./listed-cursor.ts";
import { showItems } from "./present-item.ts";

const NOT_ARCHIVED = facetsIn({ archived: false } as Facets);

/** One page of a wall in its own order, as anybody may see it: without what its owner has put aside. */
export async function pageForAnybody(
  { reader, dialect }: Store,
  { wall, cursor, limit }: { wall: WallStanding; cursor?: string | undefined; limit: number },
): Promise<{ items: Item[]; next_cursor: string | null }> {
  const facets = await knowFacets(reader, { person: wall.owner, facets: NOT_ARCHIVED });
  const { id, sorting: sort } = wall;
  const after = readListed(cursor, sort);
  const listed = await listOnWall(reader, dialect, { wall: id, sort, facets, after, limit: limit + 1 });
  const page = listed.slice(0, limit);
  const shown = await showItems(
    reader,
    page.map(({ item }) => item),
    id,
  );
  const last = page.at(-1);
  return {
    items: shown.map((item) => item.seenBy("anybody")),
    next_cursor: listed.length > limit && last ? cursorAfter(sort, last) : null,
  };
}

/** One item of a wall with its whole text, as anybody may see it; null where there is none on it that they may. */
export async function itemForAnybody(
  { reader }: Store,
  { wall, id }: { wall: WallStanding; id: string },
): Promise<{ item: Item; content: ContentRow | undefined } | null> {
  const [shown] = isId(id) ? await showItems(reader, [id], wall.id) : [];
  const item = shown?.seenBy("anybody");
  if (!shown || !item || shown.isAside || item.wall_ids.length === 0) return null;
  if (item.deleted_at !== null || item.merged_into !== null) return null;
  const content = await contentOf(reader, id);
  return { item: { ...item, text: content?.shared_text ?? item.text }, content };
}

/** A file of an item that stands on a wall, in the form in which anybody gets it; null where they get nothing. */
export async function fileForAnybody(
  { reader }: Store,
  { wall, id }: { wall: WallStanding; id: string },
): Promise<FileRow | null> {
  const file = isId(id) ? await findOpenFile(reader, { id, wall }) : undefined;
  if (!file) return null;
  const as = openedAs(file);
  if (as === "nothing") return null;
  return as === "itself" ? file : ((await previewOf(reader, file)) ?? null);
}
