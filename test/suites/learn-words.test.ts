import assert from "node:assert/strict";
import { test } from "node:test";
import { learnNewWords } from "../../src/pipeline/learn-words.ts";
import { updateItem } from "../../src/store/items.ts";
import { timesKnown, wordsBeginning } from "../../src/store/known-words.ts";
import { emptyIndex } from "../../src/store/search-index.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive } from "../harness/people.ts";
import { storeItems } from "../harness/stored-items.ts";

const HOUR_MS = 3_600_000;

for (const dialect of DIALECTS) {
  test(
    `words are learned of each item once, when it is read or was left for long (${dialect})`,
    await on(dialect),
    async (t) => {
      const { store, clock } = await newStore(t, dialect);
      const { id: owner, inbox: wall } = await arrive(store, "Ada");
      const titles = ["Lamps and lamps", "Lamps of the quay", "Lanterns", "A quay"];
      const put = (count: number, from = 0) =>
        storeItems(store, { owner, wall, count }, (n) => ({
          kind: "note",
          own: { firstTitle: titles[from + n] ?? "" },
          found: {},
          body: `text ${"x".repeat(40)}`,
        }));
      const known = async () =>
        Object.fromEntries(await timesKnown(store.reader, ["lamps", "quay", "lanterns", "text"]));
      await put(3);
      const items = await store.reader.selectFrom("items").select("id").orderBy("seq").execute();
      const [, , third = ""] = items.map(({ id }) => id);
      const set = (state: "working" | "ready") => store.write((unit) => updateItem(unit, third, { state }));
      await set("working");
      await learnNewWords(store);
      assert.deepEqual(await known(), { lamps: 2, quay: 1, text: 2 }, "the third is still being read");
      await put(1, 3);
      await learnNewWords(store);
      assert.deepEqual(await known(), { lamps: 2, quay: 1, text: 2 }, "and nothing behind it is taken before it");
      clock.forward(HOUR_MS);
      await learnNewWords(store);
      await learnNewWords(store);
      assert.deepEqual(await known(), { lamps: 2, quay: 2, lanterns: 1, text: 4 });
      assert.deepEqual(await wordsBeginning(store.reader, { beginning: "la", most: 1 }), {
        words: ["lamps"],
        total: 3,
      });
      assert.deepEqual(await wordsBeginning(store.reader, { beginning: "xxxx", most: 5 }), { words: [], total: 0 });
      assert.deepEqual(await wordsBeginning(store.reader, { beginning: "zz", most: 5 }), { words: [], total: 0 });

      await store.write(emptyIndex);
      assert.deepEqual(await known(), {});
      await learnNewWords(store);
      assert.deepEqual(await known(), { lamps: 2, quay: 2, lanterns: 1, text: 4 }, "from the first on again");
    },
  );
}
