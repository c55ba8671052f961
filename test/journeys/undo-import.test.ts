import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { Highlight } from "../../src/contract/reading.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { bookmarkFile, importAll, rowsOf, takeBack } from "../harness/imports.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const at = (name: string) => `https://${name}.example/`;
const bookmarks = (...names: string[]) => names.map((name) => ({ url: at(name), title: name }));

async function itemAt(wall: Journey, name: string): Promise<Item> {
  const { items } = await wall.get<{ items: Item[] }>(`/items?url=${encodeURIComponent(at(name))}`);
  assert.ok(items[0], `there is no item of ${name}`);
  return items[0];
}

const titles = async (wall: Journey, path: string): Promise<string[]> =>
  (await wall.get<{ items: Item[] }>(path)).items.map(({ title }) => title).sort();

const wallNames = async (wall: Journey): Promise<string[]> =>
  (await wall.get<{ items: Wall[] }>("/walls")).items.map(({ name }) => name).sort();

for (const topology of TOPOLOGIES) {
  test(
    `what nobody touched goes to the trash, what somebody did stays and says why (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const names = ["untouched", "edited", "tagged", "moved", "shared", "trashed"];
      const done = await importAll(wall, bookmarkFile({ Harbour: bookmarks(...names), Lights: bookmarks("lamp") }));
      const other = (await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "Elsewhere" } })).body;
      const idOf = async (name: string) => (await itemAt(wall, name)).id;
      await wall.expect(200, "PATCH", `/items/${await idOf("edited")}`, { body: { note: "mine" } });
      await wall.expect(200, "PUT", `/items/${await idOf("tagged")}/tags/mine`);
      await wall.expect(200, "PUT", `/items/${await idOf("moved")}/walls/${other.id}`);
      await wall.share({ url: at("shared") });
      await wall.expect(204, "DELETE", `/items/${await idOf("trashed")}`);

      const undone = await takeBack(wall, done);
      assert.deepEqual([undone.counts.made, undone.counts.undone, undone.counts.left], [0, 3, 4]);
      assert.deepEqual(
        (await rowsOf(wall, done, "left")).map(({ title, reason }) => `${title}: ${reason?.code}`).sort(),
        ["Harbour: wall-in-use", "edited: edited", "moved: moved", "shared: shared-again", "tagged: edited"],
      );
      assert.deepEqual(await titles(wall, "/items"), ["edited", "moved", "shared", "tagged"]);
      assert.deepEqual(await titles(wall, "/items?trash=true"), ["lamp", "trashed", "untouched"]);
      assert.deepEqual(await wallNames(wall), ["Elsewhere", "Harbour", "Inbox"], "the empty one is gone");
      assert.equal((await wall.get<{ total: number }>("/search?q=untouched")).total, 0);
      await wall.refused("409 already-undone", "POST", `/imports/${done.id}/undo`);

      // What was taken back can be brought again: it comes out of the trash where it stood.
      const again = await importAll(wall, bookmarkFile({ "": bookmarks("untouched") }));
      assert.deepEqual([again.counts.made, again.counts.joined], [0, 1]);
      assert.equal((await itemAt(wall, "untouched")).deleted_at, null);
      await takeBack(wall, again);
      assert.deepEqual(await titles(wall, "/items?trash=true"), ["lamp", "trashed", "untouched"]);
    },
  );

  test(
    `what was added to something that stood is taken back from it alone (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const { item_id: id } = await wall.share({ url: at("lamp"), note: "for the talk", tags: ["harbour"] });
      const before = await wall.item(id);
      const table = `url,title,tags,pinned,highlight,note,folder\n${at("lamp")},The lamp,harbour|sea,yes,burns oil,for Lin,Lights\n`;
      const done = await importAll(wall, table, "?format=table");
      const joined = await wall.item(id);
      assert.deepEqual(
        [joined.note, joined.tags.map(({ name }) => name).sort()],
        ["for the talk\nfor Lin", ["harbour", "sea"]],
      );
      assert.deepEqual([joined.wall_ids.length, joined.pinned_at === null], [2, false]);
      const marked = async () => (await wall.get<{ items: Highlight[] }>(`/items/${id}/highlights`)).items.length;
      assert.equal(await marked(), 1);
      assert.equal((await wall.get<{ total: number }>("/search?q=Lin")).total, 1);

      const undone = await takeBack(wall, done);
      assert.deepEqual([undone.counts.undone, undone.counts.left], [1, 0]);
      const after = await wall.item(id);
      const shown = ({ note, tags, wall_ids, pinned_at, deleted_at }: Item) => [
        note,
        tags,
        wall_ids,
        pinned_at,
        deleted_at,
      ];
      assert.deepEqual(shown(after), shown(before));
      assert.equal(await marked(), 0);
      assert.equal((await wall.get<{ total: number }>("/search?q=Lin")).total, 0);
      assert.deepEqual(await wallNames(wall), ["Inbox"]);
    },
  );

  test(`what two imports brought stays when one of them goes (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology });
    const first = await importAll(wall, bookmarkFile({ "": bookmarks("one", "both") }));
    const second = await importAll(wall, bookmarkFile({ "": bookmarks("both", "two") }));
    const undone = await takeBack(wall, first);
    assert.deepEqual([undone.counts.undone, undone.counts.left], [1, 1]);
    assert.deepEqual(await titles(wall, "/items"), ["both", "two"]);
    await takeBack(wall, second);
    assert.deepEqual(await titles(wall, "/items"), ["both"]);
  });
}
