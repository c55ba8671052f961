import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompiledQuery, type KyselyPlugin, sql } from "kysely";
import { changesOfPerson, forgetGone, markChanges } from "../../src/store/account-changes.ts";
import { beginChangeRun, changeBounds, takeChangeNumber } from "../../src/store/change-numbers.ts";
import { insertPlace } from "../../src/store/places.ts";
import type { Store } from "../../src/store/store.ts";
import { changesOfAccount } from "../../src/wall/account-changes.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newItems } from "../harness/new-items.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive, type Person, putUpWall } from "../harness/people.ts";

const place = (store: Store, wall: string, item: string, person: Person) =>
  store.write((unit) => insertPlace(unit, { wall, item, sortAtMs: 1, addedBy: person.id }));

const ask = (store: Store, person: Person, since?: string, limit = 100) =>
  changesOfAccount(store, { person: person.id, since, limit });

for (const dialect of DIALECTS) {
  test(`a page looks at what changed, not at what there is (${dialect})`, await on(dialect), async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    const asked: CompiledQuery[] = [];
    const watched = noting(store, asked);
    const { next } = await ask(store, ada);
    const [item = ""] = await newItems(store, ada, 1);
    await place(store, ada.inbox, item, ada);
    asked.length = 0;
    const told = await ask(watched, ada, next);
    assert.deepEqual(
      told.items.map(({ id }) => id),
      [item],
    );
    const ofPlaces = asked.filter((one) => /from "?places"? /.test(one.sql) && /"clock" >/.test(one.sql));
    const ofThings = asked.filter((one) => /from "account_changes"/.test(one.sql) && /order by/.test(one.sql));
    assert.deepEqual([ofPlaces.length, ofThings.length], [1, 1]);
    assert.match(await planOf(store, ofPlaces[0]), /places_changed/);
    assert.match(await planOf(store, ofThings[0]), /account_changes_since/);
  });

  test(`quiet walls cost a look at their clocks, however many there are (${dialect})`, await on(dialect), async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    const count = async () => {
      const asked: CompiledQuery[] = [];
      const { next } = await everything(store, ada);
      const told = await ask(noting(store, asked), ada, next);
      assert.deepEqual([told.items, told.more], [[], false]);
      return asked.length;
    };
    const few = await count();
    for (let n = 0; n < 60; n += 1) await putUpWall(store, { owner: ada.id, name: `wall ${n}` });
    assert.equal(await count(), few);
  });

  test(
    `marks of what went are dropped after their time, and who has not come past them begins anew (${dialect})`,
    await on(dialect),
    async (t) => {
      const { store } = await newStore(t, dialect);
      const ada = await arrive(store, "Ada");
      const { next: before } = await everything(store, ada);
      const gone = { person: ada.id, kind: "tag", id: "01900000-0000-7000-8000-000000000000", isGone: true } as const;
      await store.write((unit) => markChanges(unit, [gone]));
      const { gone: told, next: after } = await ask(store, ada, before);
      assert.deepEqual(told.tags, [gone.id]);
      await store.write((unit) => forgetGone(unit, { goneBeforeMs: unit.nowMs + 1, limit: 10 }));
      await assert.rejects(ask(store, ada, before), { code: "resync" });
      assert.deepEqual((await ask(store, ada, after)).gone.tags, []);
    },
  );

  test(`numbers go on behind those that came along from elsewhere (${dialect})`, await on(dialect), async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    const { next } = await everything(store, ada);
    const far = (await changeBounds(store.reader, dialect)).end + 1_000_000_000;
    await store.write((unit) => unit.db.updateTable("wall_clocks").set({ clock: far }).execute());
    await store.write((unit) => unit.db.deleteFrom("change_runs").execute());
    await beginChangeRun(store);
    assert.ok((await store.write(takeChangeNumber)) > far);
    await assert.rejects(ask(store, ada, next), { code: "resync" });
    const [item = ""] = await newItems(store, ada, 1);
    const { next: here } = await everything(store, ada);
    await place(store, ada.inbox, item, ada);
    const told = await ask(store, ada, here);
    assert.deepEqual(
      told.items.map(({ id }) => id),
      [item],
    );
    assert.deepEqual((await ask(store, ada, told.next)).items, [], "and not again and again");
  });
}

test(
  "a horizon that falls, since of somebody else's transaction it is not certain whose it is, makes nobody begin anew",
  await on("postgres"),
  async (t) => {
    const { store } = await newStore(t, "postgres");
    const ada = await arrive(store, "Ada");
    const { next } = await ask(store, ada);
    const uncertain = { ...store, reader: store.reader.withPlugin(LOWER_HORIZON) };
    const [item = ""] = await newItems(store, ada, 1);
    await place(store, ada.inbox, item, ada);
    const told = await ask(uncertain, ada, next);
    assert.deepEqual(told.items, [], "it waits");
    assert.deepEqual(
      (await ask(store, ada, told.next)).items.map(({ id }) => id),
      [item],
    );
  },
);

/** As if a transaction from before were under way. */
const LOWER_HORIZON: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    const rows = result.rows.map((row) =>
      "horizon" in row ? { ...row, horizon: Number(row["horizon"]) - 100 * 8_192 } : row,
    );
    return { ...result, rows };
  },
};

test(
  "a change with a smaller number that is committed late is told by the next answer",
  await on("postgres"),
  async (t) => {
    const base = await newStore(t, "postgres");
    const { store } = base;
    const ada = await arrive(store, "Ada");
    const board = await putUpWall(store, { owner: ada.id, name: "Lamps" });
    const [early = "", late = ""] = await newItems(store, ada, 2);
    const { next } = await everything(store, ada);
    const hasNumber = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const first = base.another({ poolSize: 1 }).write(async (unit) => {
      await insertPlace(unit, { wall: board, item: early, sortAtMs: 1, addedBy: ada.id });
      await markChanges(unit, [{ person: ada.id, kind: "wall", id: board }]);
      hasNumber.resolve();
      await mayCommit.promise;
    });
    await hasNumber.promise;
    // Another wall, so it need not wait: it has the greater number and is committed first.
    await place(store, ada.inbox, late, ada);
    const meanwhile = await ask(store, ada, next);
    mayCommit.resolve();
    await first;
    const then = await ask(store, ada, meanwhile.next);
    const told = [...meanwhile.items, ...then.items].map(({ id }) => id);
    assert.deepEqual(told.toSorted(), [early, late].toSorted());
    assert.deepEqual(
      then.walls.map(({ id }) => id),
      [board],
    );
    const rows = await changesOfPerson(store.reader, {
      person: ada.id,
      from: 0,
      to: 2 ** 53 - 1,
      after: null,
      limit: 10,
    });
    assert.ok(rows.length > 0);
  },
);

/** The same store, every read of which is noted. */
function noting(store: Store, asked: CompiledQuery[]): Store {
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      asked.push(store.reader.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { ...store, reader: store.reader.withPlugin(plugin) };
}

/** How a database goes about a query; PostgreSQL as if a table of few rows had many. */
async function planOf(store: Store, query: CompiledQuery | undefined): Promise<string> {
  assert.ok(query);
  return await store.write(async (unit) => {
    if (unit.dialect === "postgres") await sql`set local enable_seqscan = off`.execute(unit.db);
    const explain = unit.dialect === "postgres" ? "explain" : "explain query plan";
    const { rows } = await unit.db.executeQuery({ ...query, sql: `${explain} ${query.sql}` });
    return JSON.stringify(rows);
  });
}

/** A first sync to its end. */
async function everything(store: Store, person: Person) {
  let told = await ask(store, person);
  while (told.more) told = await ask(store, person, told.next);
  return told;
}
