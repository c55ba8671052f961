import assert from "node:assert/strict";
import { test } from "node:test";
import { arriveAs, PASSWORD } from "../harness/accounts.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { until } from "../harness/until.ts";

const options = inBrowser();
const settings = { RATE_LIMIT_SIGN_IN: "off" };

const openPanel = async (page: Awaited<ReturnType<typeof visit>>["page"]): Promise<void> => {
  await page.locator("button.wall-name").click();
  await page.locator(".wall-members").click();
  await page.locator("dialog.panel .members li").first().waitFor();
};

/** Signs somebody in on the page, by name and password. */
async function signIn(page: Awaited<ReturnType<typeof visit>>["page"], login: string): Promise<void> {
  await page.getByLabel("Name or e-mail address").fill(login);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.locator("button.wall-name").waitFor();
}

async function harbour(wall: Journey): Promise<string> {
  return (await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "The harbour" } })).body.id;
}

test(
  "an owner lets somebody in by a link, both see what the other puts up, and she shows her out again",
  options,
  async (t) => {
    const wall = await newJourney(t, { settings });
    const board = await harbour(wall);
    const lin = await arriveAs(wall, "lin", { name: "Lin" });
    const { page: adas } = await visit(t, wall.ownerLink);
    await adas.locator("button.wall-name").waitFor();
    await adas.goto(`${wall.url}/wall/${board}`);
    await openPanel(adas);
    await adas.getByLabel("Editor").check();
    await adas.getByRole("button", { name: "Make a link instead" }).click();
    const link = (await adas.locator("#invite-link").textContent())?.trim() ?? "";
    assert.match(link, /\/join#[\w-]{43}$/);

    const { page: lins } = await visit(t, link);
    await signInHere(lins);
    await lins.getByRole("button", { name: "Join this wall" }).click();
    await lins.waitForURL(`**/wall/${board}`);
    await wall.share({ text: "Ada lit the lamps", note: "for Ada alone", wall_id: board });
    await lins.getByText("Ada lit the lamps").first().waitFor();
    await wall.expect(202, "POST", "/share", { ...lin.as, body: { text: "Lin swept the quay", wall_id: board } });
    await adas.keyboard.press("Escape");
    await adas.getByText("Lin swept the quay").first().waitFor();
    await adas.getByText("by Lin").first().waitFor();

    // On the sheet of another's thing there is nothing to edit, and nothing that is its owner's alone.
    await lins.getByText("Ada lit the lamps").first().click();
    await lins.locator("dialog.sheet .side").waitFor();
    assert.equal(await lins.locator("dialog.sheet .title-field").isEditable(), false);
    assert.equal(await lins.locator("dialog.sheet #note-heading").count(), 0);
    assert.ok(!(await lins.content()).includes("for Ada alone"));
    await lins.keyboard.press("Escape");

    await openPanel(adas);
    await adas.getByRole("button", { name: "Show Lin out" }).click();
    await adas.locator(".confirm .danger").click();
    await lins.getByText("You do not see that wall any more.").waitFor();
    await until("her own wall to show", () => new URL(lins.url()).pathname === "/");
    await until("nothing of it to be left", async () => (await lins.getByText("Ada lit the lamps").count()) === 0);
    await lins.getByText("Lin swept the quay").first().waitFor();
  },
);

async function signInHere(page: Awaited<ReturnType<typeof visit>>["page"]): Promise<void> {
  await page.getByLabel("Name or e-mail address").fill("lin");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a viewer is offered nothing that a viewer may not do, and keeps a copy of what they like", options, async (t) => {
  const wall = await newJourney(t, { settings });
  const board = await harbour(wall);
  const lin = await arriveAs(wall, "lin");
  const { body } = await wall.expect<{ url: string }>(201, "POST", `/walls/${board}/invitations`, {
    body: { role: "viewer" },
  });
  await wall.expect(200, "POST", "/join", { ...lin.as, body: { token: body.url.split("#")[1] } });
  await wall.share({ text: "Ada lit the lamps", wall_id: board });
  const { page } = await visit(t, `${wall.url}/wall/${board}`);
  await signIn(page, "lin");
  await page.goto(`${wall.url}/wall/${board}`);
  await page.getByText("Ada lit the lamps").first().waitFor();
  await page.locator("button.wall-name").click();
  assert.equal(await page.locator("#wall-menu .wall-edit").count(), 0);
  await page.keyboard.press("Escape");
  await openPanel(page);
  assert.equal(await page.locator("dialog.panel .invite").count(), 0);
  await page.keyboard.press("Escape");

  // What is written there goes to her own wall.
  await page.locator("#box").fill("A thought of Lin's");
  await page.locator(".box .main-button").click();
  await until("it to be in her inbox", async () => {
    const { items } = await wall.get<{ items: { text: string | null }[] }>("/items", lin.as);
    return items.some(({ text }) => text === "A thought of Lin's");
  });
  await page.getByText("Ada lit the lamps").first().click();
  await page.getByRole("button", { name: "Keep a copy" }).click();
  await page.getByText("It is in your inbox too.").waitFor();
  const { items } = await wall.get<{ items: { text: string | null }[] }>("/items", lin.as);
  assert.ok(items.some(({ text }) => text === "Ada lit the lamps"));
});

test("by a link for guests something is brought without an account, waits, and is put up", options, async (t) => {
  const wall = await newJourney(t, { settings });
  const board = await harbour(wall);
  const { page } = await visit(t, wall.ownerLink);
  await page.locator("button.wall-name").waitFor();
  await page.goto(`${wall.url}/wall/${board}`);
  await openPanel(page);
  await page.getByLabel("What the link is for").fill("The harbour fair");
  await page.getByRole("button", { name: "Make a link for guests" }).click();
  const link = (await page.locator("#wall-link").textContent())?.trim() ?? "";
  assert.match(link, /\/g\/[\w-]{43}$/);
  await page.locator(".invite-link svg.code").waitFor();
  await page.getByText("The harbour fair").waitFor();

  const { page: guests } = await visit(t, link);
  await guests.locator("textarea, input[type=text], input[type=url]").first().waitFor();
  await guests.locator("textarea").first().fill("A lamp for the harbour");
  await guests.locator("form button").last().click();
  await until("it to wait", async () => {
    const { items } = await wall.get<{ items: { text: string | null }[] }>(`/walls/${board}/guest-shares`);
    return items.some(({ text }) => text === "A lamp for the harbour");
  });
  await page.keyboard.press("Escape");
  await openPanel(page);
  await page.getByRole("button", { name: "Put it up" }).click();
  await page.keyboard.press("Escape");
  await page.locator(".masonry").getByText("A lamp for the harbour").first().waitFor();
  await page.getByText("by a guest").first().waitFor();
});
