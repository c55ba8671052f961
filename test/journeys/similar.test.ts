import assert from "node:assert/strict";
import { test } from "node:test";
import type { SearchAnswer, SimilarItems } from "../../src/contract/items.ts";
import type { BulkRow } from "../../src/contract/shares.ts";
import { comesBeside, joins } from "../harness/beside.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

/** Of boats and bread, and enough of other things that neither is what everything is about. */
const ROWS = [
  { title: "Sourdough bread with rye", text: "Feed the starter, fold the dough, bake it hot." },
  { title: "A rye starter in five days", text: "Sourdough begins with flour and water." },
  { title: "Baking bread in a pot", tags: ["kitchen"], text: "The pot keeps the steam in." },
  { title: "Caulking a wooden boat", text: "Oakum, pitch and patience." },
  { title: "The wooden hull", text: "How planks of a boat are fastened." },
  { title: "Kitchen knives", tags: ["kitchen"], text: "Whetstones and how to use them." },
  ...Array.from({ length: 20 }, (_, n) => ({ title: `Entry ${n}`, text: `thing number ${n} of the ledger` })),
];

async function filled(wall: Journey): Promise<string[]> {
  const { body } = await wall.expect<{ items: BulkRow[] }>(200, "POST", "/share/bulk", { body: ROWS });
  const ids = body.items.map((row) => row.item_id ?? "");
  // How common words are is learned some moments later.
  await until("words to be known", async () => (await wall.get<SearchAnswer>("/search?q=ledgre")).did_you_mean);
  return ids;
}

for (const topology of TOPOLOGIES) {
  test(
    `what is like a thing has rare words, tags or the site in common with it (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, settings: { RATE_LIMIT_SIGN_IN: "off" } });
      const ids = await filled(wall);
      const alike = async (at: number, as = {}) => {
        const { items, by } = await wall.get<SimilarItems>(`/items/${ids[at]}/similar?limit=3`, as);
        assert.equal(by, "words");
        return items.map(({ id }) => ids.indexOf(id));
      };
      assert.deepEqual((await alike(0)).slice(0, 2).toSorted(), [1, 2], "bread");
      assert.deepEqual((await alike(3))[0], 4, "a boat");
      assert.equal((await alike(5))[0], 2, "the same tag");
      for (let at = 0; at < 6; at += 1) assert.ok(!(await alike(at)).includes(at), "never itself");

      await wall.expect(204, "DELETE", `/items/${ids[4]}`);
      assert.ok(!(await alike(3)).includes(4), "nothing from the trash");
      await wall.refused("400 fields-not-valid", "GET", `/items/${ids[0]}/similar?limit=51`);

      // Whoever is on one of the walls finds what stands there, and nothing else; and nothing by its owner's note.
      const lin = await comesBeside(wall, "Lin");
      await wall.refused("404 not-found", "GET", `/items/${ids[0]}/similar`, lin.as);
      const { body: board } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Bread" } });
      for (const at of [0, 1, 7]) await wall.expect(200, "PUT", `/items/${ids[at]}/walls/${board.id}`);
      await wall.expect(200, "PATCH", `/items/${ids[0]}`, { body: { note: "entry ledger number" } });
      await joins(wall, { wall: board.id, who: lin, role: "viewer" });
      assert.deepEqual(await alike(0, lin.as), [1]);
    },
  );
}

test("the sheet shows what is like the thing that is open, and opens it", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const ids = await filled(wall);
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.goto(`${wall.url}/item/${ids[3]}`);
  const like = page.getByRole("heading", { name: "Like it" });
  await like.waitFor();
  await page.getByRole("dialog").getByRole("link", { name: "The wooden hull" }).click();
  await page.waitForURL(`**/item/${ids[4]}`);
  await page.getByRole("dialog").getByRole("link", { name: "Caulking a wooden boat" }).waitFor();
  assert.deepEqual(complaints, []);
});
