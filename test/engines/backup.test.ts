import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { Manifest } from "../../src/app/backup/manifest.ts";
import { restoreBackup } from "../../src/app/backup/restore-backup.ts";
import { startServer } from "../../src/app.ts";
import { readSettings } from "../../src/config/settings.ts";
import type { Health } from "../../src/contract/system.ts";
import { LAUNCHER, runProgram } from "../commands/run-program.ts";
import { backUp, digestsOf, emptyPlace, namesIn } from "../harness/backups.ts";
import { on } from "../harness/databases.ts";
import { newFullWall } from "../harness/full-wall.ts";
import { withRows } from "../harness/look-inside.ts";
import { newWall, type TestWall } from "../harness/new-wall.ts";
import { until } from "../harness/until.ts";

const options = await on("postgres");
const QUESTION = "seven%20lamps%20in%20a%20file";
const dirOf = (wall: TestWall): string => join(wall.dataDir, "backups");

const manifestIn = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as Manifest;

for (const [topology, dialect, to] of [
  ["embedded", "sqlite", "sqlite"],
  ["embedded", "sqlite", "postgres"],
  ["postgres", "postgres", "sqlite"],
  ["postgres", "postgres", "postgres"],
] as const)
  test(
    `a full wall that is backed up on ${dialect} is restored on ${to}, row for row, with its files`,
    options,
    async (t) => {
      const wall = await newFullWall(t, topology);
      const { body: lamps } = await wall.ask<{ items: { id: string }[] }>("GET", `/search?q=${QUESTION}`);
      assert.equal(lamps.items.length, 1);
      await wall.stop();
      const held = await digestsOf(wall);
      const ended = await runProgram(t, ["backup", "--json"], { settings: { ...wall.environment } });
      assert.equal(ended.code, 0, ended.stderr);
      const { folder } = JSON.parse(ended.stdout) as { folder: string };
      const manifest = await manifestIn(folder);
      assert.deepEqual(manifest.tables, held, "what the backup says it holds is what the database holds");
      assert.deepEqual([manifest.files.kept, manifest.files.missing], ["included", []]);

      const place = await emptyPlace(t, to);
      const restored = await restoreBackup({
        folder,
        settings: readSettings(place.environment),
        anew: false,
        tell: () => {},
      });
      assert.deepEqual([restored.missing, restored.files], [[], manifest.files.count]);
      assert.deepEqual(await digestsOf(place.rows), held);

      const settings = readSettings({ ...place.environment, PORT: "0", LOG_LEVEL: "silent" });
      const server = await startServer(settings, { workers: true });
      t.after(() => server.stop());
      const headers = { authorization: `Bearer ${wall.key}` };
      const found = await fetch(`${server.url}/api/v1/search?q=${QUESTION}`, { headers });
      const { items } = (await found.json()) as { items: { id: string; files: { url: string }[] }[] };
      assert.deepEqual(
        items.map(({ id }) => id),
        lamps.items.map(({ id }) => id),
        "keys go on, and all can be found",
      );
      const file = await fetch(`${server.url}${items[0]?.files[0]?.url ?? ""}`, { headers });
      assert.equal(await file.text(), "seven lamps in a file");
    },
  );

for (const topology of ["embedded", "postgres"] as const)
  test(`a backup on ${topology} has no sessions, tickets, signing keys or owner's key`, options, async (t) => {
    const wall = await newFullWall(t, topology);
    const folder = (await backUp(wall)).folder ?? "";
    const rows = new DatabaseSync(join(folder, "wall.db"), { readOnly: true });
    const count = (table: string) => Number(rows.prepare(`select count(*) as n from ${table}`).get()?.["n"]);
    for (const table of [
      "sessions",
      "owner_links",
      "stream_tickets",
      "signing_keys",
      "landed_shares",
      "chores",
      "backups",
    ])
      assert.equal(count(table), 0, table);
    assert.ok(count("api_keys") > 0 && count("items") > 0);
    rows.close();
    assert.deepEqual(await readdir(folder).then((names) => names.toSorted()), ["files", "manifest.json", "wall.db"]);
    assert.ok(!(await readFile(join(folder, "wall.db"))).includes(wall.key), "only the hash of a key travels");
    if (process.platform !== "win32")
      assert.equal((await stat(dirOf(wall))).mode & 0o077, 0, "nobody else may read it");
  });

for (const topology of ["embedded", "postgres"] as const)
  test(
    `a backup under writes on ${topology} is of one moment, and every share answered before it is in it`,
    options,
    async (t) => {
      const wall = await newWall(t, { topology, workers: false });
      const answered: string[] = [];
      let isWriting = true;
      const write = async () => {
        while (isWriting) answered.push((await wall.share({ text: `thought ${answered.length}` })).item_id ?? "");
      };
      const writers = [write(), write(), write()];
      await until("some thoughts", () => answered.length > 60);
      const before = [...answered];
      const taken = await backUp(wall);
      const during = answered.length - before.length;
      isWriting = false;
      await Promise.all(writers);
      assert.equal(taken.state, "verified", taken.error ?? "");
      assert.ok(during > 0, "nobody could write while it ran");
      const rows = new DatabaseSync(join(taken.folder ?? "", "wall.db"), { readOnly: true });
      t.after(() => rows.close());
      const idsOf = (sql: string) =>
        new Set(
          rows
            .prepare(sql)
            .all()
            .map(({ id }) => String(id)),
        );
      const items = idsOf("select id from items");
      for (const id of before) assert.ok(items.has(id), "an answered share is missing");
      assert.deepEqual(
        idsOf("select item as id from shares"),
        items,
        "an item without its share, or the other way round",
      );
      assert.deepEqual(idsOf("select item as id from places"), items);
      assert.equal(
        rows.prepare("select clock from wall_clocks").get()?.["clock"],
        rows.prepare("select max(clock) as clock from places").get()?.["clock"],
        "the wall's clock is that of its last place",
      );
    },
  );

test("files are linked, not copied, from one backup to the next, and removing one leaves the others whole", async (t) => {
  const wall = await newWall(t, { topology: "embedded", settings: { BACKUP_KEEP: "1/0" } });
  const form = new FormData();
  form.append("files", new File(["a letter"], "letter.txt", { type: "text/plain" }));
  const { body: shared } = await wall.ask<{ processing_id: string }>("POST", "/share", { body: form });
  await wall.ended(shared);
  const first = (await backUp(wall)).folder ?? "";
  const [file = ""] = await filesIn(first);
  const before = await stat(file);
  assert.ok(before.nlink >= 2, "it shares its bytes with the file that is kept");
  const second = (await backUp(wall)).folder ?? "";
  const [again = ""] = await filesIn(second);
  assert.equal((await stat(again)).ino, before.ino);
  for (let n = 0; n < 2; n++) await backUp(wall);
  const names = await namesIn(dirOf(wall));
  assert.ok(names.length === 3 && !names.includes(first.split("/").at(-1) ?? ""), "the last three are kept");
  assert.equal(await readFile(again, "utf8"), "a letter");
});

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, "files"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test("files that are only referred to stay where they are, and a restore says which it does not find", async (t) => {
  const wall = await newFullWall(t, "embedded", { settings: { BACKUP_FILES: "off" } });
  const { folder } = await backUp(wall);
  const manifest = await manifestIn(folder ?? "");
  assert.ok(manifest.files.kept === "referenced" && manifest.files.count > 0 && manifest.files.bytes > 0);
  assert.deepEqual(await namesIn(folder ?? ""), ["manifest.json", "wall.db"]);
  const place = await emptyPlace(t, "sqlite");
  const lacking = await runProgram(t, ["restore", folder ?? "", "--json"], { settings: place.environment });
  const { missing } = JSON.parse(lacking.stdout) as { missing: string[] };
  assert.deepEqual([lacking.code, missing.length], [1, manifest.files.count], lacking.stderr);
  const other = await emptyPlace(t, "sqlite");
  const files = { FILES_URL: `file:${join(wall.dataDir, "files")}` };
  const found = await runProgram(t, ["restore", folder ?? ""], { settings: { ...other.environment, ...files } });
  assert.equal(found.code, 0, found.stderr);
  assert.match(found.stdout, /It refers to its files: \d+ of them lie where FILES_URL points/);
});

for (const [topology, dialect] of [
  ["embedded", "sqlite"],
  ["postgres", "postgres"],
] as const)
  test(
    `killed anywhere, a backup on ${dialect} leaves nothing that looks like one, and the next one clears it away`,
    options,
    async (t) => {
      const wall = await newFullWall(t, topology);
      await wall.stop();
      const settings = { ...wall.environment };
      const whole = await runProgram(t, ["backup"], { settings });
      assert.equal(whole.code, 0, whole.stderr);
      assert.match(whole.stdout, /^Backed up and verified: .*\/backups\/\d{8}T\d{9}Z-[0-9a-f]{8} \(/);
      const before = await namesIn(dirOf(wall));
      // On SQLite one visit for each file and one before the rename; on PostgreSQL, before those, one for each page of rows.
      const { count } = (await manifestIn(join(dirOf(wall), before[0] ?? ""))).files;
      for (const nth of dialect === "sqlite" ? [1, count, count + 1] : [1, 3, 24]) {
        const killed = await runProgram(t, ["backup"], { settings: { ...settings, DW_CRASH_AT: `in-backup:${nth}` } });
        assert.equal(killed.signal, "SIGKILL", killed.stderr);
        const left = (await namesIn(dirOf(wall))).filter((name) => !before.includes(name));
        assert.deepEqual(
          left.map((name) => name.endsWith(".part")),
          [true],
        );
        const refused = await runProgram(t, ["restore", join(dirOf(wall), left[0] ?? "")], {
          settings: (await emptyPlace(t, "sqlite")).environment,
        });
        assert.equal(refused.code, 1);
      }
      const next = await runProgram(t, ["backup"], { settings });
      assert.equal(next.code, 0, next.stderr);
      assert.ok((await namesIn(dirOf(wall))).every((name) => !name.endsWith(".part")));
      const failed = await withRows(wall, ({ reader }) =>
        reader.selectFrom("backups").select("error").where("state", "=", "failed").execute(),
      );
      assert.deepEqual(new Set(failed.map(({ error }) => error)), new Set(["it was interrupted"]));
    },
  );

test("a folder that cannot be written is a failed backup: it is said, logged as a row, and makes the health degraded", async (t) => {
  const wall = await newWall(t, { settings: { BACKUP_DIR: "owner.key" } });
  const failed = await backUp(wall);
  assert.equal(failed.state, "failed");
  const { body: health } = await wall.ask<Health>("GET", "/health");
  assert.equal(health.status, "degraded");
  assert.match(health.issues?.join(" ") ?? "", /The last backup failed: /);
  assert.deepEqual([health.services?.["backups"]?.status, health.backed_up_at], ["degraded", null]);
  const { body: figures } = await wall.ask<Uint8Array>("GET", "/metrics");
  assert.match(Buffer.from(figures).toString(), /digital_wall_backup_timestamp_seconds\{outcome="failed"\} [1-9]/);
});

test("the newest verified backup is told by the health and the doctor", async (t) => {
  const wall = await newWall(t);
  const { started_at: at } = await backUp(wall);
  const { body: health } = await wall.ask<Health>("GET", "/health");
  assert.deepEqual([health.status, health.backed_up_at], ["healthy", at]);
  const { stdout } = await runProgram(t, ["doctor", "--json"], {
    settings: wall.environment as Record<string, string>,
  });
  const { findings } = JSON.parse(stdout) as { findings: { check: string; level: string; found: string }[] };
  const finding = findings.find(({ check }) => check === "Backup");
  assert.equal(finding?.level, "ok", JSON.stringify(findings));
  assert.match(finding?.found ?? "", /^the last verified one was taken just now/);
});

test("a backup that cannot be written to its end leaves nothing, says so in one sentence, and the wall goes on", {
  skip: !existsSync("/usr/bin/prlimit"),
}, async (t) => {
  const wall = await newWall(t, { topology: "embedded" });
  await wall.stop();
  const limited = ["--fsize=200000", process.execPath, LAUNCHER, "backup"];
  const settings = { ...wall.environment };
  const ended = spawnSync("/usr/bin/prlimit", limited, {
    env: { PATH: "/usr/bin:/bin", ...settings },
    encoding: "utf8",
  });
  assert.equal(ended.status, 1, ended.stderr);
  assert.match(ended.stderr, /^No backup could be taken in .*\.$/m);
  assert.deepEqual(await namesIn(dirOf(wall)), []);
  const next = await runProgram(t, ["backup"], { settings });
  assert.equal(next.code, 0, next.stderr);
});
