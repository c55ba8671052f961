import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { openSqlite } from "../../src/adapters/database-sqlite.ts";
import { UnitStrayed } from "../../src/core/ports/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import type { Unit } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { newStore } from "../harness/new-store.ts";
import { openPages } from "../harness/pages.ts";
import { until } from "../harness/until.ts";

const WRITERS = 200;
/** A batch takes 64 units; a slow machine closes some earlier, by time. */
const MOST_COMMITS = 40;

const writeChore = (unit: Unit, name: string) =>
  unit.db.insertInto("chores").values({ name, holder: null, until: 0 }).execute();

/** Counts what the writer says to SQLite by itself: BEGIN, COMMIT, SAVEPOINT. */
function countSaid(t: Parameters<typeof newStore>[0]): (what: string) => number {
  const exec = t.mock.method(DatabaseSync.prototype, "exec");
  return (what) => exec.mock.calls.filter((call) => call.arguments[0] === what).length;
}

test("two hundred writers at once share few commits", async (t) => {
  const { store } = await newStore(t, "sqlite");
  const said = countSaid(t);
  await Promise.all(Array.from({ length: WRITERS }, (_, n) => store.write((unit) => writeChore(unit, `chore ${n}`))));
  const { commits, savepoints } = { commits: said("commit"), savepoints: said("savepoint unit") };
  // Savepoints are for batches that a failing unit has spoilt.
  assert.equal(savepoints, 0);
  assert.ok(commits >= WRITERS / 64 && commits <= MOST_COMMITS, `${commits} commits`);
});

test("a lone writer waits for no timer and no neighbour: its commit follows within a turn", async (t) => {
  const { store } = await newStore(t, "sqlite");
  const said = countSaid(t);
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  for (let n = 1; n <= 3; n++) {
    let turns = 0;
    const count = () => {
      if (said("commit") === n) return;
      turns += 1;
      setImmediate(count);
    };
    setImmediate(count);
    await store.write((unit) => writeChore(unit, `chore ${n}`));
    assert.equal(said("commit"), n);
    assert.ok(turns <= 2, `${turns} turns of the event loop`);
  }
});

test("units of one batch run one after another, each from its first to its last statement", async (t) => {
  const { store } = await newStore(t, "sqlite");
  const order: string[] = [];
  await Promise.all(
    ["one", "two", "three"].map((name) =>
      store.write(async (unit) => {
        for (let statement = 1; statement <= 5; statement++) {
          await writeChore(unit, `${name} ${statement}`);
          order.push(`${name} ${statement}`);
        }
      }),
    ),
  );
  const expected = ["one", "two", "three"].flatMap((name) => [1, 2, 3, 4, 5].map((n) => `${name} ${n}`));
  assert.deepEqual(order, expected);
});

test("somebody who writes one unit after another lets timers and requests pass", async (t) => {
  const { store } = await newStore(t, "sqlite");
  let isOver = false;
  let written = 0;
  setTimeout(() => {
    isOver = true;
  }, 20);
  // Without a turn between two batches this would go on for ever; the bound lets it fail instead.
  while (!isOver && written < 20_000) {
    await store.write((unit) => writeChore(unit, `chore ${written}`));
    written += 1;
  }
  assert.ok(isOver, `no timer passed while ${written} units were written`);
});

test("a unit that awaits a timer or a page is refused, and its neighbours stand", async (t) => {
  const { store } = await newStore(t, "sqlite");
  const pages = await openPages({ "/": "hello" });
  t.after(() => pages.close());
  const strays = [
    async (unit: Unit) => {
      await writeChore(unit, "before a timer");
      await sleep(5);
      await writeChore(unit, "after a timer");
    },
    async (unit: Unit) => {
      await writeChore(unit, "before a page");
      await fetch(pages.at("/"));
    },
    async (unit: Unit) => {
      await sleep(1);
      await writeChore(unit, "only after a timer");
    },
  ];
  const results = await Promise.allSettled(
    strays.flatMap((stray, n) => [
      store.write((unit) => writeChore(unit, `neighbour ${n}`)),
      store.write(stray),
      store.write((unit) => writeChore(unit, `neighbour after ${n}`)),
    ]),
  );
  for (const [n, result] of results.entries())
    if (n % 3 === 1) assert.ok(result.status === "rejected" && result.reason instanceof UnitStrayed);
    else assert.equal(result.status, "fulfilled");
  const rows = await store.reader.selectFrom("chores").select("name").orderBy("name").execute();
  assert.deepEqual(
    rows.map((row) => row.name),
    [0, 1, 2]
      .map((n) => `neighbour ${n}`)
      .concat([0, 1, 2].map((n) => `neighbour after ${n}`))
      .toSorted(),
  );
});

test("a view of the database that outlives its unit writes nothing any more", async (t) => {
  const { store } = await newStore(t, "sqlite");
  let late: Promise<unknown> = Promise.resolve();
  await store.write(async (unit) => {
    await writeChore(unit, "in its time");
    late = sleep(5).then(() => writeChore(unit, "too late"));
    // The unit may take longer than that; whether it is refused is asked below.
    late.catch(() => {});
  });
  await assert.rejects(late);
  const rows = await store.reader.selectFrom("chores").select("name").execute();
  assert.deepEqual(
    rows.map((row) => row.name),
    ["in its time"],
  );
});

test("a commit that fails fails every unit of its batch, and the next batch goes on", async (t) => {
  const { store } = await newStore(t, "sqlite");
  const exec = DatabaseSync.prototype.exec;
  let failures = 0;
  t.mock.method(DatabaseSync.prototype, "exec", function (this: DatabaseSync, statement: string) {
    if (statement === "commit" && failures++ === 0)
      throw Object.assign(new Error("database or disk is full"), { errcode: 13 });
    exec.call(this, statement);
  });
  const results = await Promise.allSettled(["one", "two"].map((name) => store.write((unit) => writeChore(unit, name))));
  for (const result of results)
    assert.ok(result.status === "rejected" && (result.reason as { name: string; full: boolean }).full);
  await store.write((unit) => writeChore(unit, "three"));
  const rows = await store.reader.selectFrom("chores").select("name").execute();
  assert.deepEqual(
    rows.map((row) => row.name),
    ["three"],
  );
});

test("closing waits for the units that were asked before, and refuses those that come later", async (t) => {
  const { folder } = await newStore(t, "sqlite");
  const store = openSqlite<Tables>(`${folder}/wall.db`);
  const written = Array.from({ length: 80 }, (_, n) => store.write((unit) => writeChore(unit, `chore ${n}`)));
  const closing = store.close();
  await assert.rejects(
    store.write((unit) => writeChore(unit, "late")),
    /the database is closed/,
  );
  await closing;
  assert.equal((await Promise.all(written)).length, 80);
});

test("a copy made while others write holds every unit whole", async (t) => {
  const { folder } = await newStore(t, "sqlite");
  const store = openSqlite<Tables>(`${folder}/wall.db`);
  t.after(() => store.close());
  let isCopied = false;
  let written = 0;
  const writing = (async () => {
    while (!isCopied) {
      await store.write(async (unit) => {
        await writeChore(unit, `left ${written}`);
        await writeChore(unit, `right ${written}`);
      });
      written += 1;
    }
  })();
  await until("some rows", () => written > 20);
  const other = openSqlite<Tables>(`${folder}/copy.db`);
  await migrate(other);
  await other.close();
  await store.copyRows(`${folder}/copy.db`, ["chores"]);
  isCopied = true;
  await writing;
  const copy = new DatabaseSync(`${folder}/copy.db`, { readOnly: true });
  const names = copy
    .prepare("select name from chores")
    .all()
    .map((row) => String(row["name"]));
  copy.close();
  const lefts = names.filter((name) => name.startsWith("left ")).map((name) => name.slice(5));
  const rights = names.filter((name) => name.startsWith("right ")).map((name) => name.slice(6));
  assert.ok(lefts.length >= 20);
  assert.deepEqual(lefts.toSorted(), rights.toSorted());
});

test("a read sees what was committed before it, and reading between writes does not make the log grow for ever", async (t) => {
  const { folder } = await newStore(t, "sqlite");
  const store = openSqlite<Tables>(`${folder}/wall.db`);
  t.after(() => store.close());
  const holder = "h".repeat(50_000);
  const chores = () => store.reader.selectFrom("chores").select("name").execute();
  for (let n = 1; n <= 1_000; n++) {
    await store.write((unit) =>
      unit.db
        .insertInto("chores")
        .values({ name: `chore ${n}`, holder, until: 0 })
        .execute(),
    );
    if (n % 10 === 0) assert.equal((await chores()).length, n);
  }
  // 50 MB went through it; it starts anew after 4,000 pages of 4 KB once nobody reads from it any more.
  assert.ok(store.walBytes() < 25_000_000, `${store.walBytes()} bytes`);
});

test("what somebody else commits to the file is seen within a second or so", async (t) => {
  const { store, folder } = await newStore(t, "sqlite");
  const chores = () => store.reader.selectFrom("chores").select("name").execute();
  assert.deepEqual(await chores(), []);
  const other = new DatabaseSync(`${folder}/wall.db`);
  t.after(() => other.close());
  other.exec("insert into chores (name, until) values ('by hand', 0)");
  await until("the row to be seen", async () => (await chores()).length === 1);
});

test("who else writes to the file is waited for, and meanwhile people read and timers pass", async (t) => {
  const { store, folder } = await newStore(t, "sqlite");
  const other = new DatabaseSync(`${folder}/wall.db`);
  t.after(() => other.close());
  other.exec("begin immediate");
  let isWritten = false;
  const write = store
    .write((unit) => writeChore(unit, "after the other"))
    .then(() => {
      isWritten = true;
    });
  for (let turn = 0; turn < 5; turn += 1) {
    await sleep(10);
    assert.deepEqual(await store.reader.selectFrom("chores").selectAll().execute(), []);
  }
  assert.equal(isWritten, false);
  other.exec("rollback");
  await write;
  assert.equal((await store.reader.selectFrom("chores").select("name").execute()).length, 1);
});

test("nobody waits for a long search of a large database, and it finds what was just written", async (t) => {
  const { folder } = await newStore(t, "sqlite");
  const store = openSqlite<Tables>(`${folder}/wall.db`, Date.now, undefined, 0);
  t.after(() => store.close());
  const names = () => store.readByIndex((db) => db.selectFrom("chores").select("name").orderBy("name").execute());
  await store.write((unit) => writeChore(unit, "before"));
  assert.deepEqual(await names(), [{ name: "before" }]);

  const order: string[] = [];
  const count = sql<{ n: number }>`with recursive counted(n) as (select 1 union all select n + 1 from counted
    where n < 3000000) select max(n) as n from counted`;
  const long = store.readByIndex((db) => count.execute(db)).then(({ rows }) => order.push(`counted to ${rows[0]?.n}`));
  await store.write((unit) => writeChore(unit, "meanwhile")).then(() => order.push("written"));
  await long;
  assert.deepEqual(order, ["written", "counted to 3000000"]);
  assert.deepEqual(await names(), [{ name: "before" }, { name: "meanwhile" }]);

  await assert.rejects(
    store.readByIndex((db) => sql`select 1 from nowhere`.execute(db)),
    /no such table: nowhere/,
  );
  await assert.rejects(
    store.readByIndex((db) => sql`delete from chores`.execute(db)),
    /cannot be used/,
  );
  const cut = assert.rejects(store.readByIndex((db) => count.execute(db)));
  await store.close();
  await cut;
});
