import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { indexAgain } from "../../src/pipeline/index-again.ts";
import { indexUnderWay } from "../../src/store/index-state.ts";
import { updateItem } from "../../src/store/items.ts";
import { searchItems } from "../../src/store/search.ts";
import { indexItem } from "../../src/store/search-index.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newItems } from "../harness/new-items.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive } from "../harness/people.ts";
import { wantedBy } from "../harness/wanted-by.ts";

const ITEMS = 90;

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(
    `what an older program indexed answers the search language after a while, and says nothing old (${dialect})`,
    options,
    async (t) => {
      const { store } = await newStore(t, dialect);
      assert.equal(await indexUnderWay(store.reader), null, "where there was nothing, nothing is made anew");
      const ada = await arrive(store, "Ada");
      const items = await newItems(store, ada, ITEMS);
      await store.write(async (unit) => {
        const rows = await unit.db.selectFrom("items").select("seq").execute();
        const nothing = { title: "old words", tags: "", note: "", summary: "", site: "", body: "" };
        for (const { seq } of rows)
          await indexItem(unit, { seq, owner: ada.id, walls: [ada.inbox], facts: [], fields: nothing });
        await unit.db.updateTable("items").set({ own: '{"firstTitle":"A thing"}' }).execute();
        await updateItem(unit, items[0] ?? "", { own: JSON.stringify({ title: "The lamps" }), pinned_at: 1 });
        await sql`update search_index set done_to = 0, ended_at = null`.execute(unit.db);
      });
      const find = async (question: string) =>
        (
          await searchItems(store.reader, dialect, {
            person: ada.id,
            shared: [],
            wanted: wantedBy(question),
            limit: ITEMS,
          })
        ).items;
      assert.deepEqual(await find("is:pinned"), []);
      while (await indexAgain(store));
      assert.deepEqual(await find("is:pinned lamps"), [items[0]]);
      assert.deepEqual(await find('"old words"'), []);
      assert.equal((await find("is:untagged")).length, ITEMS);
      assert.equal(await indexUnderWay(store.reader), null);
    },
  );
}
