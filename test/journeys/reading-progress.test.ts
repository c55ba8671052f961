import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { Progress, Resurfaced } from "../../src/contract/reading.ts";
import { setMember } from "../../src/store/members.ts";
import { markShared } from "../../src/store/walls.ts";
import { makeKeyIn } from "../../src/wall/keys.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import type { AskOptions } from "../harness/new-wall.ts";
import { arrive } from "../harness/people.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const noted = async (wall: Journey, text: string, more: Record<string, unknown> = {}): Promise<Item> =>
  await wall.item((await wall.share({ text, ...more })).item_id);
const progressOf = async (wall: Journey, { id }: Item, as: AskOptions = {}) =>
  await wall.get<Progress>(`/items/${id}/progress`, as);
const put = async (wall: Journey, { id }: Item, body: Record<string, unknown>, as: AskOptions = {}) =>
  (await wall.expect<Progress>(200, "PUT", `/items/${id}/progress`, { ...as, body })).body;

/** Lin, who is on a wall of Ada's. */
async function linOn(wall: Journey, board: string): Promise<AskOptions> {
  return await withRows(wall, async (store) => {
    const { id: person } = await arrive(store, "Lin");
    return await store.write(async (unit) => {
      await setMember(unit, { wall: board, person, role: "viewer", added_by: person, created_at: unit.nowMs });
      await markShared(unit, board);
      return { key: (await makeKeyIn(unit, { person, name: "Lin", scopes: ["admin"], expiresAtMs: null })).key };
    });
  });
}

for (const topology of TOPOLOGIES) {
  test(
    `how far somebody is in a thing is kept, for each person by themselves (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const board = (await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Boats" } })).body.id;
      const item = await noted(wall, "seven posts, seven lamps", { wall_id: board });
      const none = { item_id: item.id, state: "unread", fraction: 0, anchor: null };
      assert.deepEqual(await progressOf(wall, item), { ...none, opened_at: null, read_at: null, updated_at: null });

      const opened = await put(wall, item, {});
      assert.deepEqual([opened.state, opened.opened_at !== null, opened.read_at], ["unread", true, null]);
      const anchor = { start: 11, text: "seven lamps" };
      const half = await put(wall, item, { fraction: 0.5, anchor });
      assert.deepEqual([half.state, half.fraction, half.anchor], ["reading", 0.5, anchor]);
      assert.deepEqual(await progressOf(wall, item), half);

      // Told later than it was: what was told since stays.
      const late = await put(wall, item, { fraction: 0.1, at: "2020-01-01T00:00:00Z" });
      assert.deepEqual(late, half);
      // A clock that runs ahead does not keep others out.
      await put(wall, item, { fraction: 0.6, at: "2199-01-01T00:00:00Z" });
      assert.equal((await put(wall, item, { fraction: 0.7 })).fraction, 0.7);

      const end = await put(wall, item, { fraction: 0.96 });
      assert.deepEqual([end.state, end.anchor], ["read", anchor]);
      const back = await put(wall, item, { fraction: 0.2 });
      assert.deepEqual([back.state, back.fraction, back.read_at], ["read", 0.2, end.read_at], "read stays read");
      const anew = await put(wall, item, { read: false });
      assert.deepEqual([anew.state, anew.fraction, anew.anchor, anew.read_at], ["unread", 0, null, null]);
      assert.equal((await put(wall, item, { read: true })).state, "read");

      const asLin = await linOn(wall, board);
      assert.equal((await progressOf(wall, item, asLin)).opened_at, null, "Lin has not opened it");
      await put(wall, item, { fraction: 0.3 }, asLin);
      assert.equal((await progressOf(wall, item)).state, "read");
      assert.equal((await progressOf(wall, item, asLin)).fraction, 0.3);
      const own = await noted(wall, "a rope");
      await wall.refused("404 not-found", "GET", `/items/${own.id}/progress`, asLin);
      await wall.refused("404 not-found", "PUT", `/items/${own.id}/progress`, { ...asLin, body: { fraction: 1 } });

      for (const body of [
        { fraction: 2 },
        { fraction: "half" },
        { at: "yesterday" },
        { anchor: { start: -1, text: "" } },
        { x: 1 },
      ])
        await wall.refused("400 fields-not-valid", "PUT", `/items/${item.id}/progress`, { body });
    },
  );

  test(
    `what somebody opened is listed, the last first, or for the things that are asked (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const items: Item[] = [];
      for (const text of ["one", "two", "three", "four"]) items.push(await noted(wall, text));
      const [one, two, three, four] = items as [Item, Item, Item, Item];
      for (const [item, at] of [
        [two, "2025-03-01"],
        [one, "2025-03-02"],
        [three, "2025-03-03"],
      ] as const)
        await put(wall, item, { fraction: 0.4, at: `${at}T08:00:00Z` });
      const idsOf = (page: { items: Progress[] }) => page.items.map(({ item_id }) => item_id);
      type Page = { items: Progress[]; next_cursor: string | null };
      const first = await wall.get<Page>("/progress?limit=2");
      assert.deepEqual(idsOf(first), [three.id, one.id]);
      const second = await wall.get<Page>(`/progress?limit=2&cursor=${first.next_cursor}`);
      assert.deepEqual([idsOf(second), second.next_cursor], [[two.id], null]);
      assert.deepEqual(idsOf(await wall.get<Page>(`/progress?items=${two.id},${four.id}`)), [two.id]);
      for (const asked of ["x", `${one.id},`, Array.from({ length: 101 }, () => one.id).join()])
        await wall.refused("400 fields-not-valid", "GET", `/progress?items=${asked}`);
    },
  );

  test(
    `a handful of what lies long unseen comes back, the same all day, and others the next day (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const handful = async (query = "") => await wall.get<Resurfaced>(`/resurfaced${query}`);
      const idsOf = ({ items }: Resurfaced) => items.map(({ item }) => item.id);
      const old: Item[] = [];
      for (let n = 0; n < 14; n++) old.push(await noted(wall, `an old thing, the ${n}th of many`));
      const [marked, archived, trashed, unwanted, begun] = old as [Item, Item, Item, Item, Item];
      assert.deepEqual(idsOf(await handful()), [], "nothing is old yet");
      await wall.expect(201, "POST", `/items/${marked.id}/highlights`, { body: { text: "old thing" } });
      await wall.expect(200, "PATCH", `/items/${archived.id}`, { body: { archived: true } });
      await wall.expect(204, "DELETE", `/items/${trashed.id}`);
      await wall.expect(204, "DELETE", `/resurfaced/${unwanted.id}`);
      await wall.refused("404 not-found", "DELETE", "/resurfaced/01980000-0000-7000-8000-000000000000");
      wall.clock.forward({ days: 100 });
      await put(wall, begun, { fraction: 0.5 });
      const fresh = await noted(wall, "kept today");

      const seen = new Set<string>();
      const first = await handful();
      assert.equal(first.items.length, 5);
      assert.match(first.day, /^\d{4}-\d\d-\d\d$/);
      assert.equal(first.items.find(({ item }) => item.id === marked.id)?.why ?? "highlighted", "highlighted");
      assert.deepEqual(await handful(), first, "the same for the whole day");
      for (let day = 0; day < 3; day++) {
        const today = await handful();
        for (const id of idsOf(today)) {
          assert.ok(!seen.has(id), "not what was shown lately");
          seen.add(id);
        }
        wall.clock.forward({ days: 1 });
      }
      for (const out of [archived, trashed, unwanted, fresh, begun]) assert.ok(!seen.has(out.id), out.title);
      assert.equal(seen.size, 10, "each of the others once, until none is left");

      wall.clock.forward({ days: 90 });
      const again = await handful();
      assert.equal(again.items.length, 5);
      const [gone, away] = again.items;
      await wall.expect(200, "PATCH", `/items/${gone?.item.id}`, { body: { archived: true } });
      await wall.expect(204, "DELETE", `/resurfaced/${away?.item.id}`);
      assert.deepEqual(idsOf(await handful()), idsOf(again).slice(2), "what is put aside leaves the handful");

      const change = async (body: Record<string, unknown>) =>
        (await wall.expect<Resurfaced>(200, "PUT", "/resurfaced", { body })).body;
      const dismissed = await change({ dismissed: true });
      assert.deepEqual([dismissed.is_dismissed, dismissed.is_off], [true, false]);
      assert.equal((await change({ dismissed: false })).is_dismissed, false);
      await change({ dismissed: true });
      assert.equal(
        (await handful("?offset_minutes=900")).is_dismissed && (await handful("?offset_minutes=-900")).is_dismissed,
        false,
      );
      assert.deepEqual(await change({ off: true }), { ...dismissed, is_off: true, items: [] });
      wall.clock.forward({ days: 1 });
      assert.equal((await handful()).is_off, true);
      const on = await change({ off: false });
      assert.deepEqual([on.is_off, on.is_dismissed, on.items.length > 0], [false, false, true]);
      await wall.refused("400 fields-not-valid", "PUT", "/resurfaced", { body: {} });
      await wall.refused("400 fields-not-valid", "GET", "/resurfaced?offset_minutes=1000");
    },
  );
}
