import type { DatabaseSync } from "node:sqlite";
import { BITS_APART, bitsApart } from "../core/vectors.ts";

/** What reads may ask of SQLite beside what it knows by itself. */
export function addFunctions(database: DatabaseSync): void {
  database.function(BITS_APART, { deterministic: true, directOnly: true }, (one, other) =>
    one instanceof Uint8Array && other instanceof Uint8Array ? bitsApart(one, other) : null,
  );
}
