import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import type { Wall } from "../../src/contract/walls.ts";
import { faultsOf } from "../harness/axe.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { until } from "../harness/until.ts";

const dialog = (page: Page) => page.getByRole("dialog", { name: "This wall" });
const name = (page: Page) => dialog(page).getByLabel("Name");
const purpose = (page: Page) => dialog(page).getByLabel("What it is for");
const button = (page: Page, words: string) => dialog(page).getByRole("button", { name: words, exact: true });
const asked = (page: Page) => dialog(page).getByText("This was changed meanwhile");

async function wallOf(wall: Journey, body: Record<string, unknown>): Promise<Wall> {
  const { id } = (await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "Boats" } })).body;
  return (await wall.expect<Wall>(200, "PATCH", `/walls/${id}`, { body })).body;
}

/** The owner at a device of theirs, about to change what this wall says of itself. */
async function editing(t: TestContext, wall: Journey, { id, name }: Wall): Promise<Page> {
  const { body } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
  const { page } = await visit(t, body.url);
  await page.goto(`${wall.url}/wall/${id}`);
  await page.getByRole("heading", { name }).getByRole("button").click();
  await page.getByRole("button", { name: "Rename, describe, order…" }).click();
  await dialog(page).waitFor();
  return page;
}

test(
  "two devices that change the words of one wall: both texts are shown, nothing is overwritten, and whoever saves last is asked",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const boats = await wallOf(wall, { description: "All that floats." });
    const now = () => wall.get<Wall>(`/walls/${boats.id}`);
    const [here, there] = [await editing(t, wall, boats), await editing(t, wall, boats)];
    await name(there).fill("Ships");
    await purpose(there).fill("Ships only.");
    await button(there, "Save").click();
    await dialog(there).waitFor({ state: "detached" });

    await name(here).fill("Ferries");
    await purpose(here).fill("What crosses the river.");
    await button(here, "Save").click();
    await asked(here).nth(1).waitFor();
    const theirs = await now();
    assert.deepEqual([theirs.name, theirs.description], ["Ships", "Ships only."], "nothing was overwritten");
    assert.deepEqual(
      [await name(here).inputValue(), await purpose(here).inputValue()],
      ["Ferries", "What crosses the river."],
    );
    await dialog(here).locator(".changed-version").getByText("Ships", { exact: true }).waitFor();
    for (const [width, scheme] of [
      [390, "light"],
      [390, "dark"],
      [1_280, "light"],
      [1_280, "dark"],
    ] as const) {
      await here.setViewportSize({ width, height: 900 });
      await here.emulateMedia({ colorScheme: scheme });
      assert.deepEqual(await faultsOf(here), []);
      const shots = process.env["DW_SHOTS"];
      if (shots) await here.screenshot({ path: join(shots, `wall-conflict-${width}-${scheme}.png`) });
    }

    // Who goes on writing does so in theirs; who saves without having decided is asked again.
    await purpose(here).pressSequentially(" At night, too.");
    await button(here, "Save").click();
    await dialog(here).locator(".changed-version").getByText("What crosses the river. At night, too.").waitFor();
    assert.deepEqual(await now(), theirs);

    await button(here, "Leave what stands there").first().click();
    await asked(here).nth(1).waitFor({ state: "detached" });
    assert.deepEqual(await now(), theirs, "one decision is still to be made");
    await button(here, "Take both").click();
    await dialog(here).waitFor({ state: "detached" });
    const after = await now();
    assert.deepEqual(
      [after.name, after.description],
      ["Ships", "Ships only.\n\nWhat crosses the river. At night, too."],
    );
    await here.getByRole("heading", { name: "Ships" }).waitFor();
  },
);

test(
  "what else was changed of a wall meanwhile is no conflict and stays; one may leave all that stands there",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const boats = await wallOf(wall, { description: "All that floats." });
    const path = `/walls/${boats.id}`;
    const page = await editing(t, wall, boats);
    await wall.expect(200, "PATCH", path, { body: { name: "Ships", sorting: "manual" } });
    await purpose(page).fill("What crosses the river.");
    await button(page, "Save").click();
    await dialog(page).waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Ships" }).waitFor();
    const saved = await wall.get<Wall>(path);
    assert.deepEqual([saved.name, saved.description, saved.sorting], ["Ships", "What crosses the river.", "manual"]);

    await page.getByRole("heading", { name: "Ships" }).getByRole("button").click();
    await page.getByRole("button", { name: "Rename, describe, order…" }).click();
    const { body: theirs } = await wall.expect<Wall>(200, "PATCH", path, {
      body: { name: "Boats", sorting: "newest" },
    });
    await name(page).fill("Ferries");
    await button(page, "Save").click();
    await asked(page).waitFor();
    await until("the order to be shown as it is now", () => dialog(page).getByLabel("Newest first").isChecked());
    await button(page, "Leave what stands there").click();
    await dialog(page).waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Boats" }).waitFor();
    assert.deepEqual(await wall.get<Wall>(path), theirs);
  },
);

test("in German, too, the question a smart wall asks is asked about", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const smart = { name: "Boats", query: "tag:boat" };
  const boats = (await wall.expect<Wall>(201, "POST", "/walls", { body: smart })).body;
  const { body } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
  const { page } = await visit(t, body.url, { locale: "de-DE" });
  await page.goto(`${wall.url}/wall/${boats.id}`);
  await page.getByRole("heading", { name: "Boats" }).getByRole("button").click();
  await page.getByRole("button", { name: "Umbenennen, beschreiben, ordnen …" }).click();
  await wall.expect(200, "PATCH", `/walls/${boats.id}`, { body: { query: "tag:ship" } });
  const form = page.getByRole("dialog").last();
  await form.locator("[name=query]").fill("tag:ferry");
  await form.getByRole("button", { name: "Speichern" }).click();
  await form.getByText("Was jetzt dort steht").waitFor();
  await form.getByText("tag:ship").waitFor();
  await form.getByRole("button", { name: "Meines nehmen" }).click();
  await form.waitFor({ state: "detached" });
  assert.equal((await wall.get<Wall>(`/walls/${boats.id}`)).query, "tag:ferry");
});
