import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { inBrowser, openPage, visit } from "../harness/browser.ts";
import { newWall } from "../harness/new-wall.ts";
import { article } from "../harness/pages.ts";
import { until } from "../harness/until.ts";

/** What an element in a window looks like. */
const styled = async (element: Locator, property: string): Promise<string> =>
  await element.evaluate((node, name) => {
    const window = globalThis as unknown as { getComputedStyle(node: unknown): Record<string, string> };
    return window.getComputedStyle(node)[name] ?? "";
  }, property);

/** The size of the words in the frame, and the ground they stand on. */
async function lookOf(page: Page): Promise<{ size: string; ground: string }> {
  const words = page.frameLocator("iframe").getByText("rows out to the seven posts").first();
  await words.waitFor();
  const size = await styled(words, "fontSize");
  const ground = await styled(page.frameLocator("iframe").locator("html"), "backgroundColor");
  return { size, ground };
}

async function settled(page: Page, expected: { size: string; hasGround: boolean }): Promise<void> {
  await until(`words of ${expected.size}`, async () => {
    const { size, ground } = await lookOf(page);
    return size === expected.size && (ground !== "rgba(0, 0, 0, 0)") === expected.hasGround;
  });
}

test(
  "the type and ground of articles are chosen over one, by keys, and hold for all of them and in the settings",
  inBrowser(),
  async (t) => {
    const wall = await newWall(t, { pages: { "/lamps": article() } });
    const share = await wall.share({ url: wall.pages.at("/lamps") });
    await wall.ended(share);
    const { page, context, complaints } = await visit(t, wall.ownerLink);
    await page.getByText("lamplighter").first().waitFor();
    await page.goto(`${wall.url}/item/${share.item_id}`);
    await settled(page, { size: "18.5px", hasGround: false });

    await page.getByRole("button", { name: "Type size and ground" }).press("Enter");
    const size = page.getByRole("group", { name: "Type size" });
    await size.getByRole("radio", { name: "Normal" }).focus();
    await page.keyboard.press("ArrowRight");
    await settled(page, { size: "21.5px", hasGround: false });
    await page.getByRole("group", { name: "Ground", exact: true }).getByRole("radio", { name: "As the page" }).focus();
    await page.keyboard.press("ArrowLeft");
    await settled(page, { size: "21.5px", hasGround: true });
    await page.keyboard.press("Escape");
    await page.locator("#reader-menu").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Type size and ground" }).waitFor();

    const other = await openPage(context, `${wall.url}/settings/look`);
    await other.page.getByRole("radio", { name: "Large", exact: true, checked: true }).waitFor();
    await other.page.getByRole("radio", { name: "Night", exact: true, checked: true }).waitFor();
    await other.page.getByRole("radio", { name: "Small", exact: true }).check();
    await other.page.getByRole("radio", { name: "As the page", exact: true }).check();
    await settled(page, { size: "16.5px", hasGround: false });
    await page.reload();
    await settled(page, { size: "16.5px", hasGround: false });
    assert.deepEqual([...complaints, ...other.complaints], []);
  },
);

test("on a dark page by choice an article is dark too, whatever the system says", inBrowser(), async (t) => {
  const wall = await newWall(t, { pages: { "/lamps": article() } });
  const share = await wall.share({ url: wall.pages.at("/lamps") });
  await wall.ended(share);
  const { page } = await visit(t, wall.ownerLink, { colorScheme: "light" });
  await page.getByText("lamplighter").first().waitFor();
  await page.evaluate(`localStorage.setItem("look", "dark")`);
  await page.goto(`${wall.url}/item/${share.item_id}`);
  await page.frameLocator("iframe").getByText("rows out to the seven posts").first().waitFor();
  const scheme = await styled(page.frameLocator("iframe").locator("html"), "colorScheme");
  assert.equal(scheme, "dark");
});
