import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountChanges } from "../../src/contract/changes.ts";
import type { Item } from "../../src/contract/items.ts";
import type { BulkRow } from "../../src/contract/shares.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

interface Changes {
  items: Item[];
  removed: { id: string; wall_id?: string }[];
  next: number;
  more: boolean;
}
interface Page<Row> {
  items: Row[];
  next_cursor: string | null;
}

/** Every row of a list, page by page. */
async function readAll<Row>(wall: Journey, path: string, from: string | null = null): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor = from;
  do {
    const next: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<Row> = await wall.get<Page<Row>>(`${path}${next}`);
    rows.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
}

async function shareMany(wall: Journey, rows: readonly Record<string, unknown>[]): Promise<string[]> {
  const { body } = await wall.expect<{ items: BulkRow[] }>(200, "POST", "/share/bulk", { body: rows });
  return body.items.map((row) => row.item_id ?? "");
}

for (const topology of TOPOLOGIES) {
  test(
    `walls are made, renamed and deleted; what stood only there moves to the inbox (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const inbox = await wall.inbox();
      const made = await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "  Boats\u202e and\tropes " } });
      const boats = made.body;
      assert.deepEqual(
        [boats.name, boats.kind, boats.visibility, boats.items],
        ["Boats and ropes", "board", "private", 0],
      );
      const { body: ropes } = await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "Ropes" } });
      assert.deepEqual(
        (await wall.get<Page<Wall>>("/walls")).items.map(({ id }) => id),
        [inbox, boats.id, ropes.id],
      );
      assert.deepEqual(
        (await readAll<Wall>(wall, "/walls?limit=1")).map(({ id }) => id),
        [inbox, boats.id, ropes.id],
      );
      const renamed = await wall.expect<Wall>(200, "PATCH", `/walls/${boats.id}`, { body: { name: "Boats" } });
      assert.equal(renamed.body.name, "Boats");

      const [only, both] = await shareMany(wall, [
        { text: "only here", wall_id: boats.id },
        { text: "on two walls", wall_id: boats.id },
      ]);
      await wall.expect(200, "PUT", `/items/${both}/walls/${ropes.id}`);
      assert.equal((await wall.get<Wall>(`/walls/${boats.id}`)).items, 2);
      await wall.refused("409 inbox-stays", "DELETE", `/walls/${inbox}`);
      await wall.expect(204, "DELETE", `/walls/${boats.id}`);
      await wall.refused("404 not-found", "GET", `/walls/${boats.id}`);
      await wall.refused("404 not-found", "GET", `/walls/${boats.id}/items`);
      await wall.refused("404 not-found", "DELETE", `/walls/${boats.id}`);
      await wall.refused("422 wall-not-found", "POST", "/share", { body: { text: "late", wall_id: boats.id } });
      assert.deepEqual((await wall.item(only ?? "")).wall_ids, [inbox]);
      assert.deepEqual((await wall.item(both ?? "")).wall_ids, [ropes.id]);

      await wall.refused("409 last-wall", "DELETE", `/items/${both}/walls/${ropes.id}`);
      await wall.refused("404 not-found", "DELETE", `/items/${both}/walls/${inbox}`);
      await wall.expect(200, "PUT", `/items/${both}/walls/${inbox}`);
      await wall.expect(200, "PUT", `/items/${both}/walls/${inbox}`);
      const { body: moved } = await wall.expect<Item>(200, "DELETE", `/items/${both}/walls/${ropes.id}`);
      assert.deepEqual(moved.wall_ids, [inbox]);
    },
  );

  test(
    `a hundred and twenty items page without gaps or repeats, both ways round (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const inbox = await wall.inbox();
      const rows = Array.from({ length: 120 }, (_, index) => ({
        text: index % 10 === 0 ? `kelp ${index}` : `stone ${index}`,
      }));
      const ids = new Set(await shareMany(wall, rows));
      const path = `/walls/${inbox}/items`;
      const newest = await readAll<Item>(wall, `${path}?limit=7`);
      assert.deepEqual([newest.length, new Set(newest.map(({ id }) => id)).size], [120, 120]);
      assert.ok(newest.every(({ id }) => ids.has(id)));
      const times = newest.map(({ placed_at }) => placed_at ?? "");
      assert.deepEqual(times, [...times].sort().reverse());
      const oldest = await readAll<Item>(wall, `${path}?limit=100&sort=oldest`);
      assert.deepEqual(
        oldest.map(({ id }) => id),
        newest.map(({ id }) => id).reverse(),
      );
      assert.deepEqual((await readAll<Item>(wall, "/items?limit=33")).map(({ id }) => id).sort(), [...ids].sort());
      const kelp = await readAll<Item>(wall, `${path}?q=kelp&limit=5`);
      assert.deepEqual([kelp.length, new Set(kelp.map(({ id }) => id)).size], [12, 12]);

      // A page that comes while others are added still has no gap and no repeat.
      const first = await wall.get<Page<Item>>(`${path}?limit=50`);
      await shareMany(wall, [{ text: "while paging" }]);
      const rest = await readAll<Item>(wall, `${path}?limit=50`, first.next_cursor);
      assert.deepEqual(
        [...first.items, ...rest].map(({ id }) => id),
        newest.map(({ id }) => id),
      );

      const etag = (await wall.expect(200, "GET", path)).headers.get("etag") ?? "";
      assert.match(etag, /^W\//);
      assert.equal((await wall.ask("GET", path, { headers: { "if-none-match": etag } })).status, 304);
      await wall.expect(200, "PATCH", `/items/${[...ids][0]}`, { body: { note: "changed" } });
      assert.equal((await wall.ask("GET", path, { headers: { "if-none-match": etag } })).status, 200);
    },
  );

  test(
    `what changed on a wall and on all of them is told from any number on (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const inbox = await wall.inbox();
      const { body: boats } = await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "Boats" } });
      const ids = await shareMany(
        wall,
        Array.from({ length: 12 }, (_, index) => ({ text: `one ${index}`, wall_id: index % 3 ? inbox : boats.id })),
      );
      const changes = (since: number, limit = 50) =>
        wall.get<Changes>(`/walls/${inbox}/changes?since=${since}&limit=${limit}`);

      const all = await changes(0);
      assert.deepEqual([all.items.length, all.removed, all.more], [8, [], false]);
      assert.equal(all.next, Math.max(...all.items.map(({ clock }) => clock)));
      assert.deepEqual(await changes(all.next), { items: [], removed: [], next: all.next, more: false });
      const some = await changes(0, 3);
      assert.deepEqual([some.items.length, some.more, some.next], [3, true, some.items.at(-1)?.clock]);
      const others = await changes(some.next, 100);
      assert.deepEqual(
        [...some.items, ...others.items].map(({ id }) => id),
        all.items.map(({ id }) => id),
      );

      const account = async (since: string, limit = 100) =>
        await wall.get<AccountChanges>(`/changes?limit=${limit}${since === "" ? "" : `&since=${since}`}`);
      const seen: string[] = [];
      let cursor = "";
      for (let more = true; more; ) {
        const page = await account(cursor, 5);
        seen.push(...page.items.map(({ id }) => id));
        [cursor, more] = [page.next, page.more];
      }
      assert.deepEqual(seen.sort(), [...ids].sort());

      const [victim = ""] = all.items.map(({ id }) => id);
      await wall.expect(204, "DELETE", `/items/${victim}`);
      const after = await changes(all.next);
      assert.deepEqual([after.items, after.removed.map(({ id }) => id)], [[], [victim]]);
      const whole = await account(cursor);
      assert.deepEqual([whole.items, whole.gone.places], [[], [{ item_id: victim, wall_id: inbox }]]);
      assert.deepEqual((await account(whole.next)).gone.places, []);

      await wall.refused("410 resync", "GET", `/walls/${inbox}/changes?since=9007199254740991`);
      await wall.refused("422 out-of-range", "GET", `/walls/${inbox}/changes?since=-1`);
      await wall.refused("400 fields-not-valid", "GET", `/walls/${inbox}/changes?since=soon`);
      await wall.refused("422 cursor-not-valid", "GET", "/changes?since=soon");
    },
  );
}
