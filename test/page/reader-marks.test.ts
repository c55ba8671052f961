import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Highlight, Progress } from "../../src/contract/reading.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { until } from "../harness/until.ts";

const FLOOD = "In the winter of the great flood the lamps went out for nine nights.";
const LONG = article({ extra: "<p>The tide comes in twice a day and nobody minds it much.</p>".repeat(120) });

async function read(wall: Journey): Promise<string> {
  const share = await wall.share({ url: wall.pages.at("/lamps") });
  await wall.ended(share);
  return share.item_id ?? "";
}

/** Selects words in the article, as a finger or a mouse does it. */
const select = (page: Page, words: string): Promise<void> =>
  page.evaluate((wanted) => {
    interface Node {
      readonly data: string;
    }
    const { document, NodeFilter } = globalThis as unknown as {
      document: { querySelector(name: string): { contentWindow: { document: never; getSelection(): never } } };
      NodeFilter: { SHOW_TEXT: number };
    };
    const { contentWindow } = document.querySelector(".article iframe");
    const inner = contentWindow.document as {
      body: unknown;
      createTreeWalker(root: unknown, what: number): { nextNode(): Node | null };
      createRange(): { setStart(node: Node, at: number): void; setEnd(node: Node, at: number): void };
    };
    const walker = inner.createTreeWalker(inner.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.data.indexOf(wanted);
      if (at < 0) continue;
      const range = inner.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const selection = contentWindow.getSelection() as { removeAllRanges(): void; addRange(range: unknown): void };
      selection.removeAllRanges();
      selection.addRange(range);
      return;
    }
    throw new Error(`${wanted} is not there`);
  }, words);

interface WithFonts {
  readonly fonts: { readonly ready: Promise<unknown> };
}

const articleOf = (page: Page) => page.frameLocator(".article iframe").locator("html");

/** Goes so far in the article, of 1. */
const scrollTo = (page: Page, share: number): Promise<void> =>
  articleOf(page).evaluate((element, part) => {
    const { scrollHeight, clientHeight } = element as unknown as { scrollHeight: number; clientHeight: number };
    (element as unknown as { scrollTo(x: number, y: number): void }).scrollTo(0, part * (scrollHeight - clientHeight));
  }, share);

/** What waits for a second or longer never happens in this page any more: what is sent is sent since somebody goes. */
const stopTimers = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const soon = globalThis.setTimeout;
    const unlessLong = (run: () => void, ms = 0) => (ms < 1_000 ? soon(run, ms) : 0);
    Object.assign(globalThis, { setTimeout: unlessLong });
  });

const marksOf = async (wall: Journey, item: string) =>
  (await wall.get<{ items: Highlight[] }>(`/items/${item}/highlights`)).items;

test(
  "selected words are marked in a colour, with a note, and stand in the text, the list and on the page of all",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { pages: { "/lamps": article() } });
    const item = await read(wall);
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.locator(".masonry article").first().waitFor();
    await page.goto(`${wall.url}/item/${item}`);
    const frame = page.frameLocator(".article iframe");
    await frame.getByText("great flood").waitFor();

    await select(page, FLOOD);
    await page.getByRole("button", { name: "Mark in green" }).click();
    const drawn = frame.locator("mark[data-mark]");
    await drawn.getByText(FLOOD).waitFor();
    assert.equal(await drawn.first().getAttribute("data-colour"), "green");
    await page.getByRole("textbox", { name: "Note", exact: true }).fill("when was that?");
    await page.getByRole("button", { name: "Save the note" }).click();
    const side = page.getByRole("complementary");
    await side.getByText("when was that?").waitFor();
    const [made] = await marksOf(wall, item);
    assert.deepEqual([made?.text, made?.colour, made?.note], [FLOOD, "green", "when was that?"]);

    // By the keyboard alone: from the mark to its tools and back, and words that are named.
    await page.keyboard.press("Escape");
    await page.locator(".mark-tools").waitFor({ state: "detached" });
    await drawn.first().focus();
    await page.keyboard.press("Enter");
    const pink = page.getByRole("button", { name: "Mark in pink" });
    await pink.press("Enter");
    await until("the colour", async () => (await marksOf(wall, item))[0]?.colour === "pink");
    await page.getByText("Mark by words").click();
    await page.getByRole("textbox", { name: "Words as they stand in the article" }).fill("from his aunt");
    await page.getByRole("button", { name: "Mark them" }).click();
    await frame.locator("mark[data-mark]", { hasText: "from his aunt" }).waitFor();
    assert.equal((await marksOf(wall, item)).length, 2);

    // What another window marks is drawn here too, and takes the keyboard from nobody.
    await drawn.getByText(FLOOD).focus();
    await wall.expect(201, "POST", `/items/${item}/highlights`, { body: { text: "colza oil, and each" } });
    await frame.locator("mark[data-mark]", { hasText: "colza oil" }).first().waitFor();
    assert.equal(await frame.locator("mark:focus").innerText({ timeout: 2_000 }), FLOOD);

    await page.goto(`${wall.url}/highlights`);
    await page.getByText(FLOOD).waitFor();
    assert.equal(await page.locator(".all-highlights li").count(), 3);
    await page.getByRole("searchbox").fill("auntie");
    await page.getByText("None of your highlights has these words.").waitFor();
    await page.getByRole("searchbox").fill("aunt");
    await page.locator(".all-highlights li").getByText("from his aunt").waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download as Markdown" }).click(),
    ]);
    assert.equal(file.suggestedFilename(), "highlights.md");
    await page.locator(".all-highlights li a").first().click();
    await frame.getByText("great flood").waitFor();
    assert.deepEqual(complaints, []);
  },
);

test("a passage that the page has lost stays beside the text and says so", inBrowser(), async (t) => {
  const wall = await newJourney(t, {
    pages: { "/lamps": [article(), article().replace(FLOOD, "In March all was quiet.")] },
  });
  const item = await read(wall);
  await wall.expect(201, "POST", `/items/${item}/highlights`, { body: { text: FLOOD } });
  const { page } = await visit(t, wall.ownerLink);
  await page.locator(".masonry article").first().waitFor();
  await page.goto(`${wall.url}/item/${item}`);
  await page.frameLocator(".article iframe").locator("mark[data-mark]").first().waitFor();
  const { body } = await wall.expect<{ processing_id: string }>(202, "POST", `/items/${item}/read`);
  await wall.ended(body);
  await page.getByText("No longer in the text").waitFor();
  await page.locator(".highlight-entry").getByRole("button", { name: "Remove the highlight" }).click();
  await page.getByText("Nothing is marked yet.").waitFor();
  assert.deepEqual(await marksOf(wall, item), []);
});

test(
  "an article opens where somebody stopped, on another device too, and its card shows how far",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { pages: { "/lamps": LONG } });
    const item = await read(wall);
    const { page } = await visit(t, wall.ownerLink);
    await page.locator(".masonry article").first().waitFor();
    await page.goto(`${wall.url}/item/${item}`);
    const root = articleOf(page);
    await page.frameLocator(".article iframe").getByText("great flood").waitFor();
    const progress = async () => await wall.get<Progress>(`/items/${item}/progress`);
    await until("it to be opened", async () => (await progress()).opened_at !== null);
    const scroll = (share: number) => scrollTo(page, share);
    await scroll(0.5);
    const half = await until("half of it", async () => {
      const told = await progress();
      return Math.abs(told.fraction - 0.5) < 0.02 ? told : null;
    });
    assert.equal(half.state, "reading");
    assert.notEqual(half.anchor, null);

    await page.goto(`${wall.url}/`);
    await page.locator(".card .progress-reading").waitFor();
    await page.goto(`${wall.url}/item/${item}`);
    await until("to be where it was", async () => {
      const at = await root.evaluate((element) => {
        const { scrollTop, scrollHeight, clientHeight } = element as unknown as Record<string, number>;
        return (scrollTop ?? 0) / ((scrollHeight ?? 0) - (clientHeight ?? 0));
      });
      return Math.abs(at - 0.5) < 0.05;
    });
    await scroll(1);
    await until("the end of it", async () => (await progress()).state === "read");
    await page.goto(`${wall.url}/`);
    await page.locator(".card .progress-read").waitFor();
  },
);

/** The browser has it on its disk, or soon: it outlives the page. */
const isKept = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const { localStorage } = globalThis as unknown as { localStorage: Record<string, string> };
    return Object.keys(localStorage).some((key) => key.startsWith("reading-unsent:"));
  });

const KEPT = { comesBack: true } as const;

// A browser that is in a hurry lets a page that goes say nothing more; what it kept is told when they come back.
for (const [how, leave, { comesBack }] of [
  ["goes to another site", async (page: Page) => void (await page.goto("about:blank")), { comesBack: false }],
  ["closes the article", (page: Page) => page.keyboard.press("Escape"), { comesBack: false }],
  ["closes its tab", (page: Page) => page.close({ runBeforeUnload: true }), KEPT],
  [
    "loses the page to a crash",
    async (page: Page) => {
      await isKept(page);
      const crash = page.waitForEvent("crash");
      await page.goto("chrome://crash").catch(() => {});
      await crash;
    },
    KEPT,
  ],
] as const)
  test(`who scrolls and ${how} before anything was sent is found where they were`, inBrowser(), async (t) => {
    const wall = await newJourney(t, { pages: { "/lamps": LONG } });
    const item = await read(wall);
    const { context, page: first } = await visit(t, wall.ownerLink);
    await first.locator(".masonry article").first().waitFor();
    const page = await context.newPage();
    await page.goto(`${wall.url}/item/${item}`);
    await page.frameLocator(".article iframe").getByText("great flood").waitFor();
    const progress = async () => await wall.get<Progress>(`/items/${item}/progress`);
    await until("it to be opened", async () => (await progress()).opened_at !== null);
    // In another font half of it would be elsewhere.
    await articleOf(page).evaluate(
      async ({ ownerDocument }) => void (await (ownerDocument as unknown as WithFonts).fonts.ready),
    );
    await stopTimers(page);
    await scrollTo(page, 0.5);
    await leave(page);
    if (comesBack) await (await context.newPage()).goto(wall.url);
    const told = await until("how far they were", async () => {
      const now = await progress();
      return now.fraction > 0 ? now : null;
    });
    assert.ok(Math.abs(told.fraction - 0.5) < 0.02, `they were at ${told.fraction}`);
    assert.deepEqual([told.state, told.anchor !== null], ["reading", true]);
  });

test(
  "a place that could not be told outlives another look at the article without a network",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { pages: { "/lamps": LONG } });
    const item = await read(wall);
    const { context, page } = await visit(t, wall.ownerLink);
    await page.locator(".masonry article").first().waitFor();
    await context.route("**/progress", (route) => route.abort());
    const open = async () => {
      await page.goto(`${wall.url}/item/${item}`);
      await page.frameLocator(".article iframe").getByText("great flood").waitFor();
    };
    const asked = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/progress"));
    await open();
    await asked;
    await scrollTo(page, 0.5);
    await isKept(page);
    await page.keyboard.press("Escape");
    const askedAgain = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/progress"));
    await open();
    await askedAgain;
    await page.keyboard.press("Escape");
    await page.locator("dialog.sheet").waitFor({ state: "detached" });
    await context.unroute("**/progress");
    await page.goto(wall.url);
    const told = await until("the place to be told", async () => {
      const now = await wall.get<Progress>(`/items/${item}/progress`);
      return now.fraction > 0 ? now : null;
    });
    assert.ok(Math.abs(told.fraction - 0.5) < 0.02, `they were at ${told.fraction}`);
  },
);

test(
  "what lies long unseen is offered over the wall, put aside one by one, and switched off",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    for (let n = 1; n <= 7; n++) await wall.share({ text: `The old thing number ${n}` });
    wall.clock.forward({ days: 30 });
    const { body: link } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
    const { page, complaints } = await visit(t, link.url);
    const strip = page.getByRole("region", { name: "From long ago" });
    await strip.waitFor();
    assert.equal(await strip.getByRole("listitem").count(), 5);
    await strip
      .getByRole("button", { name: /^Archive: / })
      .first()
      .click();
    await until("four of them", async () => (await strip.getByRole("listitem").count()) === 4);
    await strip
      .getByRole("button", { name: /^Do not bring back again: / })
      .first()
      .click();
    await until("three of them", async () => (await strip.getByRole("listitem").count()) === 3);
    await strip.getByRole("button", { name: "Switch off" }).click();
    await strip.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await strip.waitFor();
    await strip.getByRole("button", { name: "Not today" }).click();
    await strip.waitFor({ state: "detached" });
    await page.reload();
    await page.locator(".masonry article").first().waitFor();
    assert.deepEqual(complaints, []);
  },
);
