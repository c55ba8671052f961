import { hash } from "node:crypto";
import { contentOf } from "../../store/contents.ts";
import { duplicatesOfItem } from "../../store/duplicates.ts";
import { type Belongings, belongingsOf, progressIn } from "../../store/give-back.ts";
import { ownOf } from "../../store/items.ts";
import type { ProgressRow } from "../../store/reading-tables.ts";
import type { Reader } from "../../store/store.ts";
import type { ContentRow, DuplicateRow, ItemRow } from "../../store/tables.ts";
import { type Spot, standingsOf, type TagOfItem } from "./standing.ts";

/** One of two items, as far as a merge changes it. */
export interface Side {
  readonly row: Pick<
    ItemRow,
    "own" | "found" | "kind" | "state" | "analysis" | "pinned_at" | "archived_at" | "created_at"
  >;
  readonly tags: readonly TagOfItem[];
  readonly places: readonly (readonly [wall: string, spot: Spot])[];
  readonly progress: readonly ProgressRow[];
  /** The shared text, whole. */
  readonly text: string | null;
}

/** How two items were before they were made one, and how the winner was left. */
export interface MergeBefore {
  readonly winner: Side;
  readonly loser: Side;
  readonly belongings: Belongings;
  readonly duplicates: readonly DuplicateRow[];
  /** The article that stood in the winner, where another one took its place. */
  readonly article: Pick<ContentRow, "html" | "markdown" | "text"> | null;
  /** What the loser's files say came along. */
  readonly filesSay: boolean;
  /** The text as a digest: it may be long, and is only compared. */
  readonly after: Omit<Side, "text"> & { readonly text: string };
}

export async function sideOf(db: Reader, item: ItemRow): Promise<Side> {
  const { own, found, kind, state, analysis, pinned_at, archived_at, created_at } = item;
  const standing = (await standingsOf(db, [item])).get(item.id);
  const fields = ownOf(item);
  const text = fields.textIsLong ? ((await contentOf(db, item.id))?.shared_text ?? fields.text) : fields.text;
  return {
    row: { own, found, kind, state, analysis, pinned_at, archived_at, created_at },
    tags: standing?.tags ?? [],
    places: [...(standing?.places ?? [])],
    progress: await progressIn(db, [item.id]),
    text: text ?? null,
  };
}

/** What is read of both before they are made one; `left` is told how the winner is then. */
export async function beforeMerge(
  db: Reader,
  { winner, loser }: { winner: ItemRow; loser: ItemRow },
): Promise<(changed: ItemRow) => Promise<MergeBefore>> {
  const sides = { winner: await sideOf(db, winner), loser: await sideOf(db, loser) };
  const belongings = await belongingsOf(db, loser.id);
  const pairs = [...(await duplicatesOfItem(db, loser.id)), ...(await duplicatesOfItem(db, winner.id))];
  const duplicates = [...new Map(pairs.map(({ partner: _, ...row }) => [`${row.item} ${row.other}`, row])).values()];
  const {
    html = null,
    markdown = null,
    text: read = null,
    files_text: said = null,
  } = (await contentOf(db, winner.id)) ?? {};
  return async (changed) => {
    const { text, ...after } = await sideOf(db, changed);
    return {
      ...sides,
      belongings,
      duplicates,
      article: after.row.found === winner.found ? null : { html, markdown, text: read },
      filesSay: ((await contentOf(db, winner.id))?.files_text ?? null) !== said,
      after: { ...after, text: digestOf(text) },
    };
  };
}

export const digestOf = (text: string | null): string => (text === null ? "" : hash("sha256", text, "base64url"));
