import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../../src/contract/problems.ts";
import { emptyTrash } from "../../src/pipeline/forget-old.ts";
import { settle } from "../../src/pipeline/settle.ts";
import { findItem } from "../../src/store/items.ts";
import type { ShareRow } from "../../src/store/tables.ts";
import { WallGone } from "../../src/store/wall-clock.ts";
import { deleteWall } from "../../src/wall/delete-wall.ts";
import { editItem } from "../../src/wall/edit-item.ts";
import { mergeItems } from "../../src/wall/merge-items.ts";
import { placeItem } from "../../src/wall/place-item.ts";
import { tagItem } from "../../src/wall/tag-item.ts";
import { trashItem } from "../../src/wall/trash-item.ts";
import { breakingAt, everyRow } from "../harness/breaking-store.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { countDeadlocks } from "../harness/deadlocks.ts";
import { newWorkshop } from "../harness/new-workshop.ts";
import { putUpWall } from "../harness/people.ts";

const ROUNDS = 40;
const ROUNDS_AT_ONCE = 4;
const MONTH_MS = 31 * 24 * 3_600_000;
/** More than a merge makes, so that a test that never reaches its end fails. */
const MOST_STATEMENTS = 200;
const idOf = (share: ShareRow): string => share.item ?? "";

for (const dialect of DIALECTS) {
  test(`wherever a merge breaks, nothing of it stands (${dialect})`, await on(dialect), async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const { store, deps, ada, share } = workshop;
    const board = await putUpWall(store, { owner: ada.id, name: "Boats" });
    const first = await share({ url: "https://a.example/", tags: ["oil"], note: "mine" });
    const second = await share({ url: "https://b.example/", tags: ["salt"], note: "theirs", wall_id: board });
    const third = await share({ text: "an earlier twin" });
    const merge = { person: ada.id, loser: idOf(second), winner: idOf(first) };
    await mergeItems(deps, { person: ada.id, loser: idOf(third), winner: idOf(second) });
    const before = await everyRow(store);
    let broken = 0;
    for (;;) {
      try {
        await mergeItems({ ...deps, store: breakingAt(store, broken + 1) }, merge);
        break;
      } catch (error) {
        assert.equal((error as Error).message, "the power went");
        broken += 1;
        assert.deepEqual(await everyRow(store), before, `after ${broken} statements`);
        assert.ok(broken < MOST_STATEMENTS);
      }
    }
    assert.ok(broken > 20, `it broke ${broken} times`);
    const { reader } = store;
    const ended = await reader.selectFrom("items").selectAll().where("merged_into", "=", idOf(first)).execute();
    assert.deepEqual(ended.map(({ id }) => id).sort(), [idOf(second), idOf(third)].sort());
    const open = await reader
      .selectFrom("steps")
      .selectAll()
      .where("state", "in", ["ready", "waiting", "running"])
      .execute();
    assert.deepEqual([...new Set(open.map(({ item }) => item))], [idOf(first)], "work on the loser has ended");
    const states = await reader.selectFrom("shares").select(["item", "state"]).orderBy("id").execute();
    assert.deepEqual(
      states.map(({ item, state }) => [item, state]),
      [
        [idOf(first), "processing"],
        [idOf(first), "completed"],
        [idOf(first), "completed"],
      ],
    );
  });

  test(
    `emptying the trash takes what was merged into an item along, bytes and all (${dialect})`,
    await on(dialect),
    async (t) => {
      const workshop = await newWorkshop(t, dialect);
      const { store, deps, ada, share, clock } = workshop;
      const [winner, loser] = [idOf(await share({ text: "one" })), idOf(await share({ text: "two" }))];
      await mergeItems(deps, { person: ada.id, loser, winner });
      await trashItem(deps, { item: winner, person: ada.id });
      clock.forward(MONTH_MS);
      await emptyTrash(store);
      for (const id of [winner, loser]) assert.equal(await findItem(store.reader, { id, owner: ada.id }), undefined);
      const { oldest, clock: now } = await store.reader
        .selectFrom("wall_clocks")
        .selectAll()
        .where("wall", "=", ada.inbox)
        .executeTakeFirstOrThrow();
      assert.equal(oldest, now, "who has not heard of the removals loads the wall anew");
    },
  );
}

test(
  "merges that cross, with everything else at once, never wait in a circle and leave one item",
  await on("postgres"),
  async (t) => {
    const deadlocks = countDeadlocks(t);
    const workshop = await newWorkshop(t, "postgres");
    const { deps, ada, share, store, claim } = workshop;
    const person = ada.id;
    const refused: string[] = [];
    const mayBeRefused = async (work: Promise<unknown>) => {
      try {
        await work;
      } catch (error) {
        if (error instanceof Problem) refused.push(error.code);
        else if (!(error instanceof WallGone)) throw error;
      }
    };

    async function round(name: string): Promise<readonly string[]> {
      const wall = await putUpWall(store, { owner: person, name });
      const urls = ["a", "b", "c"].map((page) => `https://estuary.example/${name}/${page}`);
      const shares = await Promise.all(urls.map((url, n) => share({ url, ...(n === 1 ? { wall_id: wall } : {}) })));
      const [a = "", b = "", c = ""] = shares.map(idOf);
      const held = await claim("content", shares.length);
      const merge = (loser: string, winner: string) => mayBeRefused(mergeItems(deps, { person, loser, winner }));
      await Promise.all([
        merge(a, b),
        merge(b, a),
        merge(b, c),
        merge(c, a),
        ...urls.map((url) => share({ url, tags: ["lamps"] })),
        ...held.map((step) => settle(deps, { step, outcome: { kind: "skipped", why: "unread" }, staged: [] })),
        mayBeRefused(editItem(deps, { item: b, person }, { edit: { note: "wipe the glass" }, ifVersion: null })),
        mayBeRefused(tagItem(deps, { item: c, person, name: "salt" })),
        mayBeRefused(placeItem(deps, { item: a, person, wall })),
        deleteWall(deps, { id: wall, person }),
      ]);
      return [a, b, c];
    }

    const all: (readonly string[])[] = [];
    for (let done = 0; done < ROUNDS; done += ROUNDS_AT_ONCE) {
      const names = Array.from({ length: ROUNDS_AT_ONCE }, (_, n) => `round-${done + n}`);
      all.push(...(await Promise.all(names.map(round))));
      assert.equal(deadlocks(), 0, `after ${done} rounds`);
    }
    assert.ok(refused.length > 0, "some of them came too late");
    assert.deepEqual(new Set(refused).difference(new Set(["item-merged", "not-found"])), new Set());

    for (const ids of all) {
      const items = await store.reader.selectFrom("items").selectAll().where("id", "in", ids).execute();
      const standing = items.filter(({ merged_into }) => merged_into === null);
      assert.equal(standing.length, 1, "all became one");
      const [winner] = standing;
      for (const item of items) assert.equal(item.merged_into ?? item.id, winner?.id, "every id answers with it");
      const places = await store.reader
        .selectFrom("places")
        .select("item")
        .where("item", "in", ids)
        .where("removed_at", "is", null)
        .execute();
      assert.deepEqual([...new Set(places.map(({ item }) => item))], [winner?.id], "and it alone stands");
      const addresses = await store.reader.selectFrom("addresses").select("item").where("item", "in", ids).execute();
      assert.deepEqual(
        addresses.map(({ item }) => item),
        ids.map(() => winner?.id),
      );
    }
  },
);
