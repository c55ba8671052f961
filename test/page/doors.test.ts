import assert from "node:assert/strict";
import { test } from "node:test";
import { type TOTP, URI } from "otpauth";
import type { WallInvitationMade } from "../../src/contract/members.ts";
import { arriveAs, invite, OTHER_PASSWORD, PASSWORD } from "../harness/accounts.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";

const options = inBrowser();
const settings = { RATE_LIMIT_SIGN_IN: "off" };

test(
  "somebody invited makes an account on the page, signs out, and in again by name and password",
  options,
  async (t) => {
    const wall = await newJourney(t, { workers: false, settings });
    const { url } = await invite(wall, { name_hint: "Mia" });
    const { page } = await visit(t, url);
    await page.getByLabel("Sign-in name").fill("mia");
    assert.equal(new URL(page.url()).hash, "", "the secret does not stay in the address");
    assert.equal(await page.getByLabel("What others call you").inputValue(), "Mia");
    const password = page.getByLabel("Password", { exact: true });
    await password.fill("short");
    await page.getByRole("button", { name: "Make my account" }).click();
    await page.getByRole("alert").waitFor();
    await password.fill(PASSWORD);
    await page.getByRole("button", { name: "Make my account" }).click();
    await page.locator(".empty").waitFor();
    const { items } = await wall.get<{ items: { login: string | null }[] }>("/people");
    assert.ok(items.some(({ login }) => login === "mia"));

    await page.locator("button.account").click();
    await page.locator("#account-menu > button").last().click();
    await page.getByLabel("Name or e-mail address").fill("Mia");
    await page.getByLabel("Password", { exact: true }).fill("a wrong one altogether");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator(".empty").waitFor();

    await page.goto(url);
    await page.getByRole("heading", { name: "This invitation is over." }).waitFor();
  },
);

test("a second factor is asked for after the password, and a link sets a new one", options, async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const { id, as } = await arriveAs(wall, "lin");
  const { body: made } = await wall.expect<{ uri: string }>(201, "POST", "/me/totp", { ...as, body: {} });
  const totp = URI.parse(made.uri) as TOTP;
  await wall.expect(200, "POST", "/me/totp/confirm", { ...as, body: { code: totp.generate() } });
  const { body: reset } = await wall.expect<{ url: string }>(201, "POST", `/people/${id}/reset-link`);

  const { page } = await visit(t, reset.url);
  await page.getByLabel("Password", { exact: true }).fill(OTHER_PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Name or e-mail address").fill("lin");
  await page.getByLabel("Password", { exact: true }).fill(OTHER_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("alert").waitFor();
  // The code of now was used to confirm; the next one has not been.
  await page.getByLabel("Code").fill(totp.generate({ timestamp: Date.now() + 30_000 }));
  await page.getByRole("button", { name: "Go on" }).click();
  await page.locator(".empty").waitFor();
  await page.goto(reset.url);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByRole("heading", { name: "This link does not open any more." }).waitFor();
});

test("whoever is asked to a wall signs in first, or makes an account, and stands before it", options, async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const { id: board } = (await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "The harbour" } }))
    .body;
  await wall.share({ text: "The lamps are lit", wall_id: board });
  const link = async () =>
    (await wall.expect<WallInvitationMade>(201, "POST", `/walls/${board}/invitations`, { body: { role: "viewer" } }))
      .body.url ?? "";
  await arriveAs(wall, "lin");
  const { page } = await visit(t, await link());
  await page.getByRole("heading", { name: "Join “The harbour”" }).waitFor();
  await page.getByLabel("Name or e-mail address").fill("lin");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Join this wall" }).click();
  await page.getByText("The lamps are lit").first().waitFor();
  assert.equal(new URL(page.url()).pathname, `/wall/${board}`);

  const { page: other } = await visit(t, await link());
  await other.getByRole("button", { name: "I have no account here yet" }).click();
  await other.getByLabel("Sign-in name").fill("mia");
  await other.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await other.getByRole("button", { name: "Make my account" }).click();
  await other.locator(".empty").waitFor();
  await other.goto(`${wall.url}/wall/${board}`);
  await other.getByText("The lamps are lit").first().waitFor();
});
