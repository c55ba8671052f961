import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import { sql } from "kysely";
import type { Manifest } from "../../src/app/backup/manifest.ts";
import { restoreBackup } from "../../src/app/backup/restore-backup.ts";
import { openStore } from "../../src/app/open-store.ts";
import { readSettings } from "../../src/config/settings.ts";
import { newId } from "../../src/core/ids.ts";
import { appliedMigrations, MIGRATION_NAMES, migrate } from "../../src/store/migrate.ts";
import { runProgram } from "../commands/run-program.ts";
import { backUp, emptyPlace, namesIn } from "../harness/backups.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newStore } from "../harness/new-store.ts";
import { newWall } from "../harness/new-wall.ts";

/** A backup of a wall with one file, which is in it since it lies in a folder, and a way to have a copy that somebody changed. */
async function newBackup(t: TestContext) {
  const wall = await newWall(t, { topology: "embedded" });
  const form = new FormData();
  form.append("files", new File(["a letter"], "letter.txt", { type: "text/plain" }));
  const { body: shared } = await wall.ask<{ processing_id: string }>("POST", "/share", { body: form });
  await wall.ended(shared);
  const { folder: whole } = await backUp(wall);
  const folder = await mkdtemp(join(tmpdir(), "dw-tampered-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  let copies = 0;
  return async (change: (at: string) => Promise<void>): Promise<string> => {
    const at = join(folder, String(++copies));
    await cp(whole ?? "", at, { recursive: true });
    await change(at);
    return at;
  };
}

async function restored(t: TestContext, folder: string) {
  const place = await emptyPlace(t, "sqlite");
  const settings = readSettings(place.environment);
  return { settings, result: await restoreBackup({ folder, settings, anew: false, tell: () => {} }) };
}

const editManifest = (edit: (manifest: Record<string, unknown>) => unknown) => async (at: string) => {
  const path = join(at, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
  await writeFile(path, JSON.stringify(edit(manifest)));
};

/** Changes the rows and makes the manifest say that this is how they are. */
const editRows =
  (statement: string, edit: (manifest: Manifest) => unknown = (manifest) => manifest) =>
  async (at: string) => {
    const rows = new DatabaseSync(join(at, "wall.db"));
    rows.exec(statement);
    rows.close();
    const bytes = await readFile(join(at, "wall.db"));
    const wall_db = { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    await editManifest((manifest) => edit({ ...manifest, wall_db } as unknown as Manifest))(at);
  };

test("a backup that was changed, cut or made up is refused in one sentence, and nothing is made", async (t) => {
  const changed = await newBackup(t);
  const cases: readonly (readonly [what: string, change: (at: string) => Promise<void>, says: RegExp])[] = [
    ["no manifest", (at) => rm(join(at, "manifest.json")), /is no backup of Digital Wall/],
    ["no JSON", (at) => writeFile(join(at, "manifest.json"), "{"), /manifest of .* cannot be read/],
    ["a huge manifest", (at) => writeFile(join(at, "manifest.json"), " ".repeat(2_000_000)), /larger than any of ours/],
    ["another shape", editManifest(({ tables: _, ...rest }) => rest), /cannot be read: it was changed or cut/],
    ["a field more", editManifest((said) => ({ ...said, path: "/etc" })), /cannot be read/],
    [
      "a key that is a path",
      editManifest((said) => ({
        ...said,
        files: { kept: "included", count: 1, bytes: 1, missing: ["../../etc/passwd"] },
      })),
      /cannot be read/,
    ],
    [
      "a table that is none",
      editManifest((said) => ({ ...said, tables: { sqlite_schema: { rows: 1, sum: "0".repeat(32) } } })),
      /names a table/,
    ],
    ["a newer format", editManifest((said) => ({ ...said, format_version: 99 })), /made by a newer Digital Wall/],
    [
      "a newer migration",
      editManifest((said) => ({ ...said, migrations: ["9999-new"] })),
      /newer Digital Wall \(9999-new\)/,
    ],
    ["no rows", (at) => rm(join(at, "wall.db")), /There is no wall\.db/],
    [
      "rows cut off",
      async (at) => writeFile(join(at, "wall.db"), (await readFile(join(at, "wall.db"))).subarray(0, 9_000)),
      /another size/,
    ],
    ["one bit", flipABit, /damaged/],
    ["a link for rows", linkRows, /There is no wall\.db/],
    ["rows changed", editRows("update items set title = 'another'"), /the rows of items are not those/],
    [
      "a trigger",
      editRows("create trigger t after update on items begin delete from items; end"),
      /tables are not those of Digital Wall/,
    ],
    ["a view", editRows("create view v as select 1"), /tables are not those of Digital Wall/],
    ["a dangling row", editRows("pragma foreign_keys=off; delete from persons"), /names one that is not there/],
  ];
  for (const [what, change, says] of cases) {
    const folder = await changed(change);
    const place = await emptyPlace(t, "sqlite");
    const settings = readSettings(place.environment);
    await assert.rejects(restoreBackup({ folder, settings, anew: false, tell: () => {} }), says, what);
    assert.deepEqual(await namesIn(settings.dataDir), [], what);
  }
});

async function flipABit(at: string): Promise<void> {
  const bytes = await readFile(join(at, "wall.db"));
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
  await writeFile(join(at, "wall.db"), bytes);
}

async function linkRows(at: string): Promise<void> {
  const real = join(at, "elsewhere");
  await cp(join(at, "wall.db"), real);
  await rm(join(at, "wall.db"));
  await symlink(real, join(at, "wall.db"));
}

test("a file in a backup that was changed, or leads elsewhere, is not restored, and the rest is", async (t) => {
  const changed = await newBackup(t);
  const fileIn = async (at: string): Promise<string> => {
    const [letters = ""] = (await namesIn(join(at, "files"))).filter((name) => /^[0-9a-f]{2}$/.test(name));
    return join(at, "files", letters, (await namesIn(join(at, "files", letters)))[0] ?? "");
  };
  for (const change of [
    async (at: string) => writeFile(await fileIn(at), "a LETTER"),
    async (at: string) => writeFile(await fileIn(at), "a longer letter than before"),
    async (at: string) => {
      const path = await fileIn(at);
      await rm(path);
      await symlink("/etc/hostname", path);
    },
  ]) {
    const { result } = await restored(t, await changed(change));
    assert.equal(result.missing.length, 1);
    assert.ok(result.items > 0);
  }
});

test("a restore is refused where something is kept or runs, and goes on where it was killed", async (t) => {
  const changed = await newBackup(t);
  const folder = await changed(async () => {});
  const place = await emptyPlace(t, "sqlite");
  for (const nth of ["2", "8"]) {
    const killed = await runProgram(t, ["restore", folder], {
      settings: { ...place.environment, DW_CRASH_AT: `in-move:${nth}` },
    });
    assert.equal(killed.signal, "SIGKILL", killed.stderr);
  }
  const settings = readSettings(place.environment);
  await assert.rejects(openStore(settings), { name: "HalfMoved" }, "nobody starts on half of it");
  const ended = await runProgram(t, ["restore", folder], { settings: place.environment });
  assert.equal(ended.code, 0, ended.stderr);
  assert.match(ended.stdout, /^Went on and restored the backup of /);
  const again = await runProgram(t, ["restore", folder], { settings: place.environment });
  assert.equal(again.code, 1);
  assert.match(again.stderr, /filled from this source already/);
  const other = await newWall(t);
  const taken = await runProgram(t, ["restore", folder], { settings: { ...other.environment } });
  // In one folder one process runs; several on one database are told by their connections.
  assert.match(taken.stderr, /runs on this folder already|Stop what runs on the target first/);
  await other.stop();
  const kept = await runProgram(t, ["restore", folder], { settings: { ...other.environment } });
  assert.match(kept.stderr, /holds a wall already/);
});

for (const dialect of DIALECTS)
  test(
    `before a new version changes the database a backup is taken, with which one goes back (${dialect})`,
    await on(dialect),
    async (t) => {
      const older = MIGRATION_NAMES.slice(0, -1);
      const made = await newStore(t, dialect, { migrated: false });
      await migrate(made.store, older);
      // As every older version has them, whatever columns came later.
      const owner = newId();
      await made.store.write((unit) =>
        sql`insert into persons (id, role, created_at) values (${owner}, 'owner', ${unit.nowMs})`.execute(unit.db),
      );
      const environment = { DATA_DIR: made.folder, ...(made.url && { DATABASE_URL: made.url }) };
      if (dialect === "sqlite") await made.store.close();
      const dir = join(made.folder, "backups");
      await writeFile(dir, "a file where the folder should be");
      await assert.rejects(
        openStore(readSettings(environment)),
        /This version changes the database.*Nothing was changed.*BACKUP_DIR.*BACKUP_BEFORE_MIGRATION=off/s,
      );
      await rm(dir);
      const opened = await Promise.all(
        (dialect === "sqlite" ? [1] : [1, 2, 3]).map(() => openStore(readSettings(environment))),
      );
      t.after(() => Promise.all(opened.map((each) => each.close())));
      const [name = "", ...more] = await namesIn(dir);
      assert.deepEqual(more, [], "of several that start at once one takes it");
      const manifest = JSON.parse(await readFile(join(dir, name, "manifest.json"), "utf8")) as Manifest;
      assert.deepEqual([manifest.migrations, manifest.cause, manifest.owner], [older, "migration", owner]);
      const [first] = opened;
      assert.ok(first);
      assert.deepEqual(await appliedMigrations(first.store), [...MIGRATION_NAMES]);
      const noted = await first.store.reader.selectFrom("backups").select(["cause", "state"]).execute();
      assert.deepEqual(
        noted.map((row) => ({ ...row })),
        [{ cause: "migration", state: "verified" }],
      );
      const { result } = await restored(t, join(dir, name));
      assert.equal(result.rows > 0, true, "a backup of an older version is restored by a newer one");
    },
  );
