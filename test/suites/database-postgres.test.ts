import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { sql } from "kysely";
import pg from "pg";
import { openPostgres } from "../../src/adapters/database-postgres.ts";
import { DatabaseUnavailable } from "../../src/core/ports/database.ts";
import type { Store, Unit } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { on } from "../harness/databases.ts";
import { countDeadlocks } from "../harness/deadlocks.ts";
import { newStore } from "../harness/new-store.ts";
import { waitingForLocks } from "../harness/paused-store.ts";
import { until } from "../harness/until.ts";

const options = await on("postgres");

const writeChore = (unit: Unit, name: string) =>
  unit.db.insertInto("chores").values({ name, holder: null, until: 0 }).execute();

const count = (unit: Unit, name: string) =>
  unit.db
    .updateTable("chores")
    .set((eb) => ({ until: eb("until", "+", 1) }))
    .where("name", "=", name)
    .execute();

const countsOf = async (store: Store) =>
  Object.fromEntries(
    (await store.reader.selectFrom("chores").selectAll().execute()).map((row) => [row.name, row.until]),
  );

/** A store on the same database whose transactions see one snapshot, so that PostgreSQL refuses lost updates. */
async function withSnapshots(t: TestContext, store: Store, url: string): Promise<Store> {
  const name = new URL(url).pathname.slice(1);
  await sql.raw(`alter database ${name} set default_transaction_isolation = 'repeatable read'`).execute(store.reader);
  const settings = { url, poolSize: 4, statementTimeoutMs: 10_000, connectTimeoutMs: 5_000, clockOffsetMs: () => 0 };
  const strict = openPostgres<Tables>(settings);
  t.after(() => strict.close());
  return strict;
}

test("two units that wait for each other in a circle both end, once", options, async (t) => {
  const deadlocks = countDeadlocks(t);
  const { store } = await newStore(t, "postgres");
  await store.write((unit) => writeChore(unit, "left"));
  await store.write((unit) => writeChore(unit, "right"));
  const bothHoldOne = Promise.withResolvers<void>();
  let holding = 0;
  const inOrder = (first: string, second: string) =>
    store.write(async (unit) => {
      await count(unit, first);
      holding += 1;
      if (holding === 2) bothHoldOne.resolve();
      await bothHoldOne.promise;
      await count(unit, second);
    });
  await Promise.all([inOrder("left", "right"), inOrder("right", "left")]);
  assert.equal(deadlocks(), 1);
  assert.deepEqual(await countsOf(store), { left: 2, right: 2 });
});

test("a unit refused for the sake of its snapshot is run again on a fresh one", options, async (t) => {
  const { store, url } = await newStore(t, "postgres");
  await store.write((unit) => writeChore(unit, "lamps"));
  const strict = await withSnapshots(t, store, url ?? "");
  let runs = 0;
  await strict.write(async (unit) => {
    runs += 1;
    const { until: seen } = await unit.db.selectFrom("chores").selectAll().executeTakeFirstOrThrow();
    if (runs === 1) await store.write((other) => count(other, "lamps"));
    await unit.db
      .updateTable("chores")
      .set({ until: seen + 10 })
      .execute();
  });
  assert.equal(runs, 2);
  assert.deepEqual(await countsOf(store), { lamps: 11 });
});

test("who loses a race on a unique index looks again and finds the winner's row", options, async (t) => {
  const { store } = await newStore(t, "postgres");
  let runs = 0;
  const found = await store.write(async (unit) => {
    runs += 1;
    const known = await unit.db.selectFrom("chores").selectAll().where("name", "=", "lamps").executeTakeFirst();
    if (known) return known.holder;
    await store.write((other) =>
      other.db.insertInto("chores").values({ name: "lamps", holder: "winner", until: 0 }).execute(),
    );
    await writeChore(unit, "lamps");
    return "loser";
  });
  assert.deepEqual([found, runs], ["winner", 2]);
});

test("a connection that dies in a unit is DatabaseUnavailable, and the pool heals", options, async (t) => {
  const { store } = await newStore(t, "postgres");
  const dying = store.write(async (unit) => {
    await writeChore(unit, "lamps");
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(unit.db);
  });
  await assert.rejects(dying, DatabaseUnavailable);
  await store.write((unit) => writeChore(unit, "pilots"));
  assert.deepEqual(await countsOf(store), { pilots: 0 });
});

test("connections that die while nobody uses them cost one answer each at most", options, async (t) => {
  const { store, another } = await newStore(t, "postgres");
  const used = another({ poolSize: 3 });
  await Promise.all([1, 2, 3].map((n) => used.write((unit) => writeChore(unit, `chore ${n}`))));
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
    store.reader,
  );
  const outcomes = [];
  for (let n = 4; n <= 10; n++)
    outcomes.push(
      await used
        .write((unit) => writeChore(unit, `chore ${n}`))
        .then(
          () => "stands",
          (error: unknown) => (error as Error).name,
        ),
    );
  assert.ok(
    outcomes.every((outcome) => outcome === "stands" || outcome === "DatabaseUnavailable"),
    outcomes.join(),
  );
  assert.deepEqual(outcomes.slice(3), ["stands", "stands", "stands", "stands"]);
});

test("a server that cannot be reached is DatabaseUnavailable for writers, readers and ping", options, async (t) => {
  const nowhere = openPostgres<Tables>({
    url: "postgres://nobody@127.0.0.1:1/nothing",
    poolSize: 2,
    statementTimeoutMs: 1_000,
    connectTimeoutMs: 1_000,
    clockOffsetMs: () => 0,
  });
  t.after(() => nowhere.close());
  await assert.rejects(
    nowhere.write((unit) => writeChore(unit, "lamps")),
    DatabaseUnavailable,
  );
  await assert.rejects(nowhere.reader.selectFrom("chores").selectAll().execute(), DatabaseUnavailable);
  await assert.rejects(nowhere.ping(), DatabaseUnavailable);
});

test("a statement that takes too long is DatabaseUnavailable, and its unit is rolled back", options, async (t) => {
  const { url, store } = await newStore(t, "postgres");
  const hasty = openPostgres<Tables>({
    url: url ?? "",
    poolSize: 2,
    statementTimeoutMs: 100,
    connectTimeoutMs: 5_000,
    clockOffsetMs: () => 0,
  });
  t.after(() => hasty.close());
  const slow = hasty.write(async (unit) => {
    await writeChore(unit, "lamps");
    await sql`select pg_sleep(10)`.execute(unit.db);
  });
  await assert.rejects(slow, DatabaseUnavailable);
  assert.deepEqual(await countsOf(store), {});
});

test(
  "what is done patiently has no limit of time, stands in no transaction, and is given up when asked",
  options,
  async (t) => {
    const { url, store } = await newStore(t, "postgres");
    const hasty = openPostgres<Tables>({
      url: url ?? "",
      poolSize: 1,
      statementTimeoutMs: 100,
      connectTimeoutMs: 5_000,
      clockOffsetMs: () => 0,
    });
    t.after(() => hasty.close());
    const patiently = hasty.patiently ?? assert.fail("PostgreSQL has time");
    const stopping = new AbortController();
    await patiently(async (db) => {
      await sql`select pg_sleep(0.8)`.execute(db);
      await sql`create index concurrently chores_held_by on chores (holder)`.execute(db);
      await hasty.ping();
    }, stopping.signal);

    const sleeping = patiently((db) => sql`select pg_sleep(60)`.execute(db), stopping.signal);
    const slept = assert.rejects(sleeping, DatabaseUnavailable);
    await until("somebody to sleep", async () => {
      const { rows } = await sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`.execute(
        store.reader,
      );
      return rows.length > 0 || null;
    });
    stopping.abort();
    await slept;
    await assert.rejects(patiently((db) => sql`select 1`.execute(db), stopping.signal));
    await hasty.ping();
  },
);

test("the time of a unit is the database's, whatever this machine's clock says", options, async (t) => {
  const { store, clock } = await newStore(t, "postgres");
  const { rows } = await sql<{
    now: number;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(store.reader);
  const databaseMs = rows[0]?.now ?? 0;
  t.mock.timers.enable({ apis: ["Date"], now: 1_000 });
  const inside = await store.write((unit) => Promise.resolve(unit.nowMs));
  assert.ok(inside >= databaseMs && inside < databaseMs + 60_000, "not this machine's 1970");
  clock.forward(3_600_000);
  assert.ok(
    (await store.write((unit) => Promise.resolve(unit.nowMs))) >= databaseMs + 3_600_000,
    "moved by the test's offset",
  );
});

test("a unit that swallows the failure of a statement is an error, not a commit of nothing", options, async (t) => {
  const { store } = await newStore(t, "postgres");
  const swallowing = store.write(async (unit) => {
    await writeChore(unit, "lamps");
    await sql`select 1 / 0`.execute(unit.db).catch(() => {});
    return "all is well";
  });
  await assert.rejects(swallowing, /went on after a statement/);
  assert.deepEqual(await countsOf(store), {});
  await store.write((unit) => writeChore(unit, "lamps"));
});

test("writers beyond the pool wait for a connection and are all served", options, async (t) => {
  const { store, another } = await newStore(t, "postgres");
  const small = another({ poolSize: 2 });
  await Promise.all(Array.from({ length: 60 }, (_, n) => small.write((unit) => writeChore(unit, `chore ${n}`))));
  assert.equal(Object.keys(await countsOf(store)).length, 60);
});

test("a unit that waits for a lock shows as waiting, which these suites rely on", options, async (t) => {
  const { store, url } = await newStore(t, "postgres");
  await store.write((unit) => writeChore(unit, "lamps"));
  const holder = new pg.Client({ connectionString: url ?? "" });
  await holder.connect();
  await holder.query("begin; select * from chores for update");
  const writing = store.write((unit) => count(unit, "lamps"));
  await until("the writer to wait", async () => (await waitingForLocks(store.reader)) === 1);
  await holder.query("rollback");
  await holder.end();
  await writing;
});
