import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { PostgresDatabase } from "../../src/adapters/database-postgres.ts";
import type { SqliteDatabase } from "../../src/adapters/database-sqlite.ts";
import { openDiskFiles } from "../../src/adapters/files-disk.ts";
import { Backups, type BackupsDeps } from "../../src/app/backup/backups.ts";
import { type CopyRows, copyFromPostgres, copyFromSqlite } from "../../src/app/backup/copy-rows.ts";
import type { LogEvent } from "../../src/core/events.ts";
import type { Store } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { ensureOwner } from "../../src/wall/make-owner.ts";
import { namesIn } from "../harness/backups.ts";
import { DIALECTS, on, type TestDialect } from "../harness/databases.ts";
import { newStore } from "../harness/new-store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const copyFrom = (store: Store): CopyRows =>
  store.dialect === "sqlite"
    ? copyFromSqlite(store as SqliteDatabase<Tables>)
    : copyFromPostgres(store as PostgresDatabase<Tables>);

async function newBackups(t: TestContext, dialect: TestDialect, more: Partial<BackupsDeps["settings"]> = {}) {
  const made = await newStore(t, dialect);
  await ensureOwner(made.store);
  const dir = join(made.folder, "backups");
  const settings = {
    dir,
    everyMs: DAY_MS,
    keep: { days: 3, weeks: 1 },
    withFiles: true,
    isBeforeMigration: true,
    ...more,
  };
  const files = await openDiskFiles(join(made.folder, "files"));
  const said: LogEvent[] = [];
  const log: BackupsDeps["log"] = (_level, event) => void said.push(event);
  const open = (worker: string, store = made.store, copyRows = copyFrom(store)) =>
    new Backups({ store, files, copyRows, settings, log, worker });
  return { ...made, dir, said, open };
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`a new wall is backed up after a day, then once a day, and old backups go (${dialect})`, options, async (t) => {
    const { open, clock, dir, said } = await newBackups(t, dialect);
    const backups = open("one");
    assert.equal(await backups.takeWhenDue(), false, "nothing is lost yet");
    clock.forward(DAY_MS);
    assert.equal(await backups.takeWhenDue(), true);
    assert.equal(await backups.takeWhenDue(), false);
    const [first = ""] = await namesIn(dir);
    clock.forward(DAY_MS - HOUR_MS);
    assert.equal(await backups.takeWhenDue(), false);
    for (let day = 0; day < 5; day++) {
      clock.forward(DAY_MS);
      assert.equal(await backups.takeWhenDue(), true);
    }
    const names = await namesIn(dir);
    assert.ok(names.length >= 3 && names.length <= 4 && !names.includes(first), names.join());
    assert.deepEqual([...new Set(said)], ["backup-verified", "backup-removed"]);
    assert.equal((await backups.state()).trouble, null);
  });

  test(
    `a full disk leaves nothing, keeps the older backups, is loud, and is tried again after an hour (${dialect})`,
    options,
    async (t) => {
      const { open, store, clock, dir, said } = await newBackups(t, dialect, { keep: { days: 1, weeks: 0 } });
      const backups = open("one");
      await until(backups);
      const before = await namesIn(dir);
      assert.equal(before.length, 1);
      const full = open("two", store, async ({ to }) => {
        await writeFile(to, "half of it");
        throw Object.assign(new Error("write failed"), { code: "ENOSPC" });
      });
      clock.forward(DAY_MS);
      assert.equal(await full.takeWhenDue(), true);
      assert.deepEqual(await namesIn(dir), before);
      assert.match((await full.state()).trouble ?? "", /The last backup failed: the disk is full/);
      assert.equal(said.at(-1), "backup-failed");
      assert.equal(await full.takeWhenDue(), false, "not again at once");
      clock.forward(HOUR_MS);
      const healed = open("three");
      assert.equal(await healed.takeWhenDue(), true);
      assert.equal((await healed.state()).trouble, null);
      assert.notDeepEqual(await namesIn(dir), before, "a new one is there");
    },
  );

  test(`rows that were copied wrongly are noticed before the backup has its name (${dialect})`, options, async (t) => {
    const { open, store, clock, dir } = await newBackups(t, dialect);
    const copy = copyFrom(store);
    const lying = open("one", store, async (asked) => {
      const held = await copy(asked);
      return { ...held, persons: { rows: 2, sum: held["persons"]?.sum ?? "" } };
    });
    clock.forward(DAY_MS);
    await lying.takeWhenDue();
    assert.deepEqual(await namesIn(dir), []);
    assert.match((await lying.state()).trouble ?? "", /the rows of persons are not what the database held/);
  });

  test(`no backup for too long is a reason to be degraded, unless they are off (${dialect})`, options, async (t) => {
    const { open, clock } = await newBackups(t, dialect);
    clock.forward(2 * DAY_MS);
    assert.equal((await open("one").state()).trouble, null, "a machine may have been off for a night");
    clock.forward(DAY_MS);
    assert.match((await open("one").state()).trouble ?? "", /^No backup was taken since /);
  });

  test(`folders that are not ours are never removed (${dialect})`, options, async (t) => {
    const { open, dir } = await newBackups(t, dialect, { keep: { days: 1, weeks: 0 } });
    const others = ["20200101T000000000Z-0123abcd", "20200101T000000000Z-0123abcd.part", "my own", "notes.txt"];
    for (const name of others) await mkdir(join(dir, name), { recursive: true });
    const backups = open("one");
    for (let n = 0; n < 4; n++) await until(backups);
    const names = await namesIn(dir);
    for (const name of others) assert.ok(names.includes(name), name);
    assert.equal(names.length, others.length + 3);
  });
}

/** Takes one and waits for its end. */
async function until(backups: Backups): Promise<void> {
  const id = await backups.ask();
  while (id !== null && backups.progressOf(id) !== null) await new Promise((done) => setImmediate(done));
}

test("of two servers on one database only one takes the backup that is due", await on("postgres"), async (t) => {
  const { open, clock, dir, another } = await newBackups(t, "postgres");
  const [one, two] = [open("one"), open("two", another())];
  clock.forward(DAY_MS);
  const taken = await Promise.all([one.takeWhenDue(), two.takeWhenDue()]);
  assert.deepEqual(taken.toSorted(), [false, true]);
  assert.equal((await namesIn(dir)).length, 1);
  assert.equal(await two.takeWhenDue(), false);
});
