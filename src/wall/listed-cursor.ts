import type { WallSort } from "../contract/choices.ts";
import { isText, type Listed } from "../store/wall-lists.ts";
import { makeSortedCursor, readSortedCursor } from "./cursor.ts";

/** Where a list in this order goes on after one of its items. */
export const cursorAfter = (sort: WallSort, { key, item }: Listed): string => makeSortedCursor(sort, [key, item]);

/** @throws Problem cursor-not-valid */
export function readListed(cursor: string | undefined, sort: WallSort): Listed | null {
  const kinds = [isText(sort) ? "string" : "number", "string"] as const;
  const keys = readSortedCursor(cursor, { sort, kinds });
  return keys && { key: keys[0], item: keys[1] };
}
