import assert from "node:assert/strict";
import { test } from "node:test";
import { anyOfPerson, anyOnWall } from "../../src/store/any-item.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive } from "../harness/people.ts";
import { storeItems } from "../harness/stored-items.ts";

const ITEMS = 5;
const DRAWS = 400;
/** Each of five is to come 80 times of 400, give or take 8; a way that is not fair leaves one with next to none. */
const FEWEST = 40;
const note = (text: string) => ({ kind: "note" as const, own: { text, firstTitle: text }, found: {}, body: text });

for (const dialect of DIALECTS)
  test(
    `each thing comes up as often as any other, however far apart their numbers and times lie (${dialect})`,
    await on(dialect),
    async (t) => {
      const { store } = await newStore(t, dialect);
      const lin = await arrive(store, "Lin");
      const max = await arrive(store, "Max");
      for (let n = 0; n < ITEMS; n += 1) {
        await storeItems(store, { owner: lin.id, wall: lin.inbox, count: 1 }, () => note(`thing ${n}`));
        // The numbers of others lie between, a hundred at a time before the last of them.
        await storeItems(store, { owner: max.id, wall: max.inbox, count: n === ITEMS - 2 ? 2_000 : 1 }, () =>
          note("Max's"),
        );
      }
      const { clock } = await store.reader
        .selectFrom("wall_clocks")
        .select("clock")
        .where("wall", "=", lin.inbox)
        .executeTakeFirstOrThrow();
      for (const draw of [
        () => anyOnWall(store.reader, { wall: lin.inbox, clock: Number(clock) }),
        () => anyOfPerson(store.reader, lin.id),
      ]) {
        const times = new Map<string | null, number>();
        for (let n = 0; n < DRAWS; n += 1) {
          const id = await draw();
          times.set(id, (times.get(id) ?? 0) + 1);
        }
        assert.equal(times.size, ITEMS);
        assert.ok(Math.min(...times.values()) >= FEWEST, `${[...times.values()]}`);
      }
      await store.write((unit) =>
        unit.db.updateTable("items").set({ archived_at: 1 }).where("owner", "=", lin.id).execute(),
      );
      assert.equal(await anyOfPerson(store.reader, lin.id), null);
      assert.equal(await anyOnWall(store.reader, { wall: lin.inbox, clock: Number(clock) }), null);
    },
  );
