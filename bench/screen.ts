import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { CHROMIUM, QUIET } from "../test/harness/chromium.ts";
import type { Figure } from "./row.ts";
import type { BenchServer } from "./server.ts";

/** What is said in place of figures where they need a browser that is not there; null where it is. */
export function unmeasured(...names: string[]): Figure[] | null {
  if (existsSync(CHROMIUM)) return null;
  const note = `Chromium is missing at ${CHROMIUM}`;
  return names.map((what) => ({ what, unit: "ms", ours: [], limit: null, aim: null, note }));
}

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: QUIET });

/** What a browser keeps of somebody who has signed in, for windows that have never seen the wall before. */
export async function signIn(browser: Browser, wall: BenchServer): ReturnType<BrowserContext["storageState"]> {
  const { url } = await wall.ask<{ url: string }>("POST", "/owner-link", {});
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.locator(".masonry, .empty").first().waitFor();
  const { cookies } = await context.storageState();
  await context.close();
  return { cookies, origins: [] };
}
