import assert from "node:assert/strict";
import { test } from "node:test";
import type { Person } from "../../src/contract/people.ts";
import { arriveAs, PASSWORD } from "../harness/accounts.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { until } from "../harness/until.ts";

const options = inBrowser();
const settings = { RATE_LIMIT_SIGN_IN: "off" };

const quotaOf = async (wall: Journey, login: string) =>
  (await wall.get<{ items: Person[] }>("/people")).items.find((person) => person.login === login)?.quota;

test(
  "the owner sees what people have, sets what they may have, and finds both again in the record",
  options,
  async (t) => {
    const wall = await newJourney(t, { workers: false, settings });
    const lin = await arriveAs(wall, "lin", { name: "Lin" });
    await arriveAs(wall, "max", { name: "Max" });
    await wall.expect(202, "POST", "/share", { ...lin.as, body: { text: "one" } });
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.locator("button.wall-name").waitFor();
    await page.goto(`${wall.url}/settings/people`);
    const row = page.locator(".settings-row", { has: page.getByText("Lin", { exact: true }) });
    await row.getByText("1, no limit").waitFor();
    const opener = row.getByRole("button", { name: "Limits of Lin" });
    await opener.click();
    assert.equal(await opener.getAttribute("aria-expanded"), "true");
    await row.getByLabel("Things", { exact: true }).selectOption({ label: "At most" });
    await row.getByLabel("Things: at most").fill("2");
    await row.getByLabel("Files", { exact: true }).selectOption({ label: "At most" });
    await row.getByLabel("Files: at most").fill("0.5");
    await row.getByRole("button", { name: "Save" }).click();
    await row.getByText("1 of 2", { exact: true }).waitFor();
    await row.getByText("0 bytes of 500 MB").waitFor();
    assert.deepEqual((await quotaOf(wall, "lin"))?.ai_usd, { used: 0, limit: null, own: "house" });

    const house = page.locator("form", { has: page.getByRole("heading", { name: "What everybody may have" }) });
    await house.getByLabel("Things", { exact: true }).selectOption({ label: "At most" });
    await house.getByLabel("Things: at most").fill("-1");
    await house.getByRole("button", { name: "Save" }).click();
    assert.equal((await quotaOf(wall, "max"))?.items.limit, null, "what is no limit is not sent");
    await house.getByLabel("Things: at most").fill("7");
    await house.getByRole("button", { name: "Save" }).click();
    await until("the house to have a limit", async () => (await quotaOf(wall, "max"))?.items.limit === 7);
    assert.equal((await quotaOf(wall, "lin"))?.items.limit, 2);
    await page.locator(".settings-row", { hasText: "Max" }).getByText("0 of 7").waitFor();

    await page.reload();
    const record = page.getByRole("region", { name: "What was done" });
    await record.getByText("Max came by an invitation").waitFor();
    await record.getByLabel("About").selectOption({ label: "Limits" });
    await record.getByText("You set what everybody may have: things 7").waitFor();
    await record.getByText("You set what Lin may have: things 2, files 500 MB").waitFor();
    assert.equal(await record.locator(".settings-row").count(), 2);
    await record.getByLabel("Who").selectOption({ label: "Max" });
    await record.getByText("Nothing of that kind.").waitFor();
    assert.deepEqual(complaints, []);
  },
);

test("a long record comes page by page", options, async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  for (let items = 1; items <= 60; items += 1)
    await wall.expect(200, "PATCH", "/house", { body: { quota: { items } } });
  const { page } = await visit(t, wall.ownerLink);
  await page.locator("button.wall-name").waitFor();
  await page.goto(`${wall.url}/settings/people`);
  const record = page.getByRole("region", { name: "What was done" });
  await record.getByLabel("About").selectOption({ label: "Limits" });
  await record.getByText("things 60", { exact: false }).waitFor();
  assert.equal(await record.locator(".settings-row").count(), 50);
  await record.getByRole("button", { name: "Show more" }).click();
  await record.getByText("You set what everybody may have: things 1", { exact: true }).waitFor();
  assert.equal(await record.locator(".settings-row").count(), 60);
});

test("who has as much as they may have reads so where they share, and among their settings", options, async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const lin = await arriveAs(wall, "lin", { name: "Lin" });
  await wall.expect(202, "POST", "/share", { ...lin.as, body: { text: "one" } });
  await wall.expect(204, "PATCH", `/people/${lin.id}`, { body: { quota: { items: 1 } } });
  const { page } = await visit(t, wall.url);
  await page.getByLabel("Name or e-mail address").fill("lin");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.locator("button.wall-name").waitFor();
  await page.locator("#box").fill("a second thing");
  await page.locator("#box").press("Enter");
  await page
    .getByText("There is no room for it: you have 1 of the 1 things that you may have.", { exact: false })
    .waitFor();
  await page.goto(`${wall.url}/settings/account`);
  const use = page.getByRole("region", { name: "What you have here" });
  await use.getByText("1 of 1", { exact: true }).waitFor();
  // What was refused is not lost: it is still there when there is room.
  await wall.expect(204, "PATCH", `/people/${lin.id}`, { body: { quota: { items: 2 } } });
  await page.goto(wall.url);
  await page.getByText("a second thing").waitFor();
});
