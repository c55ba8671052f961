import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { LIMITS } from "../../src/contract/limits.ts";
import { forgetOldDeletions } from "../../src/pipeline/forget-old.ts";
import type { Store } from "../../src/store/store.ts";
import { listTags } from "../../src/store/tag-counts.ts";
import { addTags, tagsOfItems } from "../../src/store/tags.ts";
import { deleteTag, restoreTag } from "../../src/wall/delete-tag.ts";
import { mergeItems } from "../../src/wall/merge-items.ts";
import { mergeTags } from "../../src/wall/merge-tags.ts";
import { breakingAt } from "../harness/breaking-store.ts";
import { DIALECTS, on, type TestDialect } from "../harness/databases.ts";
import { countDeadlocks } from "../harness/deadlocks.ts";
import { newWorkshop } from "../harness/new-workshop.ts";
import type { Person } from "../harness/people.ts";

async function newPlace(t: TestContext, dialect: TestDialect) {
  const { deps, store, ada, share } = await newWorkshop(t, dialect);
  const notes = async (count: number): Promise<string[]> => {
    const made = await Promise.all(Array.from({ length: count }, (_, n) => share({ text: `note ${n}` }, ada)));
    return made.map(({ item }) => item ?? "").sort();
  };
  const tag = (item: string, names: readonly string[], by: "person" | "ai" = "person") =>
    store.write((unit) => addTags(unit, { owner: ada.id, item, names, by }));
  const tagsOf = async (item: string) =>
    ((await tagsOfItems(store.reader, [item])).get(item) ?? []).map(({ name, by }) => `${name} ${by}`);
  const listed = async (owner: Person = ada) =>
    (await listTags(store.reader, { owner: owner.id, limit: 99, skip: 0 })).map(
      (one) => `${one.name} ${one.items}/${one.by_person}/${one.by_ai} ${one.synonyms}`,
    );
  const merge = (name: string, into: string) => mergeTags(deps, { person: ada.id, name, into });
  const remove = (name: string, at: Store = store) => deleteTag({ ...deps, store: at }, { person: ada.id, name });
  const bringBack = (name: string, at: Store = store) => restoreTag({ ...deps, store: at }, { person: ada.id, name });
  return { deps, store, ada, notes, tag, tagsOf, listed, merge, remove, bringBack };
}

/** The same store; the power goes in the unit of this number. */
function failingInUnit(store: Store, number: number): Store {
  let units = 0;
  return { ...store, write: (work) => (++units === number ? breakingAt(store, 9) : store).write(work) };
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(
    `a tag is taken off everything over several units, and comes back from whoever had put it there (${dialect})`,
    options,
    async (t) => {
      const { notes, tag, tagsOf, listed, merge, remove, bringBack } = await newPlace(t, dialect);
      const items = await notes(230);
      const [both = "", ai = ""] = items;
      for (const item of items.filter((one) => one !== ai)) await tag(item, ["boats", "quay"]);
      await tag(both, ["boats"], "ai");
      await tag(ai, ["boats"], "ai");
      await tag(ai, ["Boot"]);
      await merge("Boot", "boats");
      const before = await listed();
      assert.deepEqual(before, ["boats 230/230/2 Boot", "quay 229/229/0 "]);
      const { name, items: count } = await remove("BOATS");
      assert.deepEqual([name, count], ["boats", 230]);
      assert.deepEqual(await listed(), ["quay 229/229/0 "]);
      assert.deepEqual([await tagsOf(both), await tagsOf(ai)], [["quay person"], []]);
      const back = await bringBack("boats");
      assert.deepEqual(back, { name: "boats", items: 230, by_person: 230, by_ai: 2, synonyms: ["Boot"] });
      assert.deepEqual(await listed(), before);
      await assert.rejects(bringBack("boats"), /No tag of this name was deleted lately/);
    },
  );

  test(
    `an analysis uses no deleted word, nor a synonym or another form of it, until the person does (${dialect})`,
    options,
    async (t) => {
      const { notes, tag, tagsOf, merge, remove, bringBack } = await newPlace(t, dialect);
      const [one = "", other = "", third = "", fourth = ""] = await notes(4);
      await tag(one, ["night-boats", "Hafen"]);
      await merge("Hafen", "night-boats");
      await remove("night-boats");
      await tag(other, ["Night-Boats", "night boat", "hafen", "rope"], "ai");
      assert.deepEqual(await tagsOf(other), ["rope ai"]);
      await tag(third, ["night-boats"]);
      await tag(third, ["nightboats"], "ai");
      assert.deepEqual(await tagsOf(third), ["night-boats person"]);
      await tag(fourth, ["night boats"], "ai");
      assert.deepEqual(await tagsOf(fourth), ["night-boats ai"], "the person wrote it again");
      await bringBack("night-boats");
      assert.deepEqual(await tagsOf(one), ["night-boats person"], "on what had it before");
      await tag(other, ["hafen"], "ai");
      assert.deepEqual(await tagsOf(other), ["rope ai", "night-boats ai"]);
    },
  );

  test(`what a crash leaves of it, the same request completes, there and back (${dialect})`, options, async (t) => {
    const { store, notes, tag, listed, remove, bringBack } = await newPlace(t, dialect);
    for (const item of await notes(120)) await tag(item, ["boats"]);
    await assert.rejects(remove("boats", failingInUnit(store, 2)), /the power went/);
    assert.deepEqual(await listed(), ["boats 20/20/0 "]);
    assert.equal((await remove("boats")).items, 120);
    assert.deepEqual(await listed(), []);
    await assert.rejects(bringBack("boats", failingInUnit(store, 2)), /the power went/);
    assert.deepEqual(await listed(), ["boats 100/100/0 "]);
    await bringBack("boats");
    assert.deepEqual(await listed(), ["boats 120/120/0 "]);
  });

  test(`half deleted it can be brought back (${dialect})`, options, async (t) => {
    const { store, notes, tag, listed, remove, bringBack } = await newPlace(t, dialect);
    for (const item of await notes(120)) await tag(item, ["boats"]);
    await assert.rejects(remove("boats", failingInUnit(store, 2)), /the power went/);
    await bringBack("boats");
    assert.deepEqual(await listed(), ["boats 120/120/0 "]);
  });

  test(`a word that is put on items while it is deleted hangs nothing up (${dialect})`, options, async (t) => {
    const deadlocks = countDeadlocks(t);
    const { store, notes, tag, tagsOf, listed, remove } = await newPlace(t, dialect);
    const items = await notes(60);
    for (const item of items.slice(0, 30)) await tag(item, ["boats"]);
    const putting = items.slice(30).map((item) => tag(item, ["boats"]));
    await Promise.allSettled([remove("boats"), remove("boats"), ...putting]).then((ends) => {
      const failed = ends.flatMap((end) => (end.status === "rejected" ? [String(end.reason)] : []));
      assert.deepEqual(
        failed.filter((reason) => !reason.includes("no such tag")),
        [],
      );
    });
    assert.equal(deadlocks(), 0);
    const on = (await Promise.all(items.map(tagsOf))).filter((tags) => tags.length > 0).length;
    assert.deepEqual(await listed(), on === 0 ? [] : [`boats ${on}/${on}/0 `], "put there before or after it");
    const rows = await store.reader.selectFrom("item_tags").select("item").execute();
    assert.equal(rows.length, on);
  });

  test(`it comes back to what an item was merged into meanwhile (${dialect})`, options, async (t) => {
    const { deps, ada, notes, tag, tagsOf, remove, bringBack } = await newPlace(t, dialect);
    const [one = "", other = ""] = await notes(2);
    await tag(one, ["boats"]);
    await remove("boats");
    await mergeItems(deps, { person: ada.id, loser: one, winner: other });
    await bringBack("boats");
    assert.deepEqual([await tagsOf(one), await tagsOf(other)], [[], ["boats person"]]);
  });

  test(`a deletion is forgotten after its time; the word stays unwanted (${dialect})`, options, async (t) => {
    const { store, notes, tag, tagsOf, remove, bringBack } = await newPlace(t, dialect);
    const [one = "", other = ""] = await notes(2);
    await tag(one, ["boats"]);
    await remove("boats");
    await forgetOldDeletions(store);
    await store.write((unit) =>
      unit.db
        .updateTable("deleted_tags")
        .set({ deleted_at: unit.nowMs - LIMITS.tagUndoHours * 3_600_000 - 1 })
        .execute(),
    );
    await assert.rejects(bringBack("boats"), /No tag of this name was deleted lately/);
    for (let pass = 0; pass < 2; pass += 1) await forgetOldDeletions(store);
    const left = await store.reader.selectFrom("deleted_tags").selectAll().execute();
    assert.deepEqual(left, []);
    await tag(other, ["boats"], "ai");
    assert.deepEqual(await tagsOf(other), []);
  });
}
