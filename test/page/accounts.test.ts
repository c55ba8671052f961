import assert from "node:assert/strict";
import { test } from "node:test";
import { TOTP } from "otpauth";
import { arriveAs, OTHER_PASSWORD, PASSWORD } from "../harness/accounts.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { until } from "../harness/until.ts";

const options = inBrowser();
const settings = { RATE_LIMIT_SIGN_IN: "off" };

test("a person turns on codes of an app, keeps the recovery codes, and changes the password", options, async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  await arriveAs(wall, "lin");
  const { page } = await visit(t, `${wall.url}/settings/account`);
  const signIn = async (password: string) => {
    await page.getByLabel("Name or e-mail address").fill("lin");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  await signIn(PASSWORD);
  await page.locator("button.wall-name").waitFor();
  await page.goto(`${wall.url}/settings/account`);
  await page.getByRole("button", { name: "Set it up" }).click();
  const secret = (await page.locator(".account-form .command").textContent()) ?? "";
  await page.locator(".account-form svg.code").waitFor();
  const totp = new TOTP({ secret });
  await page.getByLabel("Six digits").fill(totp.generate());
  await page.getByRole("button", { name: "Turn it on" }).click();
  const codes = ((await page.locator("#recovery-codes").textContent()) ?? "").split("\n");
  assert.equal(codes.length, 10);
  await page.getByRole("button", { name: "I have them" }).click();
  await page.getByText("It is on. 10 recovery codes are left.").waitFor();

  const password = page.locator("form", { has: page.getByRole("heading", { name: "Password", exact: true }) });
  await password.getByLabel("New password").fill("short");
  await password.getByRole("button", { name: "Save" }).click();
  await password.getByRole("alert").waitFor();
  await password.getByLabel("New password").fill(OTHER_PASSWORD);
  await password.getByRole("button", { name: "Save" }).click();
  await page.getByText("The password is set.").waitFor();

  await page.context().clearCookies();
  await page.goto(wall.url);
  await signIn(OTHER_PASSWORD);
  await page.getByLabel("Code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.locator("button.wall-name").waitFor();
});

test(
  "the owner invites, shuts out and lets in again, says who may come, and sees what was done",
  options,
  async (t) => {
    const wall = await newJourney(t, { workers: false, settings });
    const lin = await arriveAs(wall, "lin", { name: "Lin" });
    const { page } = await visit(t, wall.ownerLink);
    await page.locator("button.wall-name").waitFor();
    await page.goto(`${wall.url}/settings/people`);
    await page.locator(".settings-row").getByText("Lin", { exact: true }).waitFor();
    await page.getByLabel("What they are called").fill("Mia");
    await page.getByRole("button", { name: "Make a link" }).click();
    assert.match((await page.locator("#people-link").textContent()) ?? "", /\/invitation#[\w-]{43}$/);
    await page.getByText("Mia", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Shut Lin out" }).click();
    await page.locator(".confirm .danger").click();
    await page.getByRole("button", { name: "Let in again" }).waitFor();
    await wall.refused("401 credentials-missing", "GET", "/me", lin.as);
    await page.getByRole("button", { name: "Let in again" }).click();
    await page.getByRole("button", { name: "Shut Lin out" }).waitFor();
    await page.getByLabel("Nobody new").check();
    await until(
      "the house to be closed",
      async () => (await wall.get<{ sign_up: string }>("/house")).sign_up === "closed",
    );
    await page.reload();
    await page.getByText("You shut Lin out").first().waitFor();
  },
);
