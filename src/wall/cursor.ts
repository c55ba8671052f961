import { Problem } from "../contract/problems.ts";

/** Opaque cursors: the keys of the last row seen, so that the next page costs the same however deep it lies. */
export function makeCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString("base64url");
}

/**
 * Reads a cursor back as the kinds of keys it must hold; null when none was given.
 * @throws Problem cursor-not-valid
 */
export function readCursor<const Kinds extends readonly ("string" | "number")[]>(
  cursor: string | undefined,
  kinds: Kinds,
): { [Index in keyof Kinds]: Kinds[Index] extends "string" ? string : number } | null {
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
  return keys as { [Index in keyof Kinds]: Kinds[Index] extends "string" ? string : number };
}
