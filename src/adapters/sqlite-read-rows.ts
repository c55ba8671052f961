import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { sqliteDialect } from "./sqlite-kysely.ts";

/** A file of rows that nobody writes to, to be read and never changed. */
export function openRows<Tables>(path: string): { readonly reader: Kysely<Tables>; close(): void } {
  const connection = new DatabaseSync(path, { readOnly: true });
  const reader = new Kysely<Tables>({ dialect: sqliteDialect(connection, () => {}) });
  return { reader, close: () => connection.close() };
}
