import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openStore } from "../../src/app/open-store.ts";
import { startServer } from "../../src/app.ts";
import { runProgram } from "../commands/run-program.ts";
import {
  emptySystem,
  exported,
  exportedOffline,
  linesOf,
  packed,
  restored,
  startOn,
  unpack,
} from "../harness/archives.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";

const DAY_MS = 24 * 3_600_000;

/** Many notes that nobody has worked on yet. */
async function newNotes(t: TestContext, count: number): Promise<Journey> {
  const wall = await newJourney(t, { workers: false });
  const rows = Array.from({ length: count }, (_, at) => ({ text: `Note ${at} about the seven posts`, tags: ["quay"] }));
  await wall.expect(200, "POST", "/share/bulk", { body: rows });
  return wall;
}

async function shareFile(wall: Journey, name: string, text: string): Promise<string> {
  const form = new FormData();
  form.append("files", new File([text], name, { type: "text/plain" }));
  return (await wall.expect<{ item_id: string }>(202, "POST", "/share", { body: form })).body.item_id;
}

for (const dialect of DIALECTS)
  test(
    `a restore that is killed again and again goes on where it was, and nobody starts on half of it (${dialect})`,
    await on(dialect),
    async (t) => {
      const wall = await newNotes(t, 150);
      await shareFile(wall, "posts.txt", "seven posts");
      const archive = await exported(wall);
      const system = await emptySystem(t, dialect);
      const path = join(system.folder, "archive.zip");
      await writeFile(path, archive);
      for (const nth of ["1", "2"]) {
        const settings = { ...system.environment, DW_CRASH_AT: `in-restore:${nth}` };
        const killed = await runProgram(t, ["restore", path], { settings });
        assert.equal(killed.signal, "SIGKILL", killed.stderr);
      }
      await assert.rejects(openStore(system.settings), { name: "HalfMoved" });
      const other = await exported(await newNotes(t, 1));
      await assert.rejects(restored(system, other), /being filled from something else/);
      await writeFile(path, archive);
      const ended = await runProgram(t, ["restore", path, "--json"], { settings: system.environment });
      assert.equal(ended.code, 0, ended.stderr);
      assert.equal((JSON.parse(ended.stdout) as { resumed: boolean }).resumed, true);

      const first = linesOf(await unpack(archive), "items.jsonl").map(({ id }) => id);
      const again = await unpack(await exportedOffline(system.settings));
      assert.deepEqual(
        linesOf(again, "items.jsonl").map(({ id }) => id),
        first,
      );
      const steps = await withRows(
        { dataDir: system.settings.dataDir, databaseUrl: system.settings.databaseUrl },
        ({ reader }) => reader.selectFrom("steps").select(["item", "state"]).execute(),
      );
      assert.equal(new Set(steps.map(({ item }) => item)).size, 151, "what was still to be done begins anew");
      assert.ok(steps.every(({ state }) => state === "ready"));
      await assert.rejects(restored(system, archive), /There is a wall here already/);
    },
  );

test("--anew takes away what an interrupted restore brought, its files too, and begins with nothing", async (t) => {
  const wall = await newNotes(t, 50);
  await shareFile(wall, "posts.txt", "seven posts");
  const system = await emptySystem(t, "sqlite");
  const path = join(system.folder, "archive.zip");
  await writeFile(path, await exported(wall));
  const settings = { ...system.environment, DW_CRASH_AT: "in-restore:2" };
  assert.equal((await runProgram(t, ["restore", path], { settings })).signal, "SIGKILL");
  await shareFile(wall, "more.txt", "one more");
  const { resumed, items, files } = await restored(system, await exported(wall), true);
  assert.deepEqual([resumed, items, files], [false, 52, 2]);
  const stored = await readdir(join(system.settings.dataDir, "files"), { recursive: true, withFileTypes: true });
  assert.equal(stored.filter((entry) => entry.isFile()).length, 2);
});

test("a system that was started and is empty keeps its owner and its key; one that holds anything is refused", async (t) => {
  const wall = await newNotes(t, 3);
  const archive = await exported(wall);
  const system = await emptySystem(t, "sqlite");
  await (await startServer(system.settings, { workers: false })).stop();
  const key = await readFile(join(system.settings.dataDir, "owner.key"), "utf8");
  await restored(system, archive);
  const { url } = await startOn(t, system);
  const ask = async (path: string) =>
    (await (await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${key.trim()}` } })).json()) as {
      items: { id: string; kind?: string; items?: number }[];
    };
  assert.equal((await ask("/items")).items.length, 3, "the key of before works");
  const walls = (await ask("/walls")).items;
  assert.deepEqual(
    walls.map(({ id }) => id),
    linesOf(await unpack(archive), "walls.jsonl").map(({ id }) => id),
  );
  await assert.rejects(restored(system, archive), { name: "FolderTaken" });
});

test("an export of one wall brings that wall, what stands on it and its tags, and nothing else", async (t) => {
  const wall = await newNotes(t, 3);
  const { body: board } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Boats" } });
  await wall.share({ text: "a boat", wall_id: board.id, tags: ["boat"] });
  const archive = await exported(wall, `wall=${board.id}`);
  const unpacked = await unpack(archive);
  assert.deepEqual(
    linesOf(unpacked, "walls.jsonl").map(({ name }) => name),
    ["Boats"],
  );
  assert.deepEqual(
    linesOf(unpacked, "tags.jsonl").map(({ name }) => name),
    ["boat"],
  );
  const system = await emptySystem(t, "sqlite");
  const { items, walls } = await restored(system, archive);
  assert.deepEqual([items, walls], [1, 1]);
  const all = linesOf(await unpack(await exportedOffline(system.settings)), "walls.jsonl");
  assert.deepEqual(all.map(({ kind }) => kind).toSorted(), ["board", "inbox"], "the inbox of the new system stays");
});

test("a file that the store lacks does not fail the export; the archive and the restore both say so", async (t) => {
  const wall = await newJourney(t, { topology: "embedded", workers: false });
  const item = await shareFile(wall, "lost.txt", "lost");
  const damaged = await shareFile(wall, "damaged.txt", "whole");
  await shareFile(wall, "kept.txt", "kept");
  const keyOf = async (of: string) => {
    const { files } = await wall.get<{ files: { id: string }[] }>(`/items/${of}`);
    return {
      id: files[0]?.id ?? "",
      path: join(wall.dataDir, "files", (files[0]?.id ?? "").slice(-2), files[0]?.id ?? ""),
    };
  };
  const [gone, changed] = [await keyOf(item), await keyOf(damaged)];
  await rm(gone.path);
  await writeFile(changed.path, "WHOLE");
  const archive = await exported(wall);
  const unpacked = await unpack(archive);
  assert.deepEqual(
    linesOf(unpacked, "problems.jsonl").map(({ file, problem }) => [file, problem]),
    [
      [gone.id, "missing"],
      [changed.id, "damaged"],
    ],
  );
  const system = await emptySystem(t, "sqlite");
  const { lost, items, files } = await restored(system, archive);
  assert.deepEqual([items, files], [3, 1]);
  assert.deepEqual(
    lost.map(({ file, wasKnown }) => [file, wasKnown]),
    [
      [gone.id, true],
      [changed.id, true],
    ],
  );
});

test("a file that was changed in the archive is not taken for what it was, and the command fails after all else is there", async (t) => {
  const wall = await newJourney(t, { workers: false });
  await shareFile(wall, "one.txt", "one one one");
  await shareFile(wall, "two.txt", "two two two");
  const { entries } = await unpack(await exported(wall));
  const archive = packed(entries, (name, bytes) => (name.endsWith("-one.txt") ? Buffer.from("one one 0ne") : bytes));
  const system = await emptySystem(t, "sqlite");
  const path = join(system.folder, "archive.zip");
  await writeFile(path, archive);
  const { code, stdout } = await runProgram(t, ["restore", path], { settings: system.environment });
  assert.equal(code, 1);
  assert.match(stdout, /Restored 1 walls, 2 items, .* and 1 files/);
  assert.match(stdout, /Lost in the archive: one\.txt/);
  await openStore(system.settings).then((opened) => opened.close());
});

test("trash that was due to be emptied long ago is kept for a week after it came back", async (t) => {
  const wall = await newNotes(t, 1);
  const { items } = await wall.get<{ items: { id: string }[] }>("/items");
  await wall.expect(204, "DELETE", `/items/${items[0]?.id}`);
  const { entries } = await unpack(await exported(wall));
  const archive = packed(entries, (name, bytes) =>
    name === "items.jsonl"
      ? Buffer.from(bytes.toString().replace(/"purge_at":"[^"]*"/, '"purge_at":"2020-01-01T00:00:00.000Z"'))
      : bytes,
  );
  const system = await emptySystem(t, "sqlite");
  await restored(system, archive);
  const [line] = linesOf(await unpack(await exportedOffline(system.settings)), "items.jsonl");
  assert.ok(Date.parse(String(line?.["purge_at"])) > Date.now() + 6 * DAY_MS);
});
