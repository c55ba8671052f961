import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { openSqlite } from "../../src/adapters/database-sqlite.ts";
import { CommitUnknown } from "../../src/core/ports/database.ts";
import type { Unit } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { newStore } from "../harness/new-store.ts";
import { until } from "../harness/until.ts";

const PROGRAM = new URL("../harness/answer-writes.ts", import.meta.url).pathname;

const writeChore = (unit: Unit, name: string) =>
  unit.db.insertInto("chores").values({ name, holder: null, until: 0 }).execute();

/** A store whose syncs end when the test says so. */
async function newSlowStore(t: TestContext) {
  const { folder, store: migrated } = await newStore(t, "sqlite");
  await migrated.close();
  const syncs: PromiseWithResolvers<void>[] = [];
  const store = openSqlite<Tables>(join(folder, "wall.db"), Date.now, () => {
    const sync = Promise.withResolvers<void>();
    syncs.push(sync);
    return sync.promise;
  });
  t.after(async () => {
    const closed = store.close();
    for (const sync of syncs) sync.resolve();
    await closed;
  });
  const told: string[] = [];
  const begun: string[] = [];
  return {
    store,
    folder,
    told,
    begun,
    /** Writes a row, and notes when its unit has run and when it was answered. */
    write: async (name: string) => {
      const writing = store.write(async (unit) => {
        await writeChore(unit, name);
        begun.push(name);
      });
      return await writing.then(
        () => void told.push(name),
        (error: unknown) => {
          told.push(`${name} refused`);
          return error;
        },
      );
    },
    seen: async () => (await store.reader.selectFrom("chores").select("name").execute()).map(({ name }) => name),
    nthSync: (n: number) => until(`sync ${n}`, () => syncs[n - 1]),
    syncs,
  };
}

/** What was put on its way may have gone it by then. */
async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await nextTurn();
}

test("a unit is answered, and what it wrote is read, when its commit is on the disk and not before", async (t) => {
  const { write, seen, told, begun, nthSync } = await newSlowStore(t);
  assert.deepEqual(await seen(), []);
  const writing = write("one");
  const sync = await nthSync(1);
  await someTurns();
  assert.deepEqual([begun, told, await seen()], [["one"], [], []]);
  sync.resolve();
  await writing;
  assert.deepEqual([told, await seen()], [["one"], ["one"]]);
});

test("however long a sync takes, nobody reads what it has not ended for", async (t) => {
  const { write, seen, nthSync } = await newSlowStore(t);
  assert.deepEqual(await seen(), []);
  const writing = write("one");
  const sync = await nthSync(1);
  const now = performance.now.bind(performance);
  const clock = t.mock.method(performance, "now", () => now() + 3_600_000);
  assert.deepEqual(await seen(), []);
  clock.mock.restore();
  sync.resolve();
  await writing;
  assert.deepEqual(await seen(), ["one"]);
});

test("the next units run while a commit is synced, and are committed when it is on the disk", async (t) => {
  const { write, seen, told, begun, nthSync, syncs } = await newSlowStore(t);
  const exec = t.mock.method(DatabaseSync.prototype, "exec");
  const commits = () => exec.mock.calls.filter((call) => call.arguments[0] === "commit").length;
  const one = write("one");
  const first = await nthSync(1);
  const others = [write("two"), write("three")];
  await until("the units of the next batch", () => begun.length === 3);
  // Those who come later run in the transaction that is open already.
  others.push(write("four"));
  await until("one more in the same batch", () => begun.length === 4);
  await someTurns();
  assert.deepEqual([commits(), syncs.length, told, await seen()], [1, 1, [], []]);
  first.resolve();
  await one;
  const second = await nthSync(2);
  await someTurns();
  assert.deepEqual([commits(), told, await seen()], [2, ["one"], ["one"]]);
  second.resolve();
  await Promise.all(others);
  assert.deepEqual(told, ["one", "two", "three", "four"]);
  assert.deepEqual((await seen()).toSorted(), told.toSorted());
});

test("a unit that only read is answered without a sync", async (t) => {
  const { store, syncs } = await newSlowStore(t);
  const rows = await store.write((unit) => unit.db.selectFrom("chores").selectAll().execute());
  assert.deepEqual([rows, syncs.length], [[], 0]);
});

test("a sync that fails refuses its units, those that ran meanwhile and all that follow, and nothing of them is read", async (t) => {
  const { folder, store, write, seen, nthSync, syncs } = await newSlowStore(t);
  const before = write("before");
  (await nthSync(1)).resolve();
  await before;
  const one = write("one");
  const sync = await nthSync(2);
  const two = write("two");
  await someTurns();
  sync.reject(Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" }));
  for (const error of await Promise.all([one, two, write("three")])) assert.ok(error instanceof CommitUnknown);
  assert.ok((await write("four")) instanceof CommitUnknown);
  assert.deepEqual([await seen(), syncs.length], [["before"], 2]);
  await assert.rejects(store.ping(), CommitUnknown);
  // Nor is it copied into the database at the end: whoever starts anew reads the log by its checksums.
  const whole = readFileSync(join(folder, "wall.db"));
  await store.close();
  assert.ok(statSync(join(folder, "wall.db-wal")).size > 0);
  assert.deepEqual(readFileSync(join(folder, "wall.db")), whole);
});

test("closing waits for the sync of what was asked before", async (t) => {
  const { store, write, told, nthSync } = await newSlowStore(t);
  const writing = write("one");
  const sync = await nthSync(1);
  let isClosed = false;
  const closing = store.close().then(() => {
    isClosed = true;
  });
  await someTurns();
  assert.deepEqual([isClosed, told], [false, []]);
  sync.resolve();
  await Promise.all([closing, writing]);
  assert.deepEqual(told, ["one"]);
});

const mayTrace = spawnSync("strace", ["-f", "true"]).status === 0;
const traced = { skip: mayTrace ? false : "strace may not run here" };

/** Runs a program that writes three units, and tells what it said and which system calls it made. */
async function trace(t: TestContext, ...options: string[]) {
  const { folder, store } = await newStore(t, "sqlite");
  await store.close();
  const log = join(folder, "trace");
  const calls = ["-f", "-y", "-o", log, "-e", "trace=pwrite64,fdatasync,fsync,write", ...options];
  const { stdout } = spawnSync("strace", [...calls, process.execPath, PROGRAM, join(folder, "wall.db")]);
  return { said: String(stdout).trim().split("\n"), calls: readFileSync(log, "utf8").split("\n") };
}

test("the program syncs the log between a commit and its answer, in another thread", traced, async (t) => {
  const { said, calls } = await trace(t);
  assert.deepEqual(said, ["answered 1", "answered 2", "answered 3"]);
  let from = 0;
  for (const answer of said) {
    const at = calls.findIndex((call) => call.includes(`"${answer}\\n"`));
    const [main = ""] = (calls[at] ?? "").split(" ");
    const written = calls.findLastIndex((call, n) => n < at && /pwrite64\(.*-wal>/.test(call));
    const synced = calls.findIndex((call, n) => n > written && /fdatasync\(.*-wal>/.test(call));
    const [thread = ""] = (calls[synced] ?? "").split(" ");
    const isOver = (call: string) => call.startsWith(`${thread} `) && /fdatasync.*\) += 0/.test(call);
    const over = calls.findIndex((call, n) => n >= synced && isOver(call));
    assert.ok(from < written && written < synced && synced <= over && over < at, `${from} ${written} ${synced} ${at}`);
    assert.notEqual(thread, main);
    from = at;
  }
});

test("a disk that does not sync what was committed is never answered for", traced, async (t) => {
  const { said } = await trace(t, "-e", "inject=fdatasync:error=EIO");
  assert.deepEqual(said, ["refused CommitUnknown 1", "refused CommitUnknown 2", "refused CommitUnknown 3"]);
});
