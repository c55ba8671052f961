import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { SearchAnswer } from "../../src/contract/items.ts";
import { comesBeside } from "../harness/beside.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const ROWS = [
  { text: "Repairing a kettle that leaks" },
  { text: "How a kettle came to the harbour" },
  { text: "A short history of lanterns" },
  { text: "Lanterns of the harbour, by night", tags: ["light"] },
  { text: "What the ferryman said about the weather" },
];

for (const topology of TOPOLOGIES) {
  test(
    `what has some of the words, or other forms of them, is told beside what has all (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      await wall.expect(200, "POST", "/share/bulk", { body: ROWS });
      const search = (q: string, more: Record<string, string> = {}) =>
        wall.get<SearchAnswer>(`/search?${new URLSearchParams({ q, ...more })}`);
      const said = async (q: string, more?: Record<string, string>) => {
        const { items, also, total } = await search(q, more);
        return { all: items.map(({ title }) => title), also: also.map(({ title }) => title), total };
      };
      // Words are learned beside everything else, some moments after a thing was read.
      await until("the words to be known", async () => (await search("kettle ferries ")).also.length >= 2);

      assert.deepEqual(await said("kettle harbour "), {
        all: ["How a kettle came to the harbour"],
        also: ["Repairing a kettle that leaks", "Lanterns of the harbour, by night"],
        total: 1,
      });
      const repair = await said("repair the kettles ");
      assert.deepEqual([repair.all, repair.also[0]], [[], "Repairing a kettle that leaks"], "other forms");
      const kept = await said("kettle harbour #light ");
      assert.deepEqual(kept.also, ["Lanterns of the harbour, by night"], "what narrows holds");
      const refused = await said("kettle harbour -lanterns ");
      assert.ok(!refused.also.includes("Lanterns of the harbour, by night"), "what is refused stays refused");
      const quoted = await said('"lanterns kettle"');
      assert.deepEqual([quoted.all, quoted.also], [[], []], "a phrase is meant as it stands");
      assert.deepEqual(
        (await said("the of a ")).also,
        [],
        "words that hold a sentence together find nothing by themselves",
      );
      assert.deepEqual((await said("xylophone quay ")).also, []);
      assert.deepEqual(
        (await said("kettle harbour sort:newest ")).also,
        [],
        "an order by time has no better and worse",
      );

      const { snippet } = (await search("leaking kettles ")).also[0] ?? {};
      assert.ok(snippet, "the place is shown, too");
    },
  );
}

test("nobody is told what only somebody else has", async (t) => {
  const wall = await newJourney(t, { settings: { RATE_LIMIT_SIGN_IN: "off" } });
  await wall.expect(200, "POST", "/share/bulk", { body: ROWS });
  const lin = await comesBeside(wall, "Lin");
  await wall.expect(202, "POST", "/share", { ...lin.as, body: { text: "A kettle of Lin's own" } });
  const search = (q: string) => wall.get<SearchAnswer>(`/search?${new URLSearchParams({ q })}`, lin.as);
  await until("the words to be known", async () => (await search("kettle xylophone ")).also.length > 0);
  const { items, also } = await search("kettle harbour ");
  assert.deepEqual([items.length, also.map(({ title }) => title)], [0, ["A kettle of Lin's own"]]);
});

test("the page shows them after the others, and says so", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  await wall.expect(200, "POST", "/share/bulk", { body: ROWS });
  const asked = `/search?${new URLSearchParams({ q: "kettle harbour " })}`;
  await until("the words to be known", async () => (await wall.get<SearchAnswer>(asked)).also.length === 2);
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.locator(".masonry article").first().waitFor();
  await page.keyboard.press("/");
  const field = page.getByRole("textbox", { name: "Search all your things" });
  await field.fill("kettle harbour ");
  await page.getByText("What has some of the words comes after what has all.").waitFor();
  const cards = () => page.locator(".masonry article").allInnerTexts();
  await until("all three to stand in their order", async () =>
    isDeepStrictEqual(
      (await cards()).map((card) => card.split("\n")[0]),
      ["How a kettle came to the harbour", "Repairing a kettle that leaks", "Lanterns of the harbour, by night"],
    ),
  );
  await page.getByText("1 thing").waitFor();

  await field.fill("repair the kettles ");
  await page.getByText("These have some of the words.").waitFor();
  await page.getByText("Nothing found for “repair the kettles”.").waitFor();
  await page.locator(".masonry article").first().click();
  await page.locator("dialog.sheet").getByText("Repairing a kettle that leaks").first().waitFor();
  assert.deepEqual(complaints, []);
});
