import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { sql } from "kysely";
import type { AnyExported } from "../../src/store/any-exported.ts";
import { isLeftOut } from "../../src/store/exported-columns.ts";
import { EXPORTED } from "../../src/store/exported-tables.ts";
import { newStore } from "../harness/new-store.ts";

const OF_THE_DATABASE = /^(sqlite_|item_words_|schema_migrations)/;

test("every table and every column there is, is in an archive or is left out for a reason", async (t) => {
  const { store } = await newStore(t, "sqlite");
  const { rows } = await sql<{ table: string; column: string }>`
    select m.name as "table", c.name as "column" from sqlite_schema m, pragma_table_info(m.name) c
    where m.type = 'table' order by 1, 2`.execute(store.reader);
  const columns = Map.groupBy(
    rows.filter(({ table }) => !OF_THE_DATABASE.test(table)),
    ({ table }) => table,
  );
  assert.deepEqual([...columns.keys()].toSorted(), Object.keys(EXPORTED).toSorted());
  for (const [table, entry] of Object.entries(EXPORTED)) {
    if ("leftOut" in entry) {
      assert.ok(entry.leftOut.length > 3, table);
      continue;
    }
    const named = Object.entries(entry.columns as AnyExported["columns"]);
    assert.deepEqual(
      named.map(([name]) => name).toSorted(),
      columns
        .get(table)
        ?.map(({ column }) => column)
        .toSorted(),
      table,
    );
    for (const [name, column] of named) if (isLeftOut(column)) assert.ok(column.leftOut.length > 3, `${table}.${name}`);
  }
});

test("every field of an archive is described", async () => {
  const words = await readFile(join(import.meta.dirname, "../../docs/export.md"), "utf8");
  for (const [table, entry] of Object.entries(EXPORTED)) {
    if ("leftOut" in entry) continue;
    for (const [name, column] of Object.entries(entry.columns as AnyExported["columns"]))
      if (!isLeftOut(column)) assert.ok(words.includes(`\`${column.as ?? name}\``), `${table}.${name}`);
  }
});

test("no secret is ever exported, whatever it is called", () => {
  for (const [table, entry] of Object.entries(EXPORTED)) {
    if ("leftOut" in entry) continue;
    for (const [name, column] of Object.entries(entry.columns as AnyExported["columns"]))
      assert.ok(isLeftOut(column) || !/key|secret|token|^hash$|password|person|owner/.test(name), `${table}.${name}`);
  }
});
