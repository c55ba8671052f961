import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { openSqlite } from "../../src/adapters/database-sqlite.ts";
import { newId } from "../../src/core/ids.ts";
import { migrate } from "../../src/store/migrate.ts";
import { insertPerson } from "../../src/store/persons.ts";
import type { Tables } from "../../src/store/tables.ts";

/** Rows so wide that the copy takes several steps. */
const LONG_NAME = "Ada ".repeat(2_000);

test("a backup taken while people write ends, holds all that was answered before it, and lets them write on", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "dw-backup-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const store = openSqlite<Tables>(join(folder, "wall.db"));
  t.after(() => store.close());
  await migrate(store);

  const asked = new Set<string>();
  const answered = new Set<string>();
  const enough = Promise.withResolvers<void>();
  let isWriting = true;
  const write = async (): Promise<void> => {
    while (isWriting) {
      const id = newId();
      asked.add(id);
      await store.write((unit) =>
        insertPerson(unit, {
          id,
          email: null,
          name: LONG_NAME,
          role: "person",
          language: null,
          created_at: unit.nowMs,
        }),
      );
      answered.add(id);
      if (answered.size === 1_000) enough.resolve();
    }
  };
  const writers = [write(), write(), write()];
  await enough.promise;
  const before = [...answered];
  const target = openSqlite<Tables>(join(folder, "backup.db"));
  await migrate(target);
  await target.close();
  const held = await store.copyRows(join(folder, "backup.db"), ["persons"]);
  const during = answered.size - before.length;
  isWriting = false;
  await Promise.all(writers);
  assert.ok(during > 0, "nobody could write while the backup ran");

  const backup = new DatabaseSync(join(folder, "backup.db"), { readOnly: true });
  t.after(() => backup.close());
  assert.equal(backup.prepare("pragma integrity_check").get()?.["integrity_check"], "ok");
  const rows = backup.prepare("select id from persons").all() as { id: string }[];
  const kept = new Set(rows.map((row) => row.id));
  for (const id of before) assert.ok(kept.has(id), "a row that was answered before the backup is missing in it");
  for (const id of kept) assert.ok(asked.has(id));
  assert.equal(held["persons"]?.rows, kept.size, "what was counted at the source is what was copied");
});
