import assert from "node:assert/strict";
import { test } from "node:test";
import type { KyselyPlugin, PluginTransformResultArgs } from "kysely";
import { updateItem } from "../../src/store/items.ts";
import { insertPlace, placesChangedSince, removePlace } from "../../src/store/places.ts";
import type { Reader, Store } from "../../src/store/store.ts";
import { stampPlaces, takeNumbers } from "../../src/store/wall-clock.ts";
import { clocksOf } from "../../src/store/walls.ts";
import { changesSince } from "../../src/wall/changes.ts";
import { presentItems } from "../../src/wall/present-item.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newItems } from "../harness/new-items.ts";
import { newStore } from "../harness/new-store.ts";
import { pausingBeforeCommit, waitingForLocks } from "../harness/paused-store.ts";
import { arrive, type Person, putUpWall } from "../harness/people.ts";
import { until } from "../harness/until.ts";

const WAVE = 5;
const WRITES = 60;

const place = (store: Store, ada: Person, item: string) =>
  store.write((unit) => insertPlace(unit, { wall: ada.inbox, item, sortAtMs: unit.nowMs, addedBy: ada.id }));

const changes = (store: Store, wall: string, since = 0) =>
  placesChangedSince(store.reader, { wall, since, limit: 1_000 });

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`numbers of a wall are each given once, whatever is taken at a time (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    const given = await Promise.all(
      Array.from({ length: WRITES }, (_, n) =>
        store.write(async (unit) => {
          const count = (n % 3) + 1;
          const first = await takeNumbers(unit, ada.inbox, count);
          return Array.from({ length: count }, (_, at) => first + at);
        }),
      ),
    );
    const all = given.flat();
    assert.equal(new Set(all).size, all.length);
    assert.equal(
      (await clocksOf(store.reader, [ada.inbox])).get(ada.inbox),
      Math.max(...all),
      "the last is the wall's",
    );
  });

  test(`who reads while others write never sees a number before all smaller ones (${dialect})`, options, async (t) => {
    const base = await newStore(t, dialect);
    const ada = await arrive(base.store, "Ada");
    const items = await newItems(base.store, ada, WRITES);
    let isWriting = true;
    const reading = (async () => {
      const seen: number[][] = [];
      while (isWriting) {
        seen.push((await changes(base.store, ada.inbox)).map((row) => row.clock));
        await new Promise((resolve) => setImmediate(resolve));
      }
      return seen;
    })();
    // In several waves, or SQLite would commit them all at once and nobody read between them.
    for (let n = 0; n < WRITES; n += WAVE)
      await Promise.all(items.slice(n, n + WAVE).map((item) => place(base.store, ada, item)));
    isWriting = false;
    const all = (await changes(base.store, ada.inbox)).map((row) => row.clock);
    assert.equal(all.length, WRITES);
    const looks = await reading;
    assert.ok(looks.length > 1);
    for (const seen of looks) assert.deepEqual(seen, all.slice(0, seen.length));
  });

  test(
    `a change stamps the place anew on every wall it stands on, and a reader finds it after what it had (${dialect})`,
    options,
    async (t) => {
      const { store } = await newStore(t, dialect);
      const ada = await arrive(store, "Ada");
      const board = await putUpWall(store, { owner: ada.id, name: "Lamps" });
      const [first = "", second = ""] = await newItems(store, ada, 2);
      for (const wall of [ada.inbox, board])
        for (const item of [first, second])
          await store.write((unit) => insertPlace(unit, { wall, item, sortAtMs: 1, addedBy: ada.id }));
      const had = await clocksOf(store.reader, [ada.inbox, board]);
      const walls = await store.write((unit) =>
        stampPlaces(
          unit,
          [board, ada.inbox].map((wall) => ({ wall, item: first })),
        ),
      );
      assert.deepEqual(walls, [ada.inbox, board].toSorted());
      for (const wall of [ada.inbox, board]) {
        assert.deepEqual(
          (await changes(store, wall, had.get(wall))).map((row) => row.item),
          [first],
        );
        assert.deepEqual(
          (await changes(store, wall)).map((row) => row.item),
          [second, first],
          "one place, one number",
        );
      }
    },
  );

  test(
    `what changes while changes are read is told with the next ones, and nothing older than its number (${dialect})`,
    options,
    async (t) => {
      const { store } = await newStore(t, dialect);
      const ada = await arrive(store, "Ada");
      const wall = ada.inbox;
      const items = await newItems(store, ada, 3);
      for (const item of items) await place(store, ada, item);
      const retitle = (item: string, title = "a new title") =>
        store.write(async (unit) => {
          await updateItem(unit, item, { own: JSON.stringify({ title }) });
          await stampPlaces(unit, [{ wall, item }]);
        });
      const read = await changesSince(
        afterFirstRead(store.reader, "items", () => inOrder(items.toReversed(), (item) => retitle(item))),
        {
          wall,
          since: 0,
          limit: 10,
        },
      );
      const titled = (item: (typeof read.items)[number]) => ({
        title: item.seenBy("anybody").title,
        clock: item.clock,
      });
      const known = new Map(read.items.map((item) => [item.id, titled(item)]));
      for (const { clock } of known.values())
        assert.ok(clock <= read.next, "a reader goes on from the numbers it was told");
      const rest = await changesSince(store.reader, { wall, since: read.next, limit: 10 });
      for (const item of rest.items) known.set(item.id, titled(item));
      for (const item of items) assert.equal(known.get(item)?.title, "a new title");

      for (const table of ["places", "items"] as const) {
        const [first = ""] = items;
        const clock = (await presentItems(store.reader, [first], { person: ada.id, wall }))[0]?.clock ?? 0;
        const meanwhile = afterFirstRead(store.reader, table, () => retitle(first, `after ${table}`));
        const [told] = await presentItems(meanwhile, [first], { person: ada.id, wall });
        assert.ok(told && (told.title === `after ${table}` || told.clock === clock), "no old words under a new number");
      }
    },
  );

  test(`what is taken off a wall leaves a mark that readers find by its number (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    const [item = ""] = await newItems(store, ada, 1);
    await place(store, ada, item);
    const had = (await changes(store, ada.inbox))[0]?.clock ?? 0;
    await store.write((unit) => removePlace(unit, { wall: ada.inbox, item }));
    const marks = await changes(store, ada.inbox, had);
    assert.deepEqual(
      marks.map((mark) => [mark.item, mark.removed_at !== null]),
      [[item, true]],
    );
  });
}

test(
  "whoever took a number keeps later ones waiting until its COMMIT, so that a smaller one never appears late",
  await on("postgres"),
  async (t) => {
    const base = await newStore(t, "postgres");
    const { store } = base;
    const ada = await arrive(store, "Ada");
    const [early = "", late = ""] = await newItems(store, ada, 2);
    const hasNumber = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const slow = pausingBeforeCommit(base.another({ poolSize: 1 }), () => {
      hasNumber.resolve();
      return mayCommit.promise;
    });
    const first = place(slow, ada, early);
    await hasNumber.promise;
    let secondIsDone = false;
    const second = place(base.another({ poolSize: 1 }), ada, late).then(() => {
      secondIsDone = true;
    });
    await until("the second writer to wait", async () => (await waitingForLocks(store.reader)) === 1);
    assert.deepEqual([await changes(store, ada.inbox), secondIsDone], [[], false]);
    mayCommit.resolve();
    await Promise.all([first, second]);
    assert.deepEqual(
      (await changes(store, ada.inbox)).map((row) => row.item),
      [early, late],
    );
  },
);

const inOrder = async <Value>(values: readonly Value[], work: (value: Value) => Promise<unknown>): Promise<void> => {
  for (const value of values) await work(value);
};

/** The same reader, but just after it has read of `table` for the first time, `meanwhile` is done. */
function afterFirstRead(reader: Reader, table: string, meanwhile: () => Promise<unknown>): Reader {
  let firstOf: PluginTransformResultArgs["queryId"] | null = null;
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      if (
        firstOf === null &&
        node.kind === "SelectQueryNode" &&
        JSON.stringify(node.from).includes(`"name":"${table}"`)
      )
        firstOf = queryId;
      return node;
    },
    async transformResult({ result, queryId }) {
      if (queryId === firstOf) await meanwhile();
      return result;
    },
  };
  return reader.withPlugin(plugin) as unknown as Reader;
}
