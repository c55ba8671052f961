import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item, WallChanges } from "../../src/contract/items.ts";
import { LIMITS } from "../../src/contract/limits.ts";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const LAMPS = "https://lamps.example/last";

const onWall = async (wall: Journey, id: string): Promise<string[]> =>
  (await wall.get<{ items: Item[] }>(`/walls/${id}/items`)).items.map((item) => item.id);

const tagsOf = (item: Item): string[] => item.tags.map(({ name }) => name).sort();

const undo = (wall: Journey, share: { processing_id: string }) =>
  wall.expect<ShareStatus>(200, "POST", `/share/${share.processing_id}/undo`);

async function newWall(wall: Journey, name: string): Promise<string> {
  return (await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name } })).body.id;
}

for (const topology of TOPOLOGIES) {
  test(
    `taking back a second share gives back the order, the note and the tags (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const inbox = await wall.inbox();
      const first = await wall.share({ url: LAMPS, note: "for the talk", tags: ["Harbour"] });
      assert.equal(first.note_added, false);
      wall.clock.forward({ seconds: 1 });
      const newer = await wall.share({ text: "something newer" });
      wall.clock.forward({ seconds: 1 });
      const again = await wall.share({ url: LAMPS, note: "and for Lin", tags: ["harbour", "Lamps"] });
      assert.deepEqual([again.duplicate_of, again.note_added], [first.item_id, true]);
      assert.deepEqual(await onWall(wall, inbox), [first.item_id, newer.item_id]);

      const { next } = await wall.get<WallChanges>(`/walls/${inbox}/changes?since=0`);
      const { body: status } = await undo(wall, again);
      assert.deepEqual([status.processing_id, status.status], [again.processing_id, "completed"]);
      assert.deepEqual(await onWall(wall, inbox), [newer.item_id, first.item_id]);
      const item = await wall.item(first.item_id);
      assert.deepEqual([item.note, tagsOf(item), item.wall_ids], ["for the talk", ["Harbour"], [inbox]]);
      assert.equal((await wall.get<{ total: number }>("/search?q=Lin")).total, 0);
      const { items } = await wall.get<WallChanges>(`/walls/${inbox}/changes?since=${next}`);
      assert.deepEqual(
        items.map(({ id }) => id),
        [first.item_id],
      );
    },
  );

  test(
    `what came out of the trash goes back there, and a restore still knows its walls (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const [inbox, boats, ropes] = [await wall.inbox(), await newWall(wall, "Boats"), await newWall(wall, "Ropes")];
      const first = await wall.share({ url: LAMPS });
      await wall.expect(200, "PUT", `/items/${first.item_id}/walls/${boats}`);
      await wall.expect(204, "DELETE", `/items/${first.item_id}`);
      const { deleted_at: deletedAt } = await wall.item(first.item_id);
      wall.clock.forward({ seconds: 1 });
      const again = await wall.share({ url: LAMPS, wall_id: ropes, note: "after all" });
      assert.deepEqual((await wall.item(first.item_id)).wall_ids.sort(), [inbox, boats, ropes].sort());

      await undo(wall, again);
      const trashed = await wall.item(first.item_id);
      assert.deepEqual([trashed.deleted_at, trashed.note], [deletedAt, null]);
      for (const id of [inbox, boats, ropes]) assert.deepEqual(await onWall(wall, id), []);
      assert.equal((await wall.get<{ total: number }>("/search?q=lamps")).total, 0);
      await wall.expect(200, "POST", `/items/${first.item_id}/restore`);
      assert.deepEqual((await wall.item(first.item_id)).wall_ids.sort(), [inbox, boats].sort());
    },
  );

  test(
    `what was changed since then stays, and a wall it was put on by the share is left (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const [inbox, boats] = [await wall.inbox(), await newWall(wall, "Boats")];
      const first = await wall.share({ url: LAMPS, note: "for the talk" });
      wall.clock.forward({ seconds: 1 });
      const again = await wall.share({ url: LAMPS, wall_id: boats, note: "and for Lin", tags: ["Lamps"] });
      await wall.expect(200, "PATCH", `/items/${first.item_id}`, { body: { note: "for Lin only", pinned: true } });
      await undo(wall, again);
      const item = await wall.item(first.item_id);
      assert.deepEqual([item.note, tagsOf(item), item.wall_ids], ["for Lin only", [], [inbox]]);
      assert.notEqual(item.pinned_at, null);

      // The only wall it stands on now is the one the share put it on: there it stays.
      const there = await wall.share({ url: LAMPS, wall_id: boats });
      await wall.expect(200, "DELETE", `/items/${first.item_id}/walls/${inbox}`);
      await undo(wall, there);
      assert.deepEqual((await wall.item(first.item_id)).wall_ids, [boats]);

      // The later share holds its place when the one before it is taken back.
      const newer = await wall.share({ text: "something newer", wall_id: boats });
      wall.clock.forward({ seconds: 1 });
      const third = await wall.share({ url: LAMPS });
      wall.clock.forward({ seconds: 1 });
      const fourth = await wall.share({ url: LAMPS });
      await undo(wall, third);
      assert.deepEqual(await onWall(wall, boats), [first.item_id, newer.item_id]);
      await undo(wall, fourth);
      assert.deepEqual(await onWall(wall, boats), [first.item_id, newer.item_id]);
    },
  );

  test(`what cannot be taken back is refused with its reason (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const path = (share: { processing_id: string }) => `/share/${share.processing_id}/undo`;
    const first = await wall.share({ url: LAMPS });
    await wall.refused("409 nothing-to-undo", "POST", path(first));
    const again = await wall.share({ url: LAMPS });
    await wall.expect(204, "DELETE", `/items/${first.item_id}`);
    await wall.refused("409 item-in-trash", "POST", path(again));
    await wall.expect(200, "POST", `/items/${first.item_id}/restore`);
    await undo(wall, again);
    await wall.refused("409 already-undone", "POST", path(again));

    const merged = await wall.share({ url: LAMPS });
    const winner = await wall.share({ url: "https://lamps.example/other" });
    await wall.expect(200, "POST", `/items/${first.item_id}/merge`, { body: { into: winner.item_id } });
    await wall.refused("409 item-merged", "POST", path(merged));

    const late = await wall.share({ url: LAMPS });
    wall.clock.forward({ seconds: LIMITS.undoMinutes * 60 + 1 });
    await wall.refused("409 undo-too-late", "POST", path(late));
  });
}
