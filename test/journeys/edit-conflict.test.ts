import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import { faultsOf } from "../harness/axe.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { openFaultyWay } from "../harness/faulty-way.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { until } from "../harness/until.ts";

const note = (page: Page) => page.getByRole("textbox", { name: "Your note" });
const title = (page: Page) => page.getByRole("textbox", { name: "Title" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const asked = (page: Page) => page.getByText("This was changed meanwhile");

/** The same person at two devices, with the same thing open on both. */
async function twoDevices(
  t: TestContext,
  wall: Journey,
  { url = wall.url } = {},
): Promise<{ item: string; here: Page; there: Page }> {
  const { item_id: item } = await wall.share({ text: "Ask the ferryman", title: "Ferry", note: "eels" });
  const devices: Page[] = [];
  for (const at of [url, wall.url]) {
    const { body } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
    const { page } = await visit(t, `${at}${body.url.slice(new URL(body.url).origin.length)}`);
    await page.goto(`${at}/item/${item}`);
    await note(page).waitFor();
    devices.push(page);
  }
  const [here, there] = devices as [Page, Page];
  return { item: item ?? "", here, there };
}

async function writes(field: ReturnType<typeof note>, text: string): Promise<void> {
  await field.fill(text);
  await field.blur();
}

const noteOf = async (wall: Journey, item: string) => (await wall.item(item)).note;

test(
  "two devices that write in one field: both texts are shown, nothing is overwritten, and whoever wrote last is asked",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const { item, here, there } = await twoDevices(t, wall);
    await note(here).focus();
    await note(here).pressSequentially(" and seven lamps");
    await writes(note(there), "eels, on Thursday");
    await until("the other device to have saved", async () => (await noteOf(wall, item)) === "eels, on Thursday");
    await note(here).blur();
    await asked(here).waitFor();
    assert.equal(await noteOf(wall, item), "eels, on Thursday", "nothing was overwritten");
    assert.match(await note(here).inputValue(), /seven lamps/);
    await here.getByText("What stands there now").waitFor();
    await here.locator(".changed-version").getByText("eels, on Thursday").waitFor();
    for (const [width, scheme] of [
      [390, "light"],
      [1_440, "dark"],
    ] as const) {
      await here.setViewportSize({ width, height: 900 });
      await here.emulateMedia({ colorScheme: scheme });
      assert.deepEqual(await faultsOf(here), []);
      const shots = process.env["DW_SHOTS"];
      await here.locator(".changed").scrollIntoViewIfNeeded();
      if (shots) await here.screenshot({ path: join(shots, `conflict-${width}-${scheme}.png`) });
    }
    const mine = await note(here).inputValue();
    await button(here, "Take both").click();
    await asked(here).waitFor({ state: "detached" });
    await until("both to be saved", async () => (await noteOf(wall, item)) === `eels, on Thursday\n\n${mine}`);

    // One may leave what stands there, and then what one wrote is gone because one said so.
    await title(here).focus();
    await title(here).fill("Lamps");
    await writes(title(there), "Boats");
    await until("the other title to be saved", async () => (await wall.item(item)).title === "Boats");
    await title(here).blur();
    await asked(here).waitFor();
    await button(here, "Leave what stands there").click();
    await asked(here).waitFor({ state: "detached" });
    await until("the field to show it", async () => (await title(here).inputValue()) === "Boats");
    assert.equal((await wall.item(item)).title, "Boats");
  },
);

test("what else changed of the item is no conflict, and what shares add to a note is one", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { item, here } = await twoDevices(t, wall);
  await note(here).focus();
  await wall.expect(200, "PATCH", `/items/${item}`, { body: { pinned: true, title: "Ferries" } });
  await wall.expect(200, "PUT", `/items/${item}/tags/harbour`);
  await writes(note(here), "eels and lamps");
  await until("the note to be saved", async () => (await noteOf(wall, item)) === "eels and lamps");
  assert.equal(await asked(here).count(), 0);
  assert.equal((await wall.item(item)).title, "Ferries");

  const url = "https://quay.example/lamps";
  const { item_id: link } = await wall.share({ url, note: "for Sunday" });
  await here.goto(`${wall.url}/item/${link}`);
  await note(here).focus();
  await note(here).fill("for Monday");
  await wall.share({ url, note: "ask Lin" });
  await note(here).blur();
  await asked(here).waitFor();
  assert.equal(await noteOf(wall, link ?? ""), "for Sunday\nask Lin");
  await button(here, "Take mine").click();
  await until("mine to be saved", async () => (await noteOf(wall, link ?? "")) === "for Monday");
});

test(
  "what was written without a network is kept, also over a closed sheet and a new window, and is asked about where it must be",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const way = await openFaultyWay(t, wall);
    const { item, here } = await twoDevices(t, wall, { url: way.url });
    way.isDown = true;
    await note(here).focus();
    await note(here).fill("written on the ferry");
    // Without leaving the field: closing does.
    await here.keyboard.press("Escape");
    await here.locator("dialog.sheet").waitFor({ state: "detached" });
    await wall.expect(200, "PATCH", `/items/${item}`, { body: { note: "written at home" } });
    await here.close();
    way.isDown = false;

    const next = await windowBeside(here, `${way.url}/`);
    await next.getByText("Yours is kept").waitFor();
    await button(next, "Look").click();
    await asked(next).waitFor();
    assert.equal(await noteOf(wall, item), "written at home");
    assert.equal(await note(next).inputValue(), "written on the ferry");
    await button(next, "Take mine").click();
    await until("mine to be saved", async () => (await noteOf(wall, item)) === "written on the ferry");

    // A window that is closed while one writes has what was written, and sends it the next time.
    await note(next).focus();
    await note(next).pressSequentially(", at night");
    await next.close({ runBeforeUnload: true });
    await windowBeside(next, `${way.url}/`);
    await until("the rest to be saved", async () => (await noteOf(wall, item)) === "written on the ferry, at night");
  },
);

test(
  "what the server does not take stays in the field, with why, until its person lets it go",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const way = await openFaultyWay(t, wall);
    const { item, here } = await twoDevices(t, wall, { url: way.url });
    way.meet("PATCH", /^\/api\/v1\/items\//, [{ status: 503, retryAfter: 1 }]);
    await writes(note(here), "seven posts");
    await here.getByText("Not saved yet.").first().waitFor();
    assert.equal(await note(here).inputValue(), "seven posts");
    await here.reload();
    await until("it to be saved after all", async () => (await noteOf(wall, item)) === "seven posts");
    way.meet("PATCH", /^\/api\/v1\/items\//, [{ status: 422 }]);
    await writes(note(here), "eight posts");
    await button(here, "Throw it away").waitFor();
    assert.equal(await note(here).inputValue(), "eight posts");
    await button(here, "Throw it away").click();
    await until("the field to show what is saved", async () => (await note(here).inputValue()) === "seven posts");
  },
);

/** Another window of the same browser. */
async function windowBeside(page: Page, url: string): Promise<Page> {
  const opened = await page.context().newPage();
  await opened.goto(url);
  return opened;
}
