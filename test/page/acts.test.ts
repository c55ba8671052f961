import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { Act } from "../../src/contract/acts.ts";
import { found, storeNotes } from "../harness/acts.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { until } from "../harness/until.ts";

/** More than a search shows at once, and than a request changes by itself. */
const MANY = 510;

/** Searches by the keyboard; tells the cards that it finds. */
async function findLanterns(page: Page): Promise<Locator> {
  await page.locator(".masonry article").first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("lantern");
  // What is typed is asked when the typing rests.
  await page.waitForURL(({ search }) => search.includes("lantern"));
  const cards = page.locator(".masonry article").filter({ hasText: "lantern" });
  await cards.first().waitFor();
  return cards;
}

test(
  "all that a search finds is chosen and changed as one, by pointer and by key, and taken back from the notice",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t);
    const { item_id: other } = await wall.share({ text: "an oar" });
    await storeNotes(wall, { count: MANY, on: await wall.inbox(), saying: "lantern" });
    const { page, complaints } = await visit(t, wall.ownerLink);
    const hit = await findLanterns(page);
    await hit.first().hover();
    await hit
      .first()
      .getByRole("button", { name: /^Choose/ })
      .click();
    const bar = page.getByRole("toolbar", { name: "Change what is chosen" });
    await bar.getByText("1 thing chosen").waitFor();
    await bar.getByRole("button", { name: "All 510 that match" }).click();
    await bar.getByText("510 things chosen").waitFor();
    await bar.getByRole("textbox", { name: "Tag them" }).fill("harbour");
    await page.keyboard.press("Enter");
    const notice = page.getByText("510 things tagged “harbour”.");
    await notice.waitFor();
    assert.equal(await found(wall, "tag:harbour"), MANY);
    assert.equal(await bar.count(), 0, "the choice is over");
    await page.getByRole("button", { name: "Undo" }).click();
    await until("the tags to be gone", async () => (await found(wall, "tag:harbour")) === 0);

    // By keys alone.
    await hit.first().waitFor();
    await hit.first().locator("a, button").first().focus();
    await page.keyboard.press("Shift+A");
    await bar.getByText("510 things chosen").waitFor();
    await page.keyboard.press("#");
    await page.getByText("510 things moved to the trash.").waitFor();
    assert.equal(await found(wall, "lantern"), 0);
    assert.equal((await wall.item(other ?? "")).deleted_at, null);
    await page.getByRole("button", { name: "Undo" }).click();
    await until("them to be back", async () => (await found(wall, "lantern")) === MANY);
    await until("both to be taken back", async () => {
      const { items } = await wall.get<{ items: Act[] }>("/acts");
      return items.length === 2 && items.every(({ state, counts }) => state === "undone" && counts.undone === MANY);
    });
    await hit.first().waitFor();
    assert.deepEqual(complaints, []);
  },
);

test("a choice of all that match holds though one of them changes while it is counted", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  await storeNotes(wall, { count: MANY, on: await wall.inbox(), saying: "lantern" });
  const { page, complaints } = await visit(t, wall.ownerLink);
  const hit = await findLanterns(page);
  const shown = await hit.first().locator("xpath=ancestor-or-self::*[@data-key]").first().getAttribute("data-key");
  await page.route("**/acts/count", async (route) => {
    await wall.ask("PATCH", `/items/${shown}`, { body: { title: "The lantern of the third pier" } });
    await page.getByText("The lantern of the third pier").first().waitFor();
    await route.continue();
  });
  const isCounted = page.waitForRequest("**/acts/count");
  await hit.first().locator("a, button").first().focus();
  await page.keyboard.press("Shift+A");
  await isCounted;
  await page.getByRole("toolbar", { name: "Change what is chosen" }).getByText("510 things chosen").waitFor();
  assert.deepEqual(complaints, []);
});

test("a merge is taken back from its notice, and the two are a pair again", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const share = (note: string) => wall.share({ text: "A lamp of the quay, with seven posts", note });
  const first = await share("the first");
  await wall.ended(first);
  const second = await share("the second");
  await wall.ended(second);
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.getByRole("button", { name: "Inbox" }).first().click();
  await page.getByRole("button", { name: "What stands here twice…" }).click();
  const panel = page.getByRole("dialog", { name: "Two that may be one" });
  const pair = panel.getByRole("listitem").filter({ hasText: "the first" });
  await pair.getByRole("button", { name: "Merge into" }).first().click();
  await pair.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await pair.waitFor();
  const items = [await wall.item(first.item_id ?? ""), await wall.item(second.item_id ?? "")];
  assert.deepEqual(
    items.map(({ note, merged_into }) => [note, merged_into]),
    [
      ["the first", null],
      ["the second", null],
    ],
  );
  assert.deepEqual(complaints, []);
});
