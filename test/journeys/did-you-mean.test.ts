import assert from "node:assert/strict";
import { test } from "node:test";
import type { SearchAnswer } from "../../src/contract/items.ts";
import { comesBeside } from "../harness/beside.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

for (const topology of TOPOLOGIES) {
  test(
    `a slip of the finger is mended where nothing answers, and offered where little does (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const rows = [
        { text: "The harbour master counts the boats" },
        { text: "Zwei Brötchen und ein Kaffee" },
        { text: "A lantren, as it stood on the bill" },
        ...Array.from({ length: 24 }, (_, n) => ({ text: `lantern number ${n}` })),
      ];
      await wall.expect(200, "POST", "/share/bulk", { body: rows });
      const search = (q: string) => wall.get<SearchAnswer>(`/search?${new URLSearchParams({ q, limit: "20" })}`);
      const meant = async (q: string) => {
        const { did_you_mean, did_you_mean_is, items } = await search(q);
        return [did_you_mean, did_you_mean_is, items.length];
      };
      // Words are learned beside everything else, some moments after a thing was read.
      await until("the words to be known", async () => (await search("lantren")).did_you_mean);

      assert.deepEqual(await meant("harbuor"), ["harbour", "shown", 1]);
      assert.deepEqual(await meant("harbour mastr"), ["harbour master", "shown", 1]);
      assert.deepEqual(await meant("kind:note  hrabour -ferry"), ["kind:note  harbour -ferry", "shown", 1]);
      assert.deepEqual(await meant("brotchen"), [null, null, 1], "an accent is no slip");
      assert.deepEqual(await meant("brotchne"), ["brotchen", "shown", 1]);
      assert.deepEqual(await meant("lantren"), ["lantern", "offered", 1]);
      const { total, next_cursor: cursor, ...shown } = await search("lnatern");
      assert.deepEqual([shown.did_you_mean, total, shown.items.length], ["lantern", 24, 20]);
      const next = await wall.get<SearchAnswer>(
        `/search?q=lnatern&limit=20&cursor=${encodeURIComponent(cursor ?? "")}`,
      );
      assert.deepEqual([next.did_you_mean, next.items.length], ["lantern", 4], "page by page");
      assert.equal(new Set([...shown.items, ...next.items].map(({ id }) => id)).size, 24);

      for (const [q, why] of [
        ["harb", "a beginning"],
        ["harbur mountain", "the mended question finds nothing either"],
        ['"harbuor master"', "a phrase is meant letter by letter"],
        ["btoas", "two slips in a short word"],
        ["-harbuor xylophone", "what is refused is not mended"],
      ] as const)
        assert.equal((await search(q)).did_you_mean, null, why);
    },
  );
}

test("nobody is told a word that only somebody else has", async (t) => {
  const wall = await newJourney(t, { settings: { RATE_LIMIT_SIGN_IN: "off" } });
  const lin = await comesBeside(wall, "Lin");
  await wall.share({ text: "A zeppelin over the quay" });
  await wall.share({ text: "Another zeppelin" });
  await wall.expect(202, "POST", "/share", { ...lin.as, body: { text: "The town of Zeppelig" } });
  const meant = async (q: string, as = {}) => (await wall.get<SearchAnswer>(`/search?q=${q}`, as)).did_you_mean;
  await until("the words to be known", () => meant("zeppelim"));
  await until("the words to be known", () => meant("zeppeligg", lin.as));
  assert.equal(await meant("zeppelim", lin.as), "zeppelig", "what is more common is not hers");
  assert.equal(await meant("qauy", lin.as), null);
});

test(
  "the page shows what a mistyped question meant, and what of a question could not be meant",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t);
    await wall.share({ text: "The harbour master counts the boats" });
    await until("the words to be known", async () => {
      const { did_you_mean: meant } = await wall.get<SearchAnswer>("/search?q=harbuor");
      return meant;
    });
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.locator(".masonry article").waitFor();
    await page.keyboard.press("/");
    const field = page.getByRole("textbox", { name: "Search all your things" });
    await field.fill("harbuor");
    await page.getByText("Nothing found for “harbuor”.").waitFor();
    await page.locator(".masonry article").waitFor();
    await page.getByRole("button", { name: "harbour", exact: true }).click();
    await until("the words to be the mended ones", async () => (await field.inputValue()) === "harbour" || null);
    await page.getByText("Nothing found for").waitFor({ state: "detached" });

    await field.fill("harbour is:sunk (boats");
    await page.getByText("is:sunk is not known, and was left out. It may be pinned archived failed").waitFor();
    await page.getByText("The parenthesis ( is not closed.").waitFor();
    await page.locator(".masonry article").waitFor();
    assert.deepEqual(complaints, []);
  },
);
