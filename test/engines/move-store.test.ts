import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type MovePlace, movePlaceOf } from "../../src/app/move-place.ts";
import { moveStore } from "../../src/app/move-store.ts";
import { openStore } from "../../src/app/open-store.ts";
import { startServer } from "../../src/app.ts";
import { readSettings } from "../../src/config/settings.ts";
import { countRows } from "../../src/store/move-rows.ts";
import { MOVED_TABLES } from "../../src/store/moved-tables.ts";
import { runProgram } from "../commands/run-program.ts";
import { freshPostgres, on } from "../harness/databases.ts";
import { newFullWall } from "../harness/full-wall.ts";
import { withRows } from "../harness/look-inside.ts";
import type { TestWall } from "../harness/new-wall.ts";

/** So many pages after those of the tables before items, the items are over there and the move is not at its end. */
const PAGES_AFTER = 8;

const options = await on("postgres");

/** A place to move to, with the settings of a server there; it is taken away when the test ends. */
interface Target {
  readonly place: string;
  readonly settings: Record<string, string>;
  readonly rows: { dataDir: string; databaseUrl: string | null };
}

/** One process, on the database to move from. */
const TOPOLOGY_ON = { sqlite: "embedded", postgres: "postgres" } as const;

async function newTarget(t: TestContext, dialect: "sqlite" | "postgres"): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), "dw-moved-"));
  const database = dialect === "postgres" ? await freshPostgres() : null;
  t.after(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });
  const rows = { dataDir: folder, databaseUrl: database?.url ?? null };
  return database
    ? { place: database.url, settings: { DATABASE_URL: database.url }, rows }
    : { place: `sqlite:${join(folder, "wall.db")}`, settings: { DATA_DIR: folder }, rows };
}

const placeOf = (wall: TestWall): string => wall.databaseUrl ?? `sqlite:${join(wall.dataDir, "wall.db")}`;

async function move(from: string, to: string, anew = false) {
  const [source, target]: [MovePlace, MovePlace] = [movePlaceOf("--from", from), movePlaceOf("--to", to)];
  return await moveStore({ from: source, to: target, anew, tell: () => {} });
}

type Ask = (path: string) => Promise<unknown>;

const QUESTIONS = ["lamps", "buoys", "東京", "été", "𠮷", "harbour", "throw away", "seven lamps in a file", "Sunday"];

/** Everything a person can see, by its address. What ranks differently on the two databases is put into one order. */
async function everything(ask: Ask): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  const look = async (path: string) => {
    seen[path] = await ask(path);
    return seen[path];
  };
  const ids = (await pagesOf(look, "/items")) as { id: string }[];
  await look("/items?trash=true");
  for (const { id } of ids) {
    await look(`/items/${id}`);
    await look(`/items/${id}/content`);
    await look(`/items/${id}/analyses`);
  }
  const walls = (await pagesOf(look, "/walls")) as { id: string }[];
  for (const { id } of walls) await pagesOf(look, `/walls/${id}/items`);
  for (const path of ["/shares", "/tags", "/keys", "/me", "/items/duplicates", "/ai/usage"]) await look(path);
  for (const question of QUESTIONS) {
    const found = (await ask(`/search?q=${encodeURIComponent(question)}`)) as {
      items: { id: string }[];
      total: number;
    };
    seen[`search ${question}`] = [found.total, found.items.map(({ id }) => id).toSorted()];
  }
  return seen;
}

async function pagesOf(look: Ask, path: string): Promise<unknown[]> {
  const page = (await look(path)) as { items?: unknown[] } | unknown[];
  return Array.isArray(page) ? page : (page.items ?? []);
}

const asker =
  (url: string, key: string): Ask =>
  async (path) => {
    const response = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
    assert.equal(response.status, 200, `${path}: ${response.status}`);
    const body = await response.text();
    if (!/json/.test(response.headers.get("content-type") ?? "") || body === "") return body;
    // A key is used by asking, and which database it is, is what has changed.
    return JSON.parse(body, (name, value: unknown) => (["used_at", "database"].includes(name) ? null : value));
  };

async function startOn(t: TestContext, wall: TestWall, settings: Record<string, string>) {
  const all = { DATA_DIR: wall.dataDir, FILES_URL: `file:${join(wall.dataDir, "files")}`, ...settings };
  if (all.DATA_DIR !== wall.dataDir) await copyFile(join(wall.dataDir, "owner.key"), join(all.DATA_DIR, "owner.key"));
  const server = await startServer(readSettings({ PORT: "0", LOG_LEVEL: "silent", ...all }), { workers: true });
  t.after(() => server.stop());
  assert.equal(server.firstStart, false, "the owner came along");
  const key = (await readFile(join(all.DATA_DIR, "owner.key"), "utf8")).trim();
  return { server, key };
}

async function countsOf(rows: Target["rows"]): Promise<Record<string, number>> {
  return await withRows(rows, async ({ reader }) => {
    const counts: Record<string, number> = {};
    for (const table of MOVED_TABLES) counts[table] = await countRows(reader, table);
    return counts;
  });
}

for (const [from, to] of [
  ["sqlite", "postgres"],
  ["postgres", "sqlite"],
] as const)
  test(`everything on a full wall is the same after it moved from ${from} to ${to}`, options, async (t) => {
    const wall = await newFullWall(t, TOPOLOGY_ON[from]);
    const before = await everything(asker(wall.url, wall.key));
    await wall.stop();
    const counts = await countsOf(wall);
    assert.deepEqual(
      Object.entries(counts).filter(([, rows]) => rows === 0),
      [],
      "the wall is full of everything",
    );
    const target = await newTarget(t, to);
    const { rows, resumed } = await move(placeOf(wall), target.place);
    assert.deepEqual([rows, resumed], [Object.values(counts).reduce((sum, one) => sum + one), false]);
    assert.deepEqual(await countsOf(target.rows), counts);

    const { server, key } = await startOn(t, wall, target.settings);
    assert.deepEqual(await everything(asker(server.url, key)), before);
    const shared = await fetch(`${server.url}/api/v1/share`, {
      method: "POST",
      headers: { authorization: `Bearer ${wall.key}`, "content-type": "text/plain" },
      body: "the first thought in the new house",
    });
    assert.equal(shared.status, 202, "the key of before works, and items get numbers after those that came along");
    await assert.rejects(
      move(placeOf(wall), target.place),
      to === "postgres" ? /Stop what runs on the target first/ : { name: "FolderTaken" },
    );
  });

for (const [from, to] of [
  ["sqlite", "postgres"],
  ["postgres", "sqlite"],
] as const)
  test(`a move from ${from} to ${to} that is killed again and again goes on where it was`, options, async (t) => {
    const wall = await newFullWall(t, TOPOLOGY_ON[from]);
    await wall.stop();
    const counts = await countsOf(wall);
    const target = await newTarget(t, to);
    const words = ["move-store", "--from", placeOf(wall), "--to", target.place];
    for (const nth of ["1", "9", "14"]) {
      const killed = await runProgram(t, words, { settings: { DW_CRASH_AT: `in-move:${nth}` } });
      assert.equal(killed.signal, "SIGKILL", killed.stderr);
    }
    const settings = readSettings({ DATA_DIR: wall.dataDir, ...target.settings });
    await assert.rejects(openStore(settings), { name: "HalfMoved" }, "nobody starts on half of it");
    const ended = await runProgram(t, [...words, "--json"]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal((JSON.parse(ended.stdout) as { resumed: boolean }).resumed, true);
    assert.deepEqual(await countsOf(target.rows), counts);
    await (await openStore(settings)).close();
    await assert.rejects(move(placeOf(wall), target.place), /filled from this source already/);
  });

test("a source that changed since the move began is noticed, and --anew begins with nothing", options, async (t) => {
  const wall = await newFullWall(t, "embedded");
  await wall.stop();
  const target = await newTarget(t, "postgres");
  const words = ["move-store", "--from", placeOf(wall), "--to", target.place];
  const killed = await runProgram(t, words, {
    settings: { DW_CRASH_AT: `in-move:${MOVED_TABLES.indexOf("items") + PAGES_AFTER}` },
  });
  assert.equal(killed.signal, "SIGKILL", killed.stderr);
  await withRows(wall, (store) =>
    store.write((unit) => unit.db.updateTable("items").set({ title: "another" }).execute()),
  );
  await assert.rejects(move(placeOf(wall), target.place), /rows of items differ.*--anew/);
  assert.equal((await move(placeOf(wall), target.place, true)).resumed, false);
});

test("a move is refused where it would overwrite, or where somebody is at work", options, async (t) => {
  const wall = await newFullWall(t, "embedded");
  const empty = await newTarget(t, "postgres");
  await assert.rejects(move(placeOf(wall), empty.place), { name: "FolderTaken" });
  await wall.stop();
  const other = await newTarget(t, "postgres");
  const settings = readSettings({ DATA_DIR: other.rows.dataDir, PORT: "0", LOG_LEVEL: "silent", ...other.settings });
  const server = await startServer(settings, { workers: false });
  await assert.rejects(move(placeOf(wall), other.place), /Stop what runs on the target first \(digital-wall serve /);
  await assert.rejects(move(other.place, empty.place), /Stop what runs on the source first/);
  await server.stop();
  await assert.rejects(move(placeOf(wall), other.place), /holds a wall already/);
  await assert.rejects(move(empty.place, other.place), /There is no Digital Wall in the source|Nobody has started/);
  await assert.rejects(move("sqlite:/nowhere/at/all", empty.place), /There is no database at/);
  await withRows(wall, (store) =>
    store.write((unit) =>
      unit.db
        .deleteFrom("schema_migrations" as never)
        .where("name" as never, "=", "0007-moves" as never)
        .execute(),
    ),
  );
  await assert.rejects(move(placeOf(wall), empty.place), /older Digital Wall.*digital-wall migrate/);
});
