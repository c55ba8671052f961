import assert from "node:assert/strict";
import { test } from "node:test";
import type { Tag } from "../../src/contract/tags.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";

test("tags are renamed, made one and deleted in the settings, and a deletion is undone", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const wallTags = async () =>
    (await wall.get<{ items: Tag[] }>("/tags")).items.map(({ name, items }) => `${name} ${items}`).sort();
  const item = (await wall.share({ text: "seven posts", tags: ["Hafen", "boats"] })).item_id ?? "";
  await wall.share({ text: "a rope", tags: ["harbour", "<b>odd</b>"] });
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.goto(`${wall.url}/settings/tags`);
  const rows = page.getByRole("dialog", { name: "Settings" }).getByRole("listitem");
  const row = (name: string) => rows.filter({ has: page.getByText(name, { exact: true }) });
  await row("<b>odd</b>").getByText("1 thing").waitFor();

  await page.getByRole("button", { name: "Rename Hafen" }).click();
  const field = page.getByLabel("New name of Hafen");
  await field.fill("a, b");
  await page.keyboard.press("Enter");
  await page.getByText("1 to 64 characters, and no comma.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Rename Hafen" }).click();
  await field.fill("harbour");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Hafen” is “harbour” now, on 2 things.").waitFor();
  await row("harbour").getByText("2 things · also Hafen").waitFor();

  await page.getByRole("button", { name: "Rename harbour" }).click();
  await page.getByLabel("New name of harbour").fill("Harbour");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("“harbour” is “Harbour” now, on 2 things.").waitFor();
  await row("Harbour").getByText("2 things · also Hafen").waitFor();

  await page.getByRole("button", { name: "Delete boats" }).click();
  await page.getByText("“boats” is taken off 1 thing.").waitFor();
  await row("boats").waitFor({ state: "detached" });
  assert.deepEqual(await wallTags(), ["<b>odd</b> 1", "Harbour 2"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await row("boats").getByText("1 thing").waitFor();
  assert.deepEqual(await wallTags(), ["<b>odd</b> 1", "Harbour 2", "boats 1"]);
  assert.deepEqual((await wall.item(item)).tags.map(({ name }) => name).sort(), ["Harbour", "boats"]);

  await wall.expect(200, "DELETE", "/tags/boats");
  await page.getByRole("button", { name: "Delete boats" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor({ state: "detached" });
  await row("boats").waitFor();
  assert.deepEqual(
    complaints.filter((line) => !line.includes("404")),
    [],
  );
});
