import assert from "node:assert/strict";
import { test } from "node:test";
import type { KyselyPlugin } from "kysely";
import { Problem } from "../../src/contract/problems.ts";
import type { WritableDb } from "../../src/core/ports/database.ts";
import { emptyTrash } from "../../src/pipeline/forget-old.ts";
import { settle } from "../../src/pipeline/settle.ts";
import { suggestDuplicate } from "../../src/store/duplicates.ts";
import { findItem } from "../../src/store/items.ts";
import type { Store } from "../../src/store/store.ts";
import type { ShareRow, StepRow, Tables } from "../../src/store/tables.ts";
import { WallGone } from "../../src/store/wall-clock.ts";
import { cancelShare } from "../../src/wall/cancel-share.ts";
import { keepBoth, pageOfDuplicates } from "../../src/wall/duplicates.ts";
import { editItem } from "../../src/wall/edit-item.ts";
import { mergeItems } from "../../src/wall/merge-items.ts";
import { placeItem } from "../../src/wall/place-item.ts";
import { retryShare } from "../../src/wall/retry-share.ts";
import { tagItem } from "../../src/wall/tag-item.ts";
import { trashItem } from "../../src/wall/trash-item.ts";
import { deleteWall } from "../../src/wall/walls.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { countDeadlocks } from "../harness/deadlocks.ts";
import { newWorkshop, type Workshop } from "../harness/new-workshop.ts";
import { pausingBeforeCommit, rendezvous } from "../harness/paused-store.ts";
import { putUpWall } from "../harness/people.ts";

const ROUNDS = 40;
const ROUNDS_AT_ONCE = 4;
const MONTH_MS = 31 * 24 * 3_600_000;
/** More than a merge makes, so that a test that never reaches its end fails. */
const MOST_STATEMENTS = 200;
const DONE = { kind: "done", output: null } as const;
const idOf = (share: ShareRow): string => share.item ?? "";

/** Everything that a merge may touch. */
async function everyRow({ reader }: Store): Promise<unknown> {
  const tables = ["items", "shares", "runs", "steps", "places", "addresses", "marks", "duplicates", "files"] as const;
  const more = ["item_tags", "contents", "analyses", "wall_clocks"] as const;
  const rows: Record<string, unknown> = {};
  for (const table of [...tables, ...more])
    rows[table] = (await reader.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort();
  return rows;
}

/** The same store, but the power goes before the n-th statement of a unit. */
function breakingAt(store: Store, statement: number): Store {
  return {
    ...store,
    write: (work) => {
      let seen = 0;
      const plugin: KyselyPlugin = {
        transformQuery({ node }) {
          seen += 1;
          if (seen === statement) throw new Error("the power went");
          return node;
        },
        transformResult: ({ result }) => Promise.resolve(result),
      };
      return store.write((unit) => work({ ...unit, db: unit.db.withPlugin(plugin) as unknown as WritableDb<Tables> }));
    },
  };
}

/** Ends every step of the only share that is worked on until `finish`, which is held. */
async function heldAtFinish(workshop: Workshop, { run }: ShareRow): Promise<StepRow> {
  for (let n = 0; n < 3; n++)
    for (const lane of ["content", "ai"] as const) {
      const [step] = await workshop.claim(lane, 1);
      if (!step) continue;
      assert.equal(step.run, run);
      if (step.name === "finish") return step;
      await settle(workshop.deps, { step, outcome: { kind: "skipped", why: "not needed here" }, staged: [] });
    }
  return assert.fail("the run never came to its end");
}

/** An item, and a later one whose page turned out to lie under the same address, at the end of its run. */
async function twinAtFinish(workshop: Workshop): Promise<[first: ShareRow, second: ShareRow, step: StepRow]> {
  const { store, share, ada } = workshop;
  const first = await share({ url: "https://a.example/", note: "mine" });
  await settle(workshop.deps, { step: await heldAtFinish(workshop, first), outcome: DONE, staged: [] });
  const second = await share({ url: "https://b.example/", note: "theirs" });
  const step = await heldAtFinish(workshop, second);
  const items = [idOf(first), idOf(second)] as const;
  await store.write((unit) => suggestDuplicate(unit, { owner: ada.id, items, why: "address" }));
  return [first, second, step];
}

type Touch = (workshop: Workshop, twins: { first: ShareRow; second: ShareRow }) => Promise<unknown>;

const TOUCHES: readonly (readonly [what: string, touch: Touch])[] = [
  ["it was tagged", ({ deps, ada }, { second }) => tagItem(deps, { item: idOf(second), person: ada.id, name: "oil" })],
  [
    "it was pinned",
    ({ deps, ada }, { second }) =>
      editItem(deps, { item: idOf(second), person: ada.id }, { edit: { pinned: true }, ifVersion: null }),
  ],
  ["it was shared again", ({ share }) => share({ url: "https://b.example/" })],
  [
    "it was put on another wall",
    async ({ deps, ada, store }, { second }) => {
      const wall = await putUpWall(store, { owner: ada.id, name: "Boats" });
      await placeItem(deps, { item: idOf(second), person: ada.id, wall });
    },
  ],
  ["it was deleted", ({ deps, ada }, { second }) => trashItem(deps, { item: idOf(second), person: ada.id })],
  ["the other was deleted", ({ deps, ada }, { first }) => trashItem(deps, { item: idOf(first), person: ada.id })],
  [
    "the person said to keep both",
    ({ deps, ada }, { first, second }) => keepBoth(deps, { person: ada.id, items: [idOf(first), idOf(second)] }),
  ],
];

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
    `wherever the merge at the end of a share breaks, the item, its share and the step stay as they were (${dialect})`,
    await on(dialect),
    async (t) => {
      const workshop = await newWorkshop(t, dialect);
      const { store, deps, share } = workshop;
      const [first, second, step] = await twinAtFinish(workshop);
      const newer = await share({ text: "something newer" });
      const before = await everyRow(store);
      const settling = { step, outcome: DONE, staged: [] };
      let broken = 0;
      for (;;) {
        try {
          await settle({ ...deps, store: breakingAt(store, broken + 1) }, settling);
          break;
        } catch (error) {
          assert.equal((error as Error).message, "the power went");
          broken += 1;
          assert.deepEqual(await everyRow(store), before, `after ${broken} statements`);
          assert.ok(broken < MOST_STATEMENTS);
        }
      }
      assert.ok(broken > 30, `it broke ${broken} times`);
      const ended = await workshop.once(second, "completed");
      assert.deepEqual([ended.item, ended.duplicate], [first.item, 1]);
      const places = await store.reader
        .selectFrom("places")
        .select("item")
        .where("removed_at", "is", null)
        .orderBy("sort_at", "desc")
        .execute();
      assert.deepEqual(
        places.map(({ item }) => item),
        [first.item, newer.item],
      );
      assert.equal(await settle(deps, settling), false, "once is enough");
    },
  );

  for (const [what, touch] of TOUCHES)
    test(
      `an item is not merged by itself when ${what} since it was shared (${dialect})`,
      await on(dialect),
      async (t) => {
        const workshop = await newWorkshop(t, dialect);
        const [first, second, step] = await twinAtFinish(workshop);
        await touch(workshop, { first, second });
        await settle(workshop.deps, { step, outcome: DONE, staged: [] });
        const { reader } = workshop.store;
        const item = await findItem(reader, { id: idOf(second), owner: workshop.ada.id });
        assert.equal(item?.merged_into, null);
        assert.equal((await workshop.once(second, "completed")).item, second.item);
      },
    );

  test(
    `an item whose share was tried again by hand is not merged by itself (${dialect})`,
    await on(dialect),
    async (t) => {
      const workshop = await newWorkshop(t, dialect);
      const { deps, ada } = workshop;
      const [, second] = await twinAtFinish(workshop);
      await cancelShare(deps, { id: second.id, person: ada.id });
      const again = await retryShare(deps, { id: second.id, person: ada.id });
      await settle(deps, { step: await heldAtFinish(workshop, again), outcome: DONE, staged: [] });
      assert.equal((await workshop.once(second, "completed")).item, second.item);
    },
  );

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

  test(`an edit of the text changes what a note is recognised by (${dialect})`, await on(dialect), async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const { store, deps, ada, share } = workshop;
    const pairs = async () =>
      (await pageOfDuplicates(store.reader, { owner: ada.id, limit: 9 })).items.map(({ items }) =>
        items.map(({ id }) => id),
      );
    const finished = async (text: string) => {
      const made = await share({ text });
      await settle(deps, { step: await heldAtFinish(workshop, made), outcome: DONE, staged: [] });
      return idOf(made);
    };
    const first = await finished("seven lamps");
    await editItem(deps, { item: first, person: ada.id }, { edit: { text: "nine boats" }, ifVersion: null });
    await finished("seven lamps");
    assert.deepEqual(await pairs(), []);
    const third = await finished("nine boats");
    assert.deepEqual(await pairs(), [[first, third]]);
  });
}

test("two equal notes that are finished at one moment are suggested once", await on("postgres"), async (t) => {
  const workshop = await newWorkshop(t, "postgres");
  const held: StepRow[] = [];
  for (let n = 0; n < 2; n++) held.push(await heldAtFinish(workshop, await workshop.share({ text: "seven lamps" })));
  const meet = rendezvous(workshop.store.reader, held.length);
  await Promise.all(
    held.map((step) => {
      const store = pausingBeforeCommit(workshop.another({ poolSize: 1 }), meet);
      return settle({ ...workshop.deps, store }, { step, outcome: DONE, staged: [] });
    }),
  );
  const { reader } = workshop.store;
  const pairs = await reader.selectFrom("duplicates").select(["item", "other"]).execute();
  assert.deepEqual(pairs, [{ item: held[0]?.item, other: held[1]?.item }]);
});

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
        deleteWall(deps, { id: wall, owner: person }),
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
