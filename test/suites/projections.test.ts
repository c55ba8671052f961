import assert from "node:assert/strict";
import { test } from "node:test";
import { Item } from "../../src/contract/items.ts";
import { newId } from "../../src/core/ids.ts";
import { setMember } from "../../src/store/members.ts";
import { markShared } from "../../src/store/walls.ts";
import { type ShownItem, showItems, type Viewer } from "../../src/wall/present-item.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newItems } from "../harness/new-items.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive, putUpWall } from "../harness/people.ts";
import { FIELDS } from "../harness/projection-fields.ts";

for (const dialect of DIALECTS) {
  const options = await on(dialect);
  test(`each field of an item is for whom it is meant, whoever looks (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    const [ada, lin] = [await arrive(store, "Ada"), await arrive(store, "Lin")];
    const board = await putUpWall(store, { owner: ada.id, name: "The harbour" });
    const secret = await putUpWall(store, { owner: ada.id, name: "Secret plans" });
    const [item = ""] = await newItems(store, ada, 1);
    await store.write(async (unit) => {
      const now = unit.nowMs;
      for (const [wall, clock] of [
        [board, 7],
        [secret, 900],
      ] as const)
        await unit.db
          .insertInto("places")
          .values({ wall, item, clock, sort_at: clock, added_by: ada.id, removed_at: null, position: null })
          .execute();
      const run = newId();
      const analysis = newId();
      const result = { title: "Lamps", tags: [], keyTopics: ["quay"], category: "travel", sentiment: "neutral" };
      await unit.db
        .insertInto("analyses")
        .values({
          ...{ id: analysis, item, run, rank: 20, made_by: "claude:x", result: JSON.stringify(result) },
          ...{ asked: "[]", cost_usd6: 777, better_wanted: 0, created_at: now, undone_at: null },
        } as never)
        .execute();
      const own = { title: "Lamps", note: "mine alone", text: "lamps", url: "https://quay.example/" };
      await unit.db
        .updateTable("items")
        .set({ own: JSON.stringify(own), analysis, pinned_at: now, archived_at: now })
        .where("id", "=", item)
        .execute();
      await setMember(unit, { wall: board, person: lin.id, role: "viewer", added_by: ada.id, created_at: now });
      await markShared(unit, board);
    });
    const [shown] = await showItems(store.reader, [item], board);
    const [anywhere] = await showItems(store.reader, [item]);
    if (!shown || !anywhere) throw new Error("it was not shown");
    const seen = (by: Viewer, of: ShownItem = shown) => of.seenBy(by);
    const [own, member, anybody] = [seen({ person: ada.id }), seen({ person: lin.id }), seen("anybody")];

    assert.deepEqual(Object.keys(own).toSorted(), Object.keys(Item.properties).toSorted());
    for (const field of Object.keys(FIELDS) as (keyof Item)[]) {
      const told = { own: own[field], member: member[field], anybody: anybody[field] };
      if (FIELDS[field] === "all") assert.deepEqual([told.member, told.anybody], [told.own, told.own], field);
      if (FIELDS[field] === "people") assert.deepEqual([told.member, told.anybody], [told.own, null], field);
      if (FIELDS[field] === "owner") assert.deepEqual([told.member, told.anybody], [null, null], field);
    }
    assert.deepEqual([own.note, own.analysis?.cost_usd], ["mine alone", 0.000777], "the owner sees all of it");
    assert.ok(own.pinned_at !== null && own.archived_at !== null);
    assert.deepEqual([own.added_by, member.added_by, anybody.added_by], [null, { id: ada.id, name: "Ada" }, null]);
    assert.deepEqual(own.wall_ids.toSorted(), [board, secret].toSorted());
    assert.deepEqual([member.wall_ids, anybody.wall_ids], [[board], [board]]);
    // Without a wall that it is seen on, nothing tells of walls that one does not see.
    const beside = seen({ person: lin.id }, anywhere);
    assert.deepEqual([beside.wall_ids, beside.clock, beside.placed_at], [[board], 7, new Date(7).toISOString()]);
    assert.deepEqual(seen("anybody", anywhere).wall_ids, []);
  });
}
