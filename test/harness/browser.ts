import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, type TestContext } from "node:test";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { CHROMIUM, PAGES_ONLY, QUIET } from "./chromium.ts";

/** The options of a test in a browser: skipped where there is none, which under CI is a failure. */
export function inBrowser(): { skip: string | false } {
  if (existsSync(CHROMIUM)) return { skip: false };
  if (process.env["CI"] === "true") throw new Error(`Chromium is missing at ${CHROMIUM}`);
  return { skip: "Chromium is not installed here" };
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained about: console errors, exceptions, and requests to anywhere but our server. */
  readonly complaints: string[];
}

const SIZE = { viewport: { width: 1280, height: 900 } };

const SIGN_IN = "/api/auth/owner-link";

/** Where nobody has visited for so long the browser ends. */
const IDLE_MS = 2_000;

let browser: Promise<Browser> | null = null;
let visits = 0;
let idle: NodeJS.Timeout | undefined;

async function endBrowser(): Promise<void> {
  clearTimeout(idle);
  const ending = browser;
  browser = null;
  await (await ending)?.close();
}

// Node does this at the end of a file, but too early where a file waits for something before it names its last tests.
after(endBrowser);

/**
 * Opens `url` in a browser that all tests of a file share: a start takes longer than most of them. Each visit has cookies,
 * storage and a worker of its own, and ends with its test.
 */
export async function visit(t: TestContext, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  visits += 1;
  clearTimeout(idle);
  browser ??= chromium.launch({ executablePath: PAGES_ONLY, args: QUIET });
  const context = await (await browser).newContext({ ...SIZE, ...options });
  t.after(async () => {
    await context.close();
    visits -= 1;
    if (visits === 0) idle = setTimeout(endBrowser, IDLE_MS);
  });
  return await openPage(context, url);
}

/** A browser that keeps everything, as a person's own does: the test closes it and opens it again. */
export interface Profile {
  open(url: string): Promise<Visit>;
}

/** It ends with its test, and what it kept goes when it has ended: it writes to the last. */
export async function newProfile(t: TestContext): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), "dw-profile-"));
  const opened: BrowserContext[] = [];
  t.after(async () => {
    for (const context of opened) await context.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  return {
    async open(url) {
      const context = await chromium.launchPersistentContext(folder, {
        executablePath: CHROMIUM,
        args: QUIET,
        ...SIZE,
      });
      opened.push(context);
      return await openPage(context, url);
    },
  };
}

/** A browser of its own with an unpacked extension in it, and nothing else that Playwright would leave out. */
export async function launchWithExtension(folder: string, extension: string): Promise<BrowserContext> {
  return await chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [...QUIET, `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
    ...SIZE,
  });
}

/** Another page in the same browser, with the same cookies and storage. */
export async function openPage(context: BrowserContext, url: string): Promise<Visit> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (new URL(request.url()).protocol !== "data:" && new URL(request.url()).host !== new URL(url).host)
      complaints.push(`asked ${request.url()}`);
  });
  // Who goes elsewhere before the link was answered would not be signed in.
  const isWelcome = new URL(url).pathname === "/welcome";
  const signedIn = isWelcome ? page.waitForResponse((answer) => answer.url().endsWith(SIGN_IN)) : null;
  await Promise.all([page.goto(url), signedIn]);
  return { page, context, complaints };
}
