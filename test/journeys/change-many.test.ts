import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item, ItemBulkRow, ItemChange } from "../../src/contract/items.ts";
import { makeKeyIn } from "../../src/wall/keys.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { arrive } from "../harness/people.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const NOBODYS = "01900000-0000-7000-8000-000000000000";

async function change(wall: Journey, ids: readonly string[], what: ItemChange): Promise<string[]> {
  const body = { ids, change: what };
  const answer = await wall.expect<{ items: ItemBulkRow[] }>(200, "POST", "/items/bulk", { body });
  return answer.body.items.map(({ http_status, problem }) => `${http_status} ${problem?.code ?? ""}`.trim());
}

const thoughts = async (wall: Journey, count: number): Promise<string[]> =>
  (await Promise.all(Array.from({ length: count }, (_, n) => wall.share({ text: `thought number ${n}` })))).map(
    ({ item_id }) => item_id ?? "",
  );

const itemsOf = (wall: Journey, ids: readonly string[]): Promise<Item[]> => Promise.all(ids.map((id) => wall.item(id)));

for (const topology of TOPOLOGIES) {
  test(
    `many items are changed by one request, each on its own, and changed back (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const ids = await thoughts(wall, 40);
      const inbox = await wall.inbox();
      const { body: boats } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Boats" } });
      const fine = ids.map(() => "200");

      assert.deepEqual(await change(wall, [...ids, NOBODYS], { tag: "Eels" }), [...fine, "404 not-found"]);
      assert.ok(
        (await itemsOf(wall, ids)).every(({ tags }) => tags.some(({ name, by }) => name === "Eels" && by === "person")),
      );
      assert.deepEqual(await change(wall, ids, { untag: "eels" }), fine);
      assert.deepEqual(await change(wall, ids, { untag: "eels" }), fine, "asked again it is as it should be");
      assert.ok((await itemsOf(wall, ids)).every(({ tags }) => tags.length === 0));

      assert.deepEqual(await change(wall, ids, { move: { from: inbox, to: boats.id } }), fine);
      assert.ok((await itemsOf(wall, ids)).every(({ wall_ids }) => wall_ids.join() === boats.id));
      assert.deepEqual(await change(wall, ids, { move: { from: inbox, to: boats.id } }), fine);
      assert.deepEqual(
        await change(wall, ids, { unplace: boats.id }),
        ids.map(() => "409 last-wall"),
      );
      assert.deepEqual(await change(wall, ids, { place: inbox }), fine);
      assert.deepEqual(
        await change(wall, ids, { place: NOBODYS }),
        ids.map(() => "404 not-found"),
      );

      assert.deepEqual(await change(wall, ids, { trashed: true }), fine);
      assert.equal((await wall.get<{ items: Item[] }>(`/walls/${inbox}/items`)).items.length, 0);
      assert.deepEqual(await change(wall, ids, { trashed: false }), fine);
      assert.deepEqual(await change(wall, ids, { pinned: true }), fine);
      assert.deepEqual(await change(wall, [...ids, ids[0] ?? ""], { archived: true }), fine, "twice named is once");
      const after = await itemsOf(wall, ids);
      assert.ok(
        after.every((item) => item.wall_ids.length === 2 && item.pinned_at !== null && item.archived_at !== null),
      );
    },
  );
}

test("of another person's items nothing is changed, and nothing is said", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const theirs = await withRows(wall, async (store) => {
    const { id } = await arrive(store, "Lin");
    return await store.write((unit) =>
      makeKeyIn(unit, { person: id, name: "Lin's", scopes: ["admin"], expiresAtMs: null }),
    );
  });
  // What was written past the program is seen with its own next commit.
  const [mine = ""] = await thoughts(wall, 1);
  const before = await wall.item(mine);
  for (const what of [{ pinned: true }, { tag: "hers" }, { trashed: true }] as const) {
    const body = { ids: [mine], change: what };
    const { body: said } = await wall.expect<{ items: ItemBulkRow[] }>(200, "POST", "/items/bulk", {
      body,
      key: theirs.key,
    });
    assert.deepEqual(
      said.items.map(({ http_status, problem }) => [http_status, problem?.code]),
      [[404, "not-found"]],
    );
  }
  assert.deepEqual(await wall.item(mine), before);
});

test("what is no change, or more than one, or for nobody, is refused whole", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const ids = await thoughts(wall, 2);
  for (const body of [
    { ids, change: {} },
    { ids, change: { pinned: true, archived: true } },
    { ids, change: { burned: true } },
    { ids: [], change: { pinned: true } },
    { ids: ["x"], change: { pinned: true } },
    { ids: Array.from({ length: 501 }, () => ids[0]), change: { pinned: true } },
    { ids },
  ])
    await wall.refused("400 fields-not-valid", "POST", "/items/bulk", { body });
  assert.deepEqual(
    await change(wall, ids, { tag: "x".repeat(65) }),
    ids.map(() => "422 tags-not-valid"),
  );
  assert.ok((await itemsOf(wall, ids)).every(({ pinned_at }) => pinned_at === null));
});
