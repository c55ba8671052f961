import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { newWall } from "../harness/new-wall.ts";
import { until } from "../harness/until.ts";

test(
  "who pastes a link that stands already hears since when, and puts it back where it was",
  inBrowser(),
  async (t) => {
    const wall = await newWall(t, { workers: false });
    const first = await wall.share({ url: "https://lamps.example/last", title: "The last lamp" });
    wall.clock.forward({ seconds: 1 });
    await wall.share({ text: "Something newer" });
    const { page, complaints } = await visit(t, wall.ownerLink);
    const isNewestFirst = async () => {
      const [top = ""] = await page.locator(".masonry article").allInnerTexts();
      return top.includes("Something newer");
    };
    await until("the newer one at the top", isNewestFirst);

    wall.clock.forward({ seconds: 1 });
    await page.getByLabel("A link, a thought, a file").fill("https://lamps.example/last");
    await page.keyboard.press("Enter");
    const notice = page.locator(".notice");
    await notice.getByText(/^Already saved on \d+ \w+ \d{4}, moved to the top\.$/).waitFor();
    await until("the old one at the top", async () => !(await isNewestFirst()));
    await notice.getByRole("button", { name: "Undo" }).click();
    await notice.getByText("Taken back. It is where it was before.").waitFor();
    await until("the newer one at the top again", isNewestFirst);
    assert.equal((await wall.item(first.item_id)).title, "The last lamp");
    assert.deepEqual(complaints, []);
  },
);

test("the page that a share lands on says the same, and offers the same way back", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const first = await wall.share({ url: "https://lamps.example/last", title: "The last lamp" });
  wall.clock.forward({ seconds: 1 });
  const newer = await wall.share({ text: "Something newer" });
  const order = async () => {
    const { body } = await wall.ask<{ items: Item[] }>("GET", `/walls/${first.wall_id}/items`);
    return body.items.map(({ id }) => id);
  };
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.getByText("Something newer").first().waitFor();
  wall.clock.forward({ seconds: 1 });
  await page.goto(`${wall.url}/share-target?url=https%3A%2F%2Flamps.example%2Flast`);
  await page.getByRole("button", { name: "Save to your wall" }).click();
  await page.getByText(/^Already saved on \d+ \w+ \d{4}, moved to the top\.$/).waitFor();
  assert.deepEqual(await order(), [first.item_id, newer.item_id]);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("heading", { name: "Taken back" }).waitFor();
  assert.deepEqual(await order(), [newer.item_id, first.item_id]);
  assert.deepEqual(complaints, []);
});
