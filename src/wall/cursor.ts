import { Problem } from "../contract/problems.ts";

/** Opaque cursors: the keys of the last row seen, so that the next page costs the same however deep it lies. */
export function makeCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString("base64url");
}

/** A cursor of one order among several: it says which. */
export const makeSortedCursor = (sort: string, keys: readonly (string | number)[]): string =>
  makeCursor([sort, ...keys]);

/**
 * Reads a cursor back that must be of this order.
 * @throws Problem cursor-not-valid
 */
export function readSortedCursor<const Kinds extends readonly ("string" | "number")[]>(
  cursor: string | undefined,
  { sort, kinds }: { sort: string; kinds: Kinds },
): KeysOf<Kinds> | null {
  const keys = readCursor(cursor, ["string", ...kinds]);
  if (keys === null) return null;
  const [itsSort, ...others] = keys as unknown as readonly (string | number)[];
  if (itsSort !== sort)
    throw new Problem("cursor-not-valid", "This cursor is of another order. Ask for the first page of this one.");
  return others as unknown as KeysOf<Kinds>;
}

/** The order that a cursor says it is of; null where it says none. */
export function sortOfCursor(cursor: string): string | null {
  try {
    const [sort] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    return typeof sort === "string" ? sort : null;
  } catch {
    return null;
  }
}

type KeysOf<Kinds extends readonly ("string" | "number")[]> = {
  [Index in keyof Kinds]: Kinds[Index] extends "string" ? string : number;
};

/**
 * Reads a cursor back as the kinds of keys it must hold; null when none was given.
 * @throws Problem cursor-not-valid
 */
export function readCursor<const Kinds extends readonly ("string" | "number")[]>(
  cursor: string | undefined,
  kinds: Kinds,
): KeysOf<Kinds> | null {
  if (cursor === undefined) return null;
  let keys: unknown;
  try {
    keys = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    keys = null;
  }
  const fits =
    Array.isArray(keys) && keys.length === kinds.length && kinds.every((kind, index) => typeof keys[index] === kind);
  // PostgreSQL refuses NUL in any text.
  const isSafe =
    fits &&
    (keys as unknown[]).every((key) => (typeof key === "string" ? !key.includes("\0") : Number.isSafeInteger(key)));
  if (!isSafe)
    throw new Problem(
      "cursor-not-valid",
      "Use the next_cursor of an earlier answer, unchanged, or none for the first page.",
    );
  return keys as KeysOf<Kinds>;
}
