import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import type { Me } from "../../src/contract/walls.ts";
import { SAID as PLAIN } from "../harness/ai-said.ts";
import { openAiServer } from "../harness/ai-server.ts";
import { claudeAt, openAiAt } from "../harness/ai-settings.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { hurried } from "../harness/hurried.ts";
import { type Journey, newJourney } from "../harness/journey.ts";

const TEXT =
  "The ferry to the island of Rossmar sails from a new quay. Carpenters drove seven oak posts into the harbour floor, and the harbour master says that the quay will outlive them all.";
const SAID = { ...PLAIN, image_text: "QUAY 7 ROSSMAR FERRY" };
const SAID_IN_GERMAN = {
  ...SAID,
  summary: "Die Fähre legt an einem neuen Kai ab, den sieben Pfosten aus Eiche tragen.",
  tags: ["fähre", "hafen"],
};

/** Opens the sheet of a text that was shared; where it has to wait, the clock is moved. */
async function openSheet(t: TestContext, wall: Journey): Promise<{ page: Page; complaints: string[]; item: string }> {
  const { page, complaints } = await visit(t, wall.ownerLink);
  const share = await wall.share({ text: TEXT });
  await hurried(wall, share);
  await page.locator("article").first().waitFor();
  await page.goto(`${wall.url}/item/${share.item_id}`);
  await page.getByRole("heading", { name: "Analysis" }).waitFor();
  return { page, complaints, item: share.item_id ?? "" };
}

test(
  "the sheet says who analysed and at what cost, tries another way without keeping it, keeps it, and takes it back",
  inBrowser(),
  async (t) => {
    const server = await openAiServer(t);
    server.answer(SAID);
    const wall = await newJourney(t, { settings: claudeAt(server) });
    const { page, complaints, item } = await openSheet(t, wall);
    const side = page.getByRole("complementary", { name: "What is known about it" });
    await side.getByText("Claude (claude-haiku-5-5)").waitFor();
    assert.match(await side.getByRole("heading", { name: "Analysis" }).innerText(), /Analysis\s+\d\.\d\d ¢/);
    await side.getByText("Rossmar", { exact: true }).waitFor();

    await side.getByRole("button", { name: "Analyse again" }).click();
    const form = page.getByRole("form", { name: "Analyse again" });
    await form.getByLabel("Language").selectOption("German");
    await form.getByLabel("What should it look at?").fill("Say it as a harbour master would.");
    server.answer(SAID_IN_GERMAN);
    await form.getByRole("button", { name: "Preview" }).click();
    await form.getByText(SAID_IN_GERMAN.summary).waitFor();
    await form.getByText(SAID.summary).waitFor();
    await page
      .locator(":focus")
      .and(form.getByRole("region", { name: "What it would say" }))
      .waitFor();
    assert.match(await form.innerText(), /\d\.\d\d ¢/);
    const asked = server.questions.at(-1);
    assert.ok(`${asked?.instructions}${asked?.content}`.includes("harbour master would"));
    assert.match(asked?.instructions ?? "", /German \(de\)/);
    assert.equal((await wall.item(item)).summary, SAID.summary, "nothing of a preview is kept");

    await form.getByRole("button", { name: "Use this" }).click();
    const notice = page.getByRole("status").filter({ hasText: "Analysed again." });
    await notice.waitFor();
    await side.getByText(SAID_IN_GERMAN.summary).waitFor();
    await form.waitFor({ state: "detached" });
    assert.deepEqual(server.questions.at(-1)?.instructions, asked?.instructions, "what is kept was asked for alike");
    await side.getByText("1 earlier").click();
    await side.getByText(SAID.summary).waitFor();

    await side.getByRole("button", { name: "Undo this analysis" }).click();
    await page.getByText("Taken back. The one before it shows again.").waitFor();
    assert.equal((await wall.item(item)).summary, SAID.summary);
    await side.getByText("taken back", { exact: true }).waitFor();
    assert.deepEqual(complaints, []);
  },
);

test("Undo in the notice takes back what was asked for just now", inBrowser(), async (t) => {
  const server = await openAiServer(t);
  server.answer(SAID);
  const wall = await newJourney(t, { settings: claudeAt(server) });
  const { page, complaints, item } = await openSheet(t, wall);
  await page.getByRole("button", { name: "Analyse again" }).click();
  await page.getByLabel("This server, without an AI").check();
  await page.getByRole("button", { name: "Analyse", exact: true }).click();
  const notice = page.getByRole("status").filter({ hasText: "Analysed again." });
  await notice.waitFor();
  assert.equal((await wall.item(item)).analyzed_by, "built-in");
  await notice.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Taken back. The one before it shows again.").waitFor();
  assert.equal((await wall.item(item)).summary, SAID.summary);
  assert.deepEqual(complaints, []);
});

test(
  "when the AI is away the sheet says so in one line, and that a better analysis follows",
  inBrowser(),
  async (t) => {
    const server = await openAiServer(t);
    server.fail("529");
    const wall = await newJourney(t, { settings: claudeAt(server) });
    const { page, complaints } = await openSheet(t, wall);
    const side = page.getByRole("complementary", { name: "What is known about it" });
    await side.getByText("This server, without an AI").waitFor();
    await side.getByText(/^Claude did not answer: it is overloaded/).waitFor();
    await side.getByText("A better one follows by itself.").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("img", { name: "Analysed here for now; an AI follows" }).waitFor();
    assert.deepEqual(complaints, []);
  },
);

test(
  "what stands stays when it is analysed again while the AI is away, and the sheet says why",
  inBrowser(),
  async (t) => {
    const server = await openAiServer(t);
    server.answer(SAID);
    const wall = await newJourney(t, { settings: claudeAt(server) });
    const { page, complaints, item } = await openSheet(t, wall);
    server.fail("401");
    await page.getByRole("button", { name: "Analyse again" }).click();
    await page.getByRole("button", { name: "Analyse", exact: true }).click();
    await page.getByText("Nothing was changed: no new analysis could be had.").waitFor();
    const side = page.getByRole("complementary", { name: "What is known about it" });
    await side.getByText(/^Claude did not answer: it did not accept the key/).waitFor();
    await side.getByText("1 other", { exact: true }).waitFor();
    await side.getByText(SAID.summary).waitFor();
    assert.equal((await wall.item(item)).summary, SAID.summary);
    assert.deepEqual(complaints, []);
  },
);

test("a budget that is reached is told where it is felt and where it is counted", inBrowser(), async (t) => {
  const server = await openAiServer(t);
  const wall = await newJourney(t, { settings: claudeAt(server, { AI_MONTHLY_BUDGET_USD: "0.0001" }) });
  const { page, complaints } = await openSheet(t, wall);
  await page.getByText("The budget of this month is reached.").waitFor();
  await page.getByText("A better one follows by itself.").waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("button", { name: "Settings" }).click();
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("link", { name: "AI and budget" }).click();
  await dialog.getByText("0 ¢ of 0.01 ¢").waitFor();
  await dialog.getByText(/No AI was asked yet this month/).waitFor();
  assert.equal(server.questions.length, 0);
  assert.deepEqual(complaints, []);
});

test("a model on a server of one's own is named as it is, and is free", inBrowser(), async (t) => {
  const server = await openAiServer(t);
  server.answer(SAID);
  const wall = await newJourney(t, { settings: openAiAt(server) });
  const { page, complaints } = await openSheet(t, wall);
  const side = page.getByRole("complementary", { name: "What is known about it" });
  await side.getByText("llama3.2", { exact: true }).waitFor();
  assert.match(await side.getByRole("heading", { name: "Analysis" }).innerText(), /free/);
  assert.deepEqual(complaints, []);
});

test("without an AI the sheet offers no wishes that nobody could follow, and costs nothing", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const { page, complaints } = await openSheet(t, wall);
  const heading = page.getByRole("heading", { name: "Analysis" });
  assert.match(await heading.innerText(), /free/);
  await page.getByRole("button", { name: "Analyse again" }).click();
  const form = page.getByRole("form", { name: "Analyse again" });
  assert.equal(await form.locator("select, textarea, input").count(), 0);
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "detached" });
  await heading.waitFor();
  await page.locator(":focus").filter({ hasText: "Analyse again" }).waitFor();
  assert.deepEqual(complaints, []);
});

test("the language of analyses is set, and the month's cost is told beside its budget", inBrowser(), async (t) => {
  const server = await openAiServer(t);
  server.answer(SAID);
  const wall = await newJourney(t, { settings: claudeAt(server, { AI_MONTHLY_BUDGET_USD: "0.05" }) });
  const { page, complaints } = await openSheet(t, wall);
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("button", { name: "Settings" }).click();
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("link", { name: "AI and budget" }).click();
  await dialog.getByText(/^0\.\d\d ¢ of 5 ¢$/).waitFor();
  const row = dialog.getByRole("row", { name: /Claude \(claude-haiku-5-5\)/ });
  assert.match(await row.innerText(), /1\s+0\.\d\d ¢$/);
  await dialog.getByRole("link", { name: "Language" }).click();
  await dialog.getByLabel("Language of analyses").selectOption("German");
  await dialog.getByText(/^Saved\./).waitFor();
  assert.equal((await wall.get<Me>("/me")).person.language, "de");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.match((await page.locator(":focus").getAttribute("aria-label")) ?? "", /^Account/);

  const share = await wall.share({ text: `${TEXT} It opens in May.` });
  await wall.ended(share);
  assert.match(server.questions.at(-1)?.instructions ?? "", /German \(de\)/);
  assert.deepEqual(complaints, []);
});
