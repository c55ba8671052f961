import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { holdChore } from "../../src/store/chores.ts";
import { DatabaseTooNew, migrate } from "../../src/store/migrate.ts";
import { ensureOwner } from "../../src/wall/make-owner.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newStore } from "../harness/new-store.ts";

const STARTING = 10;
const HOLD_MS = 15_000;

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`ten that start at once bring the tables up to date once (${dialect})`, options, async (t) => {
    const base = await newStore(t, dialect, { migrated: false });
    const store = () => (dialect === "postgres" ? base.another({ poolSize: 1 }) : base.store);
    const applied = await Promise.all(Array.from({ length: STARTING }, () => migrate(store())));
    const names = applied.flatMap((one) => one.applied);
    assert.ok(names.length > 0);
    assert.equal(new Set(names).size, names.length, "each migration was applied by one of them");
    assert.deepEqual(await migrate(base.store), { applied: [] });
  });

  test(`ten that start at once make one owner with one inbox and one key (${dialect})`, options, async (t) => {
    const base = await newStore(t, dialect);
    const stores = Array.from({ length: STARTING }, () =>
      dialect === "postgres" ? base.another({ poolSize: 2 }) : base.store,
    );
    const made = await Promise.all(stores.map(ensureOwner));
    assert.equal(new Set(made.map(({ owner }) => owner)).size, 1);
    assert.equal(made.filter(({ localKey }) => localKey !== null).length, 1);
    const { rows } = await sql<{ walls: number; keys: number }>`
      select (select count(*) from walls) as walls, (select count(*) from api_keys) as keys`.execute(base.store.reader);
    assert.deepEqual({ ...rows[0] }, { walls: 1, keys: 1 });
  });

  test(`data of a newer version is left alone (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    await store.write((unit) =>
      sql`insert into schema_migrations (name, applied_at) values ('9999-later', 0)`.execute(unit.db),
    );
    await assert.rejects(migrate(store), DatabaseTooNew);
  });

  test(
    `a migration that breaks leaves nothing behind, and the next start does all of it (${dialect})`,
    options,
    async (t) => {
      const base = await newStore(t, dialect, { migrated: false });
      const breaking = {
        ...base.store,
        write: <Result>(work: Parameters<typeof base.store.write<Result>>[0]) =>
          base.store.write(async (unit) => {
            await work(unit);
            throw new Error("the power went");
          }),
      };
      await assert.rejects(migrate(breaking), /the power went/);
      assert.ok((await migrate(base.store)).applied.length > 0);
    },
  );

  test(
    `a chore is held by one of many, kept by its holder, and free again when the holder falls silent (${dialect})`,
    options,
    async (t) => {
      const { store, clock } = await newStore(t, dialect);
      const hold = (holder: string) =>
        store.write((unit) => holdChore(unit, { name: "sweep", holder, holdMs: HOLD_MS }));
      const holders = Array.from({ length: STARTING }, (_, n) => `process-${n}`);
      const held = await Promise.all(holders.map(hold));
      assert.equal(held.filter(Boolean).length, 1);
      const holder = holders[held.indexOf(true)] ?? "";
      const other = holders.find((name) => name !== holder) ?? "";
      clock.forward(HOLD_MS - 1_000);
      assert.deepEqual([await hold(other), await hold(holder)], [false, true]);
      clock.forward(HOLD_MS - 1_000);
      assert.equal(await hold(other), false, "the holder held it anew");
      clock.forward(2_000);
      assert.deepEqual([await hold(other), await hold(holder)], [true, false]);
    },
  );
}
