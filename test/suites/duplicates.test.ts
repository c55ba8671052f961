import assert from "node:assert/strict";
import { test } from "node:test";
import { settle } from "../../src/pipeline/settle.ts";
import { suggestDuplicate } from "../../src/store/duplicates.ts";
import { findItem } from "../../src/store/items.ts";
import type { ShareRow, StepRow } from "../../src/store/tables.ts";
import { cancelShare } from "../../src/wall/cancel-share.ts";
import { keepBoth, pageOfDuplicates } from "../../src/wall/duplicates.ts";
import { editItem } from "../../src/wall/edit-item.ts";
import { placeItem } from "../../src/wall/place-item.ts";
import { retryShare } from "../../src/wall/retry-share.ts";
import { tagItem } from "../../src/wall/tag-item.ts";
import { trashItem } from "../../src/wall/trash-item.ts";
import { breakingAt, everyRow } from "../harness/breaking-store.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { heldAtFinish } from "../harness/held-at-finish.ts";
import { newWorkshop, type Workshop } from "../harness/new-workshop.ts";
import { pausingBeforeCommit, rendezvous } from "../harness/paused-store.ts";
import { putUpWall } from "../harness/people.ts";

/** More than it takes, so that a test that never reaches its end fails. */
const MOST_STATEMENTS = 200;
const DONE = { kind: "done", output: null } as const;
const idOf = (share: ShareRow): string => share.item ?? "";

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
