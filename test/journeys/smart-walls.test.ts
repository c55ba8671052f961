import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountChanges } from "../../src/contract/changes.ts";
import type { Item } from "../../src/contract/items.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { comesBeside, joins } from "../harness/beside.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { type Journey, newJourney } from "../harness/journey.ts";

const make = async (wall: Journey, name: string, query: string): Promise<Wall> =>
  (await wall.expect<Wall>(201, "POST", "/walls", { body: { name, query } })).body;

const textsOn = async (wall: Journey, id: string, more = ""): Promise<(string | null)[]> =>
  (await wall.get<{ items: Item[] }>(`/walls/${id}/items${more}`)).items.map(({ text }) => text);

for (const dialect of DIALECTS) {
  const topology = dialect === "sqlite" ? "embedded" : "postgres";
  test(
    `a smart wall shows what its question finds, as soon as it fits and only as long as it does (${dialect})`,
    await on(dialect),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      await wall.share({ text: "a red lamp", tags: ["lamps"] });
      const other = await wall.share({ text: "a blue boat" });
      const lamps = await make(wall, "Lamps", "tag:lamps -is:archived");
      assert.deepEqual([lamps.kind, lamps.query, lamps.items], ["smart", "tag:lamps -is:archived", 1]);
      assert.deepEqual(await textsOn(wall, lamps.id), ["a red lamp"]);

      const green = await wall.share({ text: "a green lamp", tags: ["lamps"] });
      await wall.expect(200, "PUT", `/items/${other.item_id}/tags/lamps`);
      assert.deepEqual(await textsOn(wall, lamps.id), ["a green lamp", "a blue boat", "a red lamp"]);
      assert.deepEqual(await textsOn(wall, lamps.id, "?sort=oldest&limit=1"), ["a red lamp"]);
      assert.deepEqual(await textsOn(wall, lamps.id, "?q=lamp OR boat&kind=note&sort=newest"), [
        "a green lamp",
        "a blue boat",
        "a red lamp",
      ]);
      assert.deepEqual(await textsOn(wall, lamps.id, "?q=green"), ["a green lamp"]);
      await wall.expect(200, "PATCH", `/items/${green.item_id}`, { body: { archived: true } });
      await wall.expect(204, "DELETE", `/items/${other.item_id}`);
      assert.deepEqual(await textsOn(wall, lamps.id), ["a red lamp"]);

      const { items } = await wall.get<{ items: Wall[] }>("/walls");
      assert.deepEqual(
        items.map(({ name, kind, items: count }) => [name, kind, count]),
        [
          ["Inbox", "inbox", 2],
          ["Lamps", "smart", 1],
        ],
      );
      // Slips are not mended there: a wall that shows something else than it asks is of no use.
      assert.deepEqual(await textsOn(wall, (await make(wall, "Slips", "grean")).id), []);
      const ordered = await make(wall, "Oldest", "sort:oldest (lamp OR boat)");
      assert.deepEqual(await textsOn(wall, ordered.id), ["a red lamp", "a green lamp"]);
      const found: (string | null)[] = [];
      for (let cursor = ""; ; ) {
        const page = await wall.get<{ items: Item[]; next_cursor: string | null }>(
          `/walls/${ordered.id}/items?limit=1${cursor}`,
        );
        found.push(...page.items.map(({ text }) => text));
        if (page.next_cursor === null) break;
        cursor = `&cursor=${page.next_cursor}`;
      }
      assert.deepEqual(found, ["a red lamp", "a green lamp"]);
    },
  );
}

for (const dialect of DIALECTS)
  test(
    `a smart wall follows how far its person is, whatever others have read (${dialect})`,
    await on(dialect),
    async (t) => {
      const wall = await newJourney(t, {
        topology: dialect === "sqlite" ? "embedded" : "postgres",
        workers: false,
      });
      const lin = await comesBeside(wall, "Lin");
      const board = (await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "Boats" } })).body.id;
      await joins(wall, { wall: board, who: lin, role: "viewer" });
      const one = (await wall.share({ text: "a red lamp", wall_id: board })).item_id;
      const other = (await wall.share({ text: "a blue boat", wall_id: board })).item_id;
      const [unread, begun, read] = [
        await make(wall, "To read", "is:unread"),
        await make(wall, "Begun", "is:reading"),
        await make(wall, "Behind me", "is:read -tag:boats"),
      ];
      const shown = async () => [
        await textsOn(wall, unread.id),
        await textsOn(wall, begun.id),
        await textsOn(wall, read.id),
      ];
      const put = (item: string | null, body: object, as = {}) =>
        wall.expect(200, "PUT", `/items/${item}/progress`, { ...as, body });
      await put(one, { fraction: 1 }, lin.as);
      await put(other, {});
      assert.deepEqual(await shown(), [["a blue boat", "a red lamp"], [], []]);
      await put(one, { fraction: 0.4 });
      await put(other, { read: true });
      assert.deepEqual(await shown(), [[], ["a red lamp"], ["a blue boat"]]);
      await put(other, { read: false });
      assert.deepEqual(await shown(), [["a blue boat"], ["a red lamp"], []]);
      const found = await wall.get<{ items: Item[] }>("/search?q=is:read", lin.as);
      assert.deepEqual(
        found.items.map(({ text }) => text),
        ["a red lamp"],
        "Lin has read a thing of Ada's",
      );
    },
  );

test("a question with mistakes is refused where they stand; its wall is renamed, asked otherwise and deleted", async (t) => {
  const wall = await newJourney(t, { workers: false });
  await wall.share({ text: "a lamp" });
  for (const [query, told] of [
    ["lamp kind:nonsense", /value-unknown at 5–18/],
    ['"open', /quote-open at 0/],
    ["after:soon", /time-unknown at 0/],
    ["   ", /asks for nothing/],
  ] as const) {
    const { body } = await wall.refused("422 query-not-valid", "POST", "/walls", { body: { name: "x", query } });
    assert.match(body.errors?.[0]?.message ?? "", told);
  }
  await wall.refused("400 fields-not-valid", "POST", "/walls", { body: { name: "x", query: "a".repeat(1_001) } });
  const { id } = await make(wall, "Lamps", "lamp");
  await wall.refused("422 query-not-valid", "PATCH", `/walls/${id}`, { body: { query: "kind:nonsense" } });
  const { body } = await wall.expect<Wall>(200, "PATCH", `/walls/${id}`, { body: { name: "Boats", query: "boat" } });
  assert.deepEqual([body.name, body.query, body.items], ["Boats", "boat", 0]);
  await wall.refused("400 fields-not-valid", "PATCH", `/walls/${await wall.inbox()}`, { body: { query: "boat" } });
  const { walls } = await wall.get<AccountChanges>("/changes");
  assert.deepEqual(walls.map(({ kind, query }) => [kind, query]).sort(), [
    ["inbox", null],
    ["smart", "boat"],
  ]);
  await wall.expect(204, "DELETE", `/walls/${id}`);
  await wall.refused("404 not-found", "GET", `/walls/${id}/items`);
});

test("nothing is put on a smart wall, and nobody else sees it", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const lin = await comesBeside(wall, "Lin");
  const { item_id: id } = await wall.share({ text: "a lamp" });
  const smart = await make(wall, "Lamps", "lamp");
  const at = `/walls/${smart.id}`;
  await wall.refused("409 smart-wall", "PUT", `/items/${id}/walls/${smart.id}`);
  await wall.refused("422 wall-not-found", "POST", "/share", { body: { text: "x", wall_id: smart.id } });
  await wall.refused("409 smart-wall", "PUT", `${at}/items/${id}/position`, { body: { at: "top" } });
  await wall.refused("409 smart-wall", "POST", `${at}/invitations`, { body: { role: "viewer" } });
  await wall.refused("409 smart-wall", "POST", `${at}/links`, { body: { kind: "view" } });
  await wall.refused("409 smart-wall", "POST", `${at}/feed`);
  await wall.refused("409 smart-wall", "PATCH", at, { body: { visibility: "public" } });
  await wall.refused("409 smart-wall", "PATCH", at, { body: { sorting: "manual" } });
  await wall.refused("400 fields-not-valid", "GET", `${at}/items?sort=manual`);
  await wall.refused("404 not-found", "GET", `${at}/items`, lin.as);
  await wall.refused("404 not-found", "PATCH", at, { ...lin.as, body: { query: "mine" } });
});
