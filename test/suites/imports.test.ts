import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../src/core/ids.ts";
import { readImport } from "../../src/importers/read-import.ts";
import { Ranks } from "../../src/pipeline/ranks.ts";
import { claimDue } from "../../src/store/claims.ts";
import type { ImportsRow } from "../../src/store/import-tables.ts";
import { DUE_IMPORTS, type HeldImport, insertImport, NO_COUNTS, readImport as rowOf } from "../../src/store/imports.ts";
import type { Store } from "../../src/store/store.ts";
import { type ImportDeps, ImportLost, takeRows } from "../../src/wall/importing/import-pass.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { manyBookmarks } from "../harness/imports.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive } from "../harness/people.ts";

const ROWS = 600;
const LEASE_MS = 1_000;

/** An import that is to be taken, and what takes it. */
async function newImport(store: Store) {
  const ada = await arrive(store, "Ada");
  const row: ImportsRow = {
    id: newId(),
    person: ada.id,
    source: JSON.stringify({ kind: "file", name: "bookmarks.html", bytes: 1 }),
    file: null,
    state: "importing",
    format: null,
    wanted: JSON.stringify({ format: null, mapping: null, wall: null, folders: "walls", tags: [] }),
    starts: 1,
    position: 0,
    known_rows: ROWS,
    checked: null,
    counts: JSON.stringify(NO_COUNTS),
    made_walls: "[]",
    error_code: null,
    error_detail: null,
    idempotency_key: null,
    fingerprint: "",
    attempt: 0,
    tries: 0,
    leased_by: null,
    leased_until: null,
    version: 1,
    created_at: 1_700_000_000_000,
    updated_at: 1_700_000_000_000,
    started_at: 1_700_000_000_000,
    ended_at: null,
  };
  await store.write((unit) => insertImport(unit, row));
  return row.id;
}

const depsOf = (store: Store): ImportDeps => ({
  store,
  files: null as never,
  queue: { ring() {}, onRing: () => () => {}, close: () => Promise.resolve() },
  channel: {
    publish() {},
    subscribe: () => () => {},
    healthy: () => true,
    heardSinceMs: () => 0,
    close: () => Promise.resolve(),
  },
  ranks: new Ranks(),
  log() {},
  allowHosts: [],
  maxFileBytes: 1_000_000,
});

async function take(store: Store, row: ImportsRow, told: () => void = () => {}): Promise<void> {
  const bytes = Buffer.from(manyBookmarks(ROWS));
  const source = {
    name: "bookmarks.html",
    bytes: bytes.length,
    async *read({ from = 0, to = bytes.length }: { from?: number; to?: number } = {}) {
      yield bytes.subarray(from, to);
    },
  };
  const held: HeldImport = { id: row.id, attempt: row.attempt, state: row.state };
  const reading = await readImport(source, { nowMs: row.created_at });
  await takeRows(depsOf(store), { row, held, signal: new AbortController().signal }, reading, told);
}

const claim = (store: Store, worker: string) =>
  store.write((unit) => claimDue(unit, DUE_IMPORTS, { worker, leaseMs: LEASE_MS }));

async function judge(store: Store, id: string): Promise<void> {
  const row = await rowOf(store.reader, id);
  const rows = await store.reader.selectFrom("import_rows").select(["n", "item"]).where("import", "=", id).execute();
  const items = await store.reader.selectFrom("items").select("id").execute();
  assert.equal(JSON.parse(row?.counts ?? "{}").made, ROWS);
  assert.equal(row?.position, ROWS);
  assert.deepEqual([rows.length, items.length, new Set(rows.map(({ item }) => item)).size], [ROWS, ROWS, ROWS]);
}

for (const dialect of DIALECTS) {
  test(
    `a worker that was overtaken takes nothing more, and nothing is taken twice (${dialect})`,
    await on(dialect),
    async (t) => {
      const { store, clock } = await newStore(t, dialect);
      const id = await newImport(store);
      const first = await claim(store, "first");
      assert.ok(first);
      assert.equal(await claim(store, "second"), undefined, "it is held");
      let overtaken: Promise<void> | null = null;
      const slow = take(store, first, () => {
        // After its first batch the first one falls silent for longer than its lease.
        overtaken ??= (async () => {
          clock.forward(LEASE_MS * 2);
          const second = await claim(store, "second");
          assert.ok(second);
          await take(store, second);
        })();
      });
      await assert.rejects(slow, ImportLost);
      await overtaken;
      await judge(store, id);
    },
  );

  test(`of two workers that ask at once one has the import (${dialect})`, await on(dialect), async (t) => {
    const { store } = await newStore(t, dialect);
    await newImport(store);
    const claims = await Promise.all(["one", "two", "three"].map((worker) => claim(store, worker)));
    assert.equal(claims.filter((row) => row !== undefined).length, 1);
  });
}
