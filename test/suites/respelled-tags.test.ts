import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Store } from "../../src/store/store.ts";
import { listTags } from "../../src/store/tag-counts.ts";
import { addTags, tagsOfItems } from "../../src/store/tags.ts";
import { mergeTags } from "../../src/wall/merge-tags.ts";
import { ITEMS_RETAGGED_A_UNIT } from "../../src/wall/retagged.ts";
import { DIALECTS, on, type TestDialect } from "../harness/databases.ts";
import { countDeadlocks } from "../harness/deadlocks.ts";
import { newWorkshop } from "../harness/new-workshop.ts";

async function newPlace(t: TestContext, dialect: TestDialect, count: number) {
  const { deps, store, ada, share } = await newWorkshop(t, dialect);
  const made = await Promise.all(Array.from({ length: count }, (_, n) => share({ text: `note ${n}` }, ada)));
  const items = made.map(({ item }) => item ?? "").sort();
  const tag = (item: string, name: string) =>
    store.write((unit) => addTags(unit, { owner: ada.id, item, names: [name], by: "person" }));
  for (const item of items) await tag(item, "hafen");
  const spell = (name: string, into: string, on: Store = store) =>
    mergeTags({ ...deps, store: on }, { person: ada.id, name, into });
  const listed = async () =>
    (await listTags(store.reader, { owner: ada.id, limit: 99, skip: 0 })).map((one) => `${one.name} ${one.items}`);
  const versions = async () => {
    const rows = await store.reader.selectFrom("items").select(["id", "edited_version"]).orderBy("id").execute();
    return rows.map((row) => Number(row.edited_version));
  };
  const clocks = async () => {
    const rows = await store.reader.selectFrom("places").select(["item", "clock"]).orderBy("item").execute();
    return rows.map((row) => Number(row.clock));
  };
  return { store, items, tag, spell, listed, versions, clocks };
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(
    `a new spelling that the power cut off half told is told to the rest when it is asked for again (${dialect})`,
    options,
    async (t) => {
      const { store, spell, listed, versions, clocks } = await newPlace(t, dialect, ITEMS_RETAGGED_A_UNIT + 20);
      const [before, stamped] = [await versions(), await clocks()];
      let units = 0;
      const afterFirstPortion: Store = {
        ...store,
        write: (work) => {
          units += 1;
          if (units > 2) throw new Error("the power went");
          return store.write(work);
        },
      };
      await assert.rejects(spell("hafen", "Hafen", afterFirstPortion), /the power went/);
      assert.deepEqual(await listed(), [`Hafen ${before.length}`], "it is spelled so at once");
      const told = (now: readonly number[], then: readonly number[]) =>
        now.filter((each, n) => each !== then[n]).length;
      assert.equal(told(await versions(), before), ITEMS_RETAGGED_A_UNIT);

      assert.equal((await spell("hafen", "Hafen")).name, "Hafen");
      const after = before.map((version) => version + 1);
      assert.deepEqual(await versions(), after, "each is told once");
      assert.equal(told(await clocks(), stamped), before.length);
      await assert.rejects(spell("hafen", "Hafen"), { code: "same-tag" });
      assert.deepEqual(await versions(), after);
    },
  );

  test(
    `spellings, another word and new things that come at once end as one tag, and none is lost (${dialect})`,
    options,
    async (t) => {
      const deadlocks = countDeadlocks(t);
      const { store, items, tag, spell, listed } = await newPlace(t, dialect, 24);
      await tag(items[0] ?? "", "quay");
      await Promise.allSettled([
        spell("hafen", "Hafen"),
        spell("hafen", "HAFEN"),
        spell("quay", "hafen"),
        ...items.map((item) => tag(item, "HaFen")),
      ]);
      const [only, ...others] = await listed();
      assert.match(only ?? "", /^(Hafen|HAFEN) 24$/);
      assert.deepEqual(others, []);
      const name = only?.split(" ")[0];
      for (const [, tags] of await tagsOfItems(store.reader, items)) assert.deepEqual(tags, [{ name, by: "person" }]);
      assert.equal(deadlocks(), 0);
    },
  );

  test(`a synonym and a word that is no tag are not spelled otherwise (${dialect})`, options, async (t) => {
    const { spell, listed } = await newPlace(t, dialect, 2);
    await spell("hafen", "harbour");
    await assert.rejects(spell("hafen", "Hafen"), { code: "not-found", message: /synonym of harbour/ });
    await assert.rejects(spell("boats", "Boats"), { code: "not-found" });
    assert.deepEqual(await listed(), ["harbour 2"]);
  });
}
