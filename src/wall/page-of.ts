import { makeCursor } from "./cursor.ts";

export interface Page<Of> {
  readonly items: Of[];
  readonly next_cursor: string | null;
}

/** A page of rows of which one more than `limit` was asked for; `keysOf` makes the cursor of the next. */
export function pageOf<Row, Of>(
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Of,
  keysOf: (row: Row) => (string | number)[],
): Page<Of> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(present),
    next_cursor: rows.length > limit && last !== undefined ? makeCursor(keysOf(last)) : null,
  };
}
