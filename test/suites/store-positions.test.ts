import assert from "node:assert/strict";
import { test } from "node:test";
import { CompiledQuery, type KyselyPlugin, type RootOperationNode, sql } from "kysely";
import { positionOf } from "../../src/core/positions.ts";
import type { KnownFacets } from "../../src/store/facets.ts";
import { insertPlace, placesOfItems } from "../../src/store/places.ts";
import { positionsOf, setPositions, standingNext } from "../../src/store/positions.ts";
import type { Reader, Store } from "../../src/store/store.ts";
import { findSeenWall } from "../../src/store/wall-access.ts";
import { listOnWall } from "../../src/store/wall-lists.ts";
import { moveByHand, moveManyByHand } from "../../src/wall/order-by-hand.ts";
import { DIALECTS, on, type TestDialect } from "../harness/databases.ts";
import { newItems } from "../harness/new-items.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive, type Person, putUpWall } from "../harness/people.ts";

const MANY = 1_000;
const knowsNothing = { person: "" } as KnownFacets;

/** Tells every statement that is asked of a database, and lets it through. */
function overheard(db: Reader): { db: Reader; heard: RootOperationNode[] } {
  const heard: RootOperationNode[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      heard.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { db: db.withPlugin(plugin), heard };
}

/** How the database would go about it, in its own words. */
async function planOf(db: Reader, dialect: TestDialect, node: RootOperationNode): Promise<string> {
  const executor = db.getExecutor();
  const { sql: statement, parameters } = executor.compileQuery(node, { queryId: "plan" });
  const word = dialect === "postgres" ? "explain" : "explain query plan";
  const { rows } = await db.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw(`${word} ${statement}`, [...parameters]),
  );
  return rows.map((row) => String(row["QUERY PLAN"] ?? row["detail"])).join("\n");
}

/** A wall on which so many stand, the first one at its end. */
async function filled(store: Store, ada: Person, count: number): Promise<{ wall: string; items: string[] }> {
  const wall = await putUpWall(store, { owner: ada.id, name: `${count} things` });
  const items = await newItems(store, ada, count);
  await store.write(async (unit) => {
    for (const [n, item] of items.entries())
      await insertPlace(unit, { wall, item, sortAtMs: 1_000 + n, addedBy: ada.id });
  });
  return { wall, items };
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);
  const publish = () => undefined;

  async function newPlace(t: Parameters<typeof newStore>[0]) {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    // Of what a verb is given these need the rows and somebody to tell.
    const deps = { store, channel: { publish } } as unknown as Parameters<typeof moveByHand>[0];
    const order = async (wall: string) =>
      (
        await listOnWall(store.reader, dialect, {
          wall,
          sort: "manual",
          facets: knowsNothing,
          after: null,
          limit: 9_999,
        })
      ).map(({ item }) => item);
    return { store, ada, deps, order };
  }

  test(`SQL and core say the same of where a thing stands (${dialect})`, options, async (t) => {
    const { store, ada } = await newPlace(t);
    const { wall, items } = await filled(store, ada, 4);
    const [first = "", second = ""] = items;
    await store.write((unit) => setPositions(unit, { wall, stood: [{ item: first, position: "0000000001002V" }] }));
    const told = await positionsOf({ db: store.reader, dialect }, { wall, items });
    const places = await placesOfItems(store.reader, items);
    for (const item of items) {
      const [place] = places.get(item) ?? [];
      assert.equal(told.get(item)?.position, place && positionOf(place));
    }
    assert.equal(told.get(second)?.position, `0000000001001${second}`);
  });

  test(`a page and a move of ${MANY} things cost as many queries as of ten (${dialect})`, options, async (t) => {
    const { store, ada } = await newPlace(t);
    const asked: number[][] = [];
    // Built when it is first asked, and heard of only then.
    await findSeenWall(store.reader, { id: ada.inbox, person: ada.id });
    for (const count of [10, MANY]) {
      const { wall, items } = await filled(store, ada, count);
      const counts: number[] = [];
      const { db, heard } = overheard(store.reader);
      await listOnWall(db, dialect, { wall, sort: "manual", facets: knowsNothing, after: null, limit: 5 });
      counts.push(heard.length);
      const moving: Store = {
        ...store,
        write: (work) => store.write((unit) => work({ ...unit, ...watched(unit.db) })),
      };
      let heardInUnit: RootOperationNode[] = [];
      const watched = (inner: Reader) => {
        const over = overheard(inner);
        heardInUnit = over.heard;
        return { db: over.db as never };
      };
      const deps = { store: moving, channel: { publish } } as unknown as Parameters<typeof moveByHand>[0];
      const [last = "", next = ""] = items;
      await moveByHand(deps, { wall, person: ada.id, item: last, spot: { at: "top" } });
      counts.push(heardInUnit.length);
      await moveByHand(deps, { wall, person: ada.id, item: last, spot: { before: next } });
      counts.push(heardInUnit.length);
      asked.push(counts);
    }
    assert.deepEqual(asked[0], asked[1]);
    assert.ok(asked[0]?.every((count) => count > 0));
  });

  test(`pages and neighbours are found by the index that is there for it (${dialect})`, options, async (t) => {
    const { store, ada } = await newPlace(t);
    const { wall, items } = await filled(store, ada, MANY);
    await filled(store, ada, MANY);
    await store.write((unit) => sql`analyze`.execute(unit.db));
    const { db, heard } = overheard(store.reader);
    const [item = ""] = items;
    const from = (await positionsOf({ db, dialect }, { wall, items: [item] })).get(item) ?? null;
    heard.splice(0);
    const after = { item, key: from?.position ?? "" };
    await listOnWall(db, dialect, { wall, sort: "manual", facets: knowsNothing, after: null, limit: 5 });
    await listOnWall(db, dialect, { wall, sort: "manual", facets: knowsNothing, after, limit: 5 });
    for (const side of ["above", "below"] as const)
      await standingNext({ db, dialect }, { wall, from, side, without: [item], limit: 1 });
    assert.equal(heard.length, 4);
    for (const node of heard) {
      const plan = await planOf(store.reader, dialect, node);
      assert.match(plan, /places_by_hand/);
      assert.doesNotMatch(plan, /TEMP B-TREE|Sort/, "it is walked in its order");
    }
  });

  test(`between two that came to have one position things are put all the same (${dialect})`, options, async (t) => {
    const { store, ada, deps, order } = await newPlace(t);
    const { wall, items } = await filled(store, ada, 40);
    // As a thing that comes out of the trash may find somebody else where it was.
    const same = items.slice(10, 16);
    await store.write((unit) =>
      setPositions(unit, { wall, stood: same.map((item) => ({ item, position: "0000000001012V" })) }),
    );
    const before = await order(wall);
    const [upper = "", lower = ""] = before.filter((item) => same.includes(item)).slice(2, 4);
    const [moved = ""] = items;
    await moveByHand(deps, { wall, person: ada.id, item: moved, spot: { after: upper } });
    const wanted = before.filter((item) => item !== moved);
    wanted.splice(wanted.indexOf(lower), 0, moved);
    assert.deepEqual(await order(wall), wanted);
    const stood = await positionsOf({ db: store.reader, dialect }, { wall, items });
    assert.equal(new Set([...stood.values()].map(({ position }) => position)).size, items.length);
  });

  test(`a heap that fills one gap is spread a few at a time, and keeps its order (${dialect})`, options, async (t) => {
    const { store, ada, deps, order } = await newPlace(t);
    const { wall, items } = await filled(store, ada, 120);
    const [end = "", anchor = ""] = items;
    let most = 0;
    // Each goes right below the same one, from the end of the wall.
    for (let round = 0; round < 4; round++)
      for (const item of items.slice(2)) {
        const moved = await moveManyByHand(deps, { wall, person: ada.id, moves: [{ ids: [item], after: anchor }] });
        most = Math.max(most, moved.length);
      }
    assert.deepEqual(await order(wall), [anchor, ...items.slice(2).reverse(), end]);
    assert.ok(most > 1, "the gap was used up");
    assert.ok(most <= 70, `${most} rows in one move`);
    const stood = await positionsOf({ db: store.reader, dialect }, { wall, items });
    assert.ok([...stood.values()].every(({ position }) => position.length <= 96));
  });
}
