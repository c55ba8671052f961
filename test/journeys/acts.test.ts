import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "../../src/contract/acts.ts";
import type { Item, ItemChange } from "../../src/contract/items.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { forgetOldActs } from "../../src/pipeline/forget-old.ts";
import { act, asSeen, countsOf, ended, found, storeNotes, undo } from "../harness/acts.ts";
import { comesBeside, joins } from "../harness/beside.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { Mirrored } from "../harness/mirrored.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const NOBODYS = "01900000-0000-7000-8000-000000000000";
/** More than are changed before the answer. */
const MANY = 510;

const seen = async (wall: Journey, ids: readonly string[]) =>
  (await Promise.all(ids.map((id) => wall.item(id)))).map(asSeen);

async function thoughts(wall: Journey, ...texts: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const text of texts) ids.push((await wall.share({ text })).item_id ?? "");
  return ids;
}

const madeWall = async (wall: Journey, name: string): Promise<string> =>
  (await wall.expect<Wall>(201, "POST", "/walls", { body: { name } })).body.id;

for (const topology of TOPOLOGIES) {
  test(
    `what matches a query when it is asked is changed in portions, and all of it taken back (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const [other = ""] = await thoughts(wall, "an oar");
      await storeNotes(wall, { count: MANY, on: await wall.inbox(), saying: "lantern" });
      const query = { q: "lantern" };
      const counted = await wall.expect<{ items: number }>(200, "POST", "/acts/count", { body: { query } });
      assert.equal(counted.body.items, MANY);

      const begun = await act(wall, { query }, { tag: "Harbour" });
      assert.deepEqual([begun.counts.chosen, begun.query, begun.change], [MANY, query, { tag: "Harbour" }]);
      const [late = ""] = await thoughts(wall, "a lantern that came later");
      const done = await ended(wall, begun);
      assert.deepEqual([done.state, countsOf(done)], ["done", { chosen: MANY, changed: MANY }]);
      assert.equal(await found(wall, "tag:harbour"), MANY);
      for (const id of [late, other]) assert.ok((await wall.item(id)).tags.every(({ name }) => name !== "Harbour"));

      const undone = await undo(wall, done);
      assert.deepEqual([undone.state, countsOf(undone)], ["undone", { chosen: MANY, undone: MANY }]);
      assert.equal(await found(wall, "tag:harbour"), 0);
      await wall.refused("409 already-undone", "POST", `/acts/${done.id}/undo`);
      const { items } = await wall.get<{ items: Act[] }>("/acts");
      assert.deepEqual(items, [undone]);
      await new Mirrored(wall, wall.key).equalsTheApi();
    },
  );

  test(
    `each kind of change is one act, and leaves no trace when it is undone (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const mirrored = new Mirrored(wall, wall.key);
      const inbox = await wall.inbox();
      const [boats, lamps] = [await madeWall(wall, "Boats"), await madeWall(wall, "Lamps")];
      const ids = await thoughts(wall, "one thought", "another thought", "a third thought");
      const [first = "", second = "", third = ""] = ids;
      // They differ: the change finds some of them as wanted.
      await wall.expect(200, "PATCH", `/items/${first}`, { body: { pinned: true, archived: true } });
      await wall.expect(200, "PUT", `/items/${first}/tags/eels`);
      await wall.expect(200, "PUT", `/items/${second}/walls/${boats}`);
      await wall.expect(200, "PUT", `/items/${second}/walls/${lamps}`);
      await wall.expect(200, "PUT", `/walls/${inbox}/items/${third}/position`, { body: { at: "end" } });
      const before = await seen(wall, ids);
      const kinds: readonly [ItemChange, Partial<Act["counts"]>][] = [
        [{ pinned: true }, { changed: 2, same: 1 }],
        [{ pinned: false }, { changed: 1, same: 2 }],
        [{ archived: true }, { changed: 2, same: 1 }],
        [{ archived: false }, { changed: 1, same: 2 }],
        [{ tag: "Eels" }, { changed: 2, same: 1 }],
        [{ untag: "eels" }, { changed: 1, same: 2 }],
        [{ place: boats }, { changed: 2, same: 1 }],
        [{ unplace: inbox }, { changed: 1, refused: 2 }],
        [{ move: { from: inbox, to: lamps } }, { changed: 3 }],
        [{ trashed: true }, { changed: 3 }],
      ];
      for (const [change, counts] of kinds) {
        const done = await act(wall, { query: { q: "thought" } }, change);
        const told = JSON.stringify(change);
        assert.deepEqual([done.state, countsOf(done)], ["done", { chosen: 3, ...counts }], told);
        assert.notDeepEqual(await seen(wall, ids), before, told);
        await mirrored.equalsTheApi();
        // Twice the same changes nothing more, and undoing that leaves what the first did.
        const again = await act(wall, { ids }, change);
        assert.equal(again.counts.changed, 0, told);
        await wall.refused("409 nothing-to-undo", "POST", `/acts/${again.id}/undo`);
        const undone = await undo(wall, done);
        assert.deepEqual([undone.counts.undone, undone.counts.left], [counts.changed, 0], told);
        assert.deepEqual(await seen(wall, ids), before, told);
        await mirrored.equalsTheApi();
      }
      // Nothing in the trash is found, so these are named.
      await act(wall, { ids }, { trashed: true });
      const lying = await seen(wall, ids);
      const back = await act(wall, { ids }, { trashed: false });
      assert.deepEqual(await seen(wall, ids), before);
      await undo(wall, back);
      assert.deepEqual(await seen(wall, ids), lying);
      await mirrored.equalsTheApi();
    },
  );

  test(
    `what somebody changed since stays, is counted, and says why (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const inbox = await wall.inbox();
      const boats = await madeWall(wall, "Boats");
      const ids = await thoughts(wall, "one", "two", "three", "four", "five");
      const [pinnedAgain = "", placed = "", trashed = "", , merged = ""] = ids;
      const pinning = await act(wall, { ids }, { pinned: true });
      const moving = await act(wall, { ids }, { move: { from: inbox, to: boats } });
      await wall.expect(200, "PATCH", `/items/${pinnedAgain}`, { body: { pinned: false } });
      await wall.expect(200, "PATCH", `/items/${pinnedAgain}`, { body: { pinned: true, note: "mine" } });
      await wall.expect(200, "PUT", `/items/${placed}/walls/${inbox}`);
      await wall.expect(204, "DELETE", `/items/${trashed}`);
      await wall.expect(200, "POST", `/items/${merged}/merge`, { body: { into: placed } });

      const unmoved = await undo(wall, moving);
      assert.deepEqual([unmoved.counts.undone, unmoved.counts.left], [2, 3]);
      assert.deepEqual(unmoved.left.map(({ code }) => code).sort(), ["changed-since", "in-trash", "merged"]);
      assert.deepEqual((await wall.item(placed)).wall_ids.toSorted(), [inbox, boats].sort());
      const unpinned = await undo(wall, pinning);
      assert.deepEqual([unpinned.counts.undone, unpinned.counts.left], [3, 2]);
      const kept = await wall.item(pinnedAgain);
      assert.deepEqual([kept.pinned_at !== null, kept.note], [true, "mine"]);
      assert.equal((await wall.item(ids[3] ?? "")).pinned_at, null);

      // What is gone for good is left too; and of a wall that was deleted nothing can come back.
      const taken = await act(wall, { ids: [pinnedAgain, placed] }, { place: boats });
      const off = await act(wall, { ids: [pinnedAgain, placed] }, { unplace: boats });
      await wall.expect(204, "DELETE", `/walls/${boats}`);
      const closed = await undo(wall, off);
      assert.deepEqual(closed.left, [{ code: "wall-closed", what: null, items: closed.counts.left }]);
      assert.ok(closed.counts.left > 0 && taken.counts.changed > 0);
    },
  );

  test(`an act that is asked for again by its key is the same one (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const ids = await thoughts(wall, "one", "two");
    const ask = (change: ItemChange) => ({ body: { ids, change }, headers: { "idempotency-key": "once" } });
    const [one, other] = await Promise.all([
      wall.expect<Act>(202, "POST", "/acts", ask({ pinned: true })),
      wall.expect<Act>(202, "POST", "/acts", ask({ pinned: true })),
    ]);
    assert.equal(one.body.id, other.body.id);
    assert.deepEqual(
      [one, other].map(({ headers }) => headers.get("idempotent-replayed")).sort(),
      [null, "true"].sort(),
    );
    await wall.refused("422 idempotency-key-reused", "POST", "/acts", ask({ pinned: false }));
    assert.equal((await wall.get<{ items: Act[] }>("/acts")).items.length, 1);
  });

  test(
    `only owners change things; who may arrange a wall takes them off it, and puts them back (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const lin = await comesBeside(wall, "Lin");
      const board = await madeWall(wall, "Boats");
      await joins(wall, { wall: board, who: lin, role: "editor" });
      const { item_id: mine = "" } = await wall.share({ text: "a dinghy of Ada's", wall_id: board });
      const { item_id: hers } = await lin.share({ text: "a dinghy of Lin's", wall_id: board });
      const before = [asSeen(await wall.item(mine ?? "")), asSeen(await lin.item(hers ?? ""))];
      const query = { q: "dinghy", wall_id: board };

      const tagged = await act(wall, { query }, { tag: "wood" });
      assert.deepEqual(countsOf(tagged), { chosen: 2, changed: 1, refused: 1 });
      assert.deepEqual(tagged.refused, [{ code: "not-found", what: null, items: 1 }]);
      assert.deepEqual(asSeen(await lin.item(hers ?? "")), before[1]);
      await undo(wall, tagged);

      const off = await act(wall, { query }, { unplace: board }, lin.as);
      assert.deepEqual(countsOf(off), { chosen: 2, changed: 1, refused: 1 });
      assert.deepEqual((await wall.item(mine ?? "")).wall_ids, [await wall.inbox()]);
      await wall.refused("404 not-found", "GET", `/acts/${off.id}`);
      await wall.refused("404 not-found", "POST", `/acts/${off.id}/undo`);
      await undo(wall, off, lin.as);
      assert.deepEqual([asSeen(await wall.item(mine ?? "")), asSeen(await lin.item(hers ?? ""))], before);

      const again = await act(wall, { query }, { unplace: board }, lin.as);
      await wall.expect(200, "PATCH", `/walls/${board}/members/${lin.id}`, { body: { role: "viewer" } });
      const left = await undo(wall, again, lin.as);
      assert.deepEqual(left.left, [{ code: "wall-closed", what: null, items: 1 }]);
      await wall.refused("403 role-too-small", "POST", "/acts", {
        ...lin.as,
        body: { query: { q: "dinghy" }, change: { place: board } },
      });
    },
  );

  test(`acts are forgotten after 30 days (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const ids = await thoughts(wall, "one", "two");
    const old = await act(wall, { ids }, { pinned: true });
    await withRows(wall, async (store) => {
      await store.write((unit) =>
        unit.db
          .updateTable("acts")
          .set({ ended_at: unit.nowMs - 31 * 86_400_000 })
          .execute(),
      );
    });
    const young = await act(wall, { ids }, { tag: "kept" });
    await withRows(wall, forgetOldActs);
    await until("it to be gone", async () => (await wall.ask("GET", `/acts/${old.id}`)).status === 404);
    const { items } = await wall.get<{ items: Act[] }>("/acts");
    assert.deepEqual(
      items.map(({ id }) => id),
      [young.id],
    );
    assert.equal((await wall.item(ids[0] ?? "")).pinned_at !== null, true);
  });
}

test("what could find more than was meant, or changes nothing that can be, is refused whole", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const ids = await thoughts(wall, "one thought", "another thought");
  const before = await seen(wall, ids);
  const query = { q: "thought" };
  for (const [problem, body] of [
    ["400 fields-not-valid", { change: { pinned: true } }],
    ["400 fields-not-valid", { ids, query, change: { pinned: true } }],
    ["400 fields-not-valid", { query }],
    ["400 fields-not-valid", { query, change: {} }],
    ["400 fields-not-valid", { query, change: { pinned: true, archived: true } }],
    ["400 fields-not-valid", { query: { q: 7 }, change: { pinned: true } }],
    ["400 fields-not-valid", { query: { q: "x".repeat(1_001) }, change: { pinned: true } }],
    ["400 fields-not-valid", { query: { ...query, everything: true }, change: { pinned: true } }],
    ["400 fields-not-valid", { query: { ...query, wall_id: "x" }, change: { pinned: true } }],
    ["400 fields-not-valid", { ids: [], change: { pinned: true } }],
    ["400 fields-not-valid", { ids: Array.from({ length: 10_001 }, () => NOBODYS), change: { pinned: true } }],
    ["422 query-not-understood", { query: {}, change: { trashed: true } }],
    ["422 query-not-understood", { query: { q: "   " }, change: { trashed: true } }],
    ["422 query-not-understood", { query: { q: 'thought "unclosed' }, change: { trashed: true } }],
    ["422 query-not-understood", { query: { q: "thought before:someday" }, change: { trashed: true } }],
    ["404 not-found", { query: { ...query, wall_id: NOBODYS }, change: { trashed: true } }],
    ["404 not-found", { query, change: { place: NOBODYS } }],
    ["404 not-found", { query, change: { move: { from: await wall.inbox(), to: NOBODYS } } }],
    ["422 tags-not-valid", { query, change: { tag: "x".repeat(65) } }],
    ["422 tags-not-valid", { query, change: { tag: "" } }],
  ] as const)
    await wall.refused(problem, "POST", "/acts", { body: body as Record<string, unknown> });
  await wall.refused("404 not-found", "GET", `/acts/${NOBODYS}`);
  await wall.refused("404 not-found", "POST", `/acts/${NOBODYS}/undo`);
  assert.deepEqual(await seen(wall, ids), before);
  assert.deepEqual((await wall.get<{ items: Act[] }>("/acts")).items, []);

  // A word that is mistyped finds nothing here: what was meant is for a person to say.
  const mistyped = await act(wall, { query: { q: "thoght" } }, { trashed: true });
  assert.deepEqual(countsOf(mistyped), {});
  const narrowed = await act(wall, { query: { kind: "link" } }, { trashed: true });
  assert.deepEqual(countsOf(narrowed), {});
});

test("so many changes may be under way at once, and one more is asked to wait", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const [id = ""] = await thoughts(wall, "one");
  const first = await act(wall, { ids: [id] }, { pinned: true });
  await withRows(wall, async (store) => {
    const row = await store.reader.selectFrom("acts").selectAll().where("id", "=", first.id).executeTakeFirstOrThrow();
    await store.write(async (unit) => {
      for (let n = 0; n < 20; n += 1) {
        const copy = {
          ...row,
          id: row.id.slice(0, -12) + String(n).padStart(12, "0"),
          state: "running" as const,
          ended_at: null,
        };
        await unit.db.insertInto("acts").values(copy).execute();
      }
    });
  });
  await until("them to be seen", async () => (await wall.get<{ items: Act[] }>("/acts")).items.length === 21);
  const refused = await wall.refused("429 too-many-acts", "POST", "/acts", {
    body: { ids: [id], change: { pinned: false } },
  });
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  assert.notEqual((await wall.get<Item>(`/items/${id}`)).pinned_at, null);
});

test("what is still to be changed is left when a running act is undone", async (t) => {
  const wall = await newJourney(t, { workers: false });
  await storeNotes(wall, { count: MANY, on: await wall.inbox(), saying: "lantern" });
  const begun = await act(wall, { query: { q: "lantern" } }, { tag: "Harbour" });
  assert.equal(begun.state, "running", "nobody works in the background");
  const undone = await undo(wall, begun);
  assert.deepEqual([undone.state, countsOf(undone)], ["undone", { chosen: MANY }]);
  await wall.restart({ workers: true });
  assert.equal(await found(wall, "tag:harbour"), 0);
});
