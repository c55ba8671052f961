import assert from "node:assert/strict";
import { test } from "node:test";
import {
  insertPlace,
  listStanding,
  placesOfItems,
  raisePlace,
  removePlace,
  wallsOfItem,
} from "../../src/store/places.ts";
import { listTags } from "../../src/store/tag-counts.ts";
import { addTags, removeAiTags, removeTag, tagsOfItems } from "../../src/store/tags.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newItems } from "../harness/new-items.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive, putUpWall } from "../harness/people.ts";

const ITEMS = 57;
const PAGE = 10;

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  for (const sort of ["newest", "oldest"] as const)
    test(
      `a wall is paged to its end by key, ${sort} first, nothing twice and nothing missed (${dialect})`,
      options,
      async (t) => {
        const { store } = await newStore(t, dialect);
        const ada = await arrive(store, "Ada");
        const items = await newItems(store, ada, ITEMS);
        await store.write(async (unit) => {
          // Every seven items came at the same moment: there the item's id decides.
          for (const [n, item] of items.entries())
            await insertPlace(unit, { wall: ada.inbox, item, sortAtMs: Math.floor(n / 7), addedBy: ada.id });
        });
        const paged: string[] = [];
        let after: { sortAtMs: number; item: string } | null = null;
        for (;;) {
          const page = await listStanding(store.reader, { wall: ada.inbox, sort, after, limit: PAGE });
          paged.push(...page.map((row) => row.item));
          const last = page.at(-1);
          if (!last) break;
          after = { sortAtMs: last.sort_at, item: last.item };
        }
        assert.deepEqual(paged, sort === "oldest" ? items : items.toReversed());
      },
    );

  test(`what comes or goes between two pages moves no other item across (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    const [a = "", b = "", c = "", d = "", e = ""] = await newItems(store, ada, 5);
    const put = (item: string, sortAtMs: number) =>
      store.write((unit) => insertPlace(unit, { wall: ada.inbox, item, sortAtMs, addedBy: ada.id }));
    for (const [n, item] of [a, b, c, d].entries()) await put(item, n);
    const page = (after: { sortAtMs: number; item: string } | null) =>
      listStanding(store.reader, { wall: ada.inbox, sort: "newest", after, limit: 2 });
    assert.deepEqual(
      (await page(null)).map((row) => row.item),
      [d, c],
    );
    await put(e, 9);
    await store.write((unit) => removePlace(unit, { wall: ada.inbox, item: c }));
    assert.deepEqual(
      (await page({ sortAtMs: 2, item: c })).map((row) => row.item),
      [b, a],
    );
  });

  test(`raising puts an item on top, whether it stands, stood or never was there (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    const board = await putUpWall(store, { owner: ada.id, name: "Lamps" });
    const [first = "", second = ""] = await newItems(store, ada, 2);
    const raise = (item: string, sortAtMs: number) =>
      store.write((unit) => raisePlace(unit, { wall: board, item, sortAtMs, addedBy: ada.id }));
    const order = async () =>
      (await listStanding(store.reader, { wall: board, sort: "newest", after: null, limit: 9 })).map((row) => row.item);
    await raise(first, 1);
    await raise(second, 2);
    await raise(first, 3);
    assert.deepEqual(await order(), [first, second]);
    await store.write((unit) => removePlace(unit, { wall: board, item: second }));
    assert.deepEqual([await order(), await wallsOfItem(store.reader, second)], [[first], []]);
    await raise(second, 4);
    assert.deepEqual(await order(), [second, first]);
    assert.equal((await placesOfItems(store.reader, [second])).get(second)?.length, 1);
  });

  test(`a tag keeps its first spelling, and one person's tags are not another's (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    const [ada, lin] = [await arrive(store, "Ada"), await arrive(store, "Lin")];
    const [lamp = "", boat = ""] = await newItems(store, ada, 2);
    const [hers = ""] = await newItems(store, lin, 1);
    await store.write(async (unit) => {
      await addTags(unit, { owner: ada.id, item: lamp, names: ["Harbour", "Salt"], by: "person" });
      await addTags(unit, { owner: ada.id, item: boat, names: ["harbour", "HARBOUR"], by: "ai" });
      await addTags(unit, { owner: lin.id, item: hers, names: ["HARBOUR"], by: "person" });
    });
    assert.deepEqual((await tagsOfItems(store.reader, [boat])).get(boat), [{ name: "Harbour", by: "ai" }]);
    assert.deepEqual((await tagsOfItems(store.reader, [hers])).get(hers), [{ name: "HARBOUR", by: "person" }]);
    const tags = await listTags(store.reader, { owner: ada.id, limit: 9, skip: 0 });
    assert.deepEqual(tags, [
      { name: "Harbour", items: 2, by_person: 1, by_ai: 1, synonyms: [] },
      { name: "Salt", items: 1, by_person: 1, by_ai: 0, synonyms: [] },
    ]);
  });

  test(
    `what a person tagged outlives a new analysis; a tag of both is the person's (${dialect})`,
    options,
    async (t) => {
      const { store } = await newStore(t, dialect);
      const ada = await arrive(store, "Ada");
      const [item = ""] = await newItems(store, ada, 1);
      await store.write(async (unit) => {
        await addTags(unit, { owner: ada.id, item, names: ["Harbour"], by: "person" });
        await addTags(unit, { owner: ada.id, item, names: ["Harbour", "Night"], by: "ai" });
      });
      const tags = async () => (await tagsOfItems(store.reader, [item])).get(item) ?? [];
      assert.deepEqual(await tags(), [
        { name: "Harbour", by: "person" },
        { name: "Night", by: "ai" },
      ]);
      await store.write((unit) => removeAiTags(unit, item));
      assert.deepEqual(await tags(), [{ name: "Harbour", by: "person" }]);
      assert.equal(await store.write((unit) => removeTag(unit, { owner: ada.id, item, name: "HARBOUR" })), true);
      assert.equal(await store.write((unit) => removeTag(unit, { owner: ada.id, item, name: "HARBOUR" })), false);
    },
  );

  test(`forty units that use a new tag at once make it once (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    const items = await newItems(store, ada, 40);
    await Promise.all(
      items.map((item) => store.write((unit) => addTags(unit, { owner: ada.id, item, names: ["Salt"], by: "person" }))),
    );
    assert.deepEqual(await listTags(store.reader, { owner: ada.id, limit: 9, skip: 0 }), [
      { name: "Salt", items: 40, by_person: 40, by_ai: 0, synonyms: [] },
    ]);
  });
}
