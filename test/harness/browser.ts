import { existsSync } from "node:fs";
import type { TestContext } from "node:test";
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env["DW_TEST_CHROMIUM"] ?? "/usr/bin/chromium";
/** Without these it asks hosts of its maker at every start. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

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

/** Opens a browser of the test's own on `url`; ends with the test. */
export async function visit(t: TestContext, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  t.after(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
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
  await page.goto(url);
  return { page, context, complaints };
}
