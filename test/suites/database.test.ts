import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { UniqueViolation, WRITE_ATTEMPTS } from "../../src/core/ports/database.ts";
import type { Unit } from "../../src/store/store.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newStore, type TestStore } from "../harness/new-store.ts";
import { arrive } from "../harness/people.ts";

/** A row of a table that asks nothing of others. */
const writeChore = (unit: Unit, name: string) =>
  unit.db.insertInto("chores").values({ name, holder: null, until: 0 }).execute();

const choresOf = async ({ store }: TestStore): Promise<string[]> =>
  (await store.reader.selectFrom("chores").select("name").orderBy("name").execute()).map((row) => row.name);

const outcomesOf = async (units: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(units)).map((unit) =>
    unit.status === "fulfilled" ? "stands" : (unit.reason as Error).name,
  );

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(
    `what a unit wrote is read by others once it has answered, and never before (${dialect})`,
    options,
    async (t) => {
      const base = await newStore(t, dialect);
      let seenInside: string[] = ["unread"];
      await base.store.write(async (unit) => {
        await writeChore(unit, "lamps");
        if (dialect === "postgres") seenInside = await choresOf(base);
      });
      if (dialect === "postgres") assert.deepEqual(seenInside, []);
      assert.deepEqual(await choresOf(base), ["lamps"]);
    },
  );

  test(`a unit that throws leaves nothing behind and hands on what it threw (${dialect})`, options, async (t) => {
    const base = await newStore(t, dialect);
    const fault = new Error("the glass broke");
    const failed = base.store.write(async (unit) => {
      await writeChore(unit, "lamps");
      throw fault;
    });
    await assert.rejects(failed, (error) => error === fault);
    assert.deepEqual(await choresOf(base), []);
  });

  test(`units that fail, each in its own way, fail alone: their neighbours stand (${dialect})`, options, async (t) => {
    const base = await newStore(t, dialect);
    const { store } = base;
    await store.write((unit) => writeChore(unit, "taken"));
    const outcomes = await outcomesOf([
      store.write((unit) => writeChore(unit, "first")),
      store.write(async (unit) => {
        await writeChore(unit, "beside a unique failure");
        await writeChore(unit, "taken");
      }),
      store.write((unit) => writeChore(unit, "second")),
      store.write(async (unit) => {
        await writeChore(unit, "beside a foreign key failure");
        await unit.db.insertInto("wall_clocks").values({ wall: "no such wall", clock: 0, oldest: 0 }).execute();
      }),
      store.write((unit) => writeChore(unit, "third")),
      store.write(async (unit) => {
        await writeChore(unit, "beside a throw");
        throw new RangeError("no");
      }),
      store.write((unit) => writeChore(unit, "fourth")),
    ]);
    const foreignKey = dialect === "postgres" ? "error" : "Error";
    assert.deepEqual(outcomes, ["stands", "UniqueViolation", "stands", foreignKey, "stands", "RangeError", "stands"]);
    assert.deepEqual(await choresOf(base), ["first", "fourth", "second", "taken", "third"]);
  });

  test(
    `a row that stands for good is a UniqueViolation of its table, after ${WRITE_ATTEMPTS} runs (${dialect})`,
    options,
    async (t) => {
      const { store } = await newStore(t, dialect);
      await store.write((unit) => writeChore(unit, "lamps"));
      let runs = 0;
      const again = store.write((unit) => {
        runs += 1;
        return writeChore(unit, "lamps");
      });
      await assert.rejects(again, (error) => error instanceof UniqueViolation && error.table === "chores");
      assert.equal(runs, WRITE_ATTEMPTS);
    },
  );

  test(
    `a unit reads what it wrote and sees one time from its first to its last statement (${dialect})`,
    options,
    async (t) => {
      const { store, clock } = await newStore(t, dialect);
      const times = await store.write(async (unit) => {
        await writeChore(unit, "lamps");
        const { rows } = await sql<{ name: string }>`select name from chores`.execute(unit.db);
        assert.deepEqual(
          rows.map((row) => row.name),
          ["lamps"],
        );
        const before = unit.nowMs;
        clock.forward(1_000);
        return [before, unit.nowMs];
      });
      assert.equal(times[0], times[1]);
      assert.ok((await store.nowMs()) >= (times[0] ?? 0) + 1_000, "the clock moved for everybody after it");
    },
  );

  test(`whole numbers come back as numbers, to the last one that is exact (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    await store.write((unit) =>
      unit.db
        .updateTable("wall_clocks")
        .set({ clock: Number.MAX_SAFE_INTEGER })
        .where("wall", "=", ada.inbox)
        .execute(),
    );
    const row = await store.reader.selectFrom("wall_clocks").select("clock").executeTakeFirstOrThrow();
    assert.equal(row.clock, Number.MAX_SAFE_INTEGER);
  });

  test(`ping tells whether the database answers (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    await store.ping();
    await store.close();
    await assert.rejects(store.ping());
  });
}
