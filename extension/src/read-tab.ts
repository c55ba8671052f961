import { LIMITS } from "../../src/contract/limits.ts";

export interface ReadTab {
  /** The page as it stands in the tab, scripts included only where they are data; null when it cannot be taken along. */
  readonly html: string | null;
  readonly why: "not-readable" | "too-large" | null;
}

/** Room for what travels beside the page: address, title, note and tags at their longest, and the braces. */
const BESIDE_BYTES = 200_000;
const MOST_BYTES = LIMITS.jsonWithHtmlBytes - BESIDE_BYTES;

/** Whether a wall can keep such an address at all. */
export const isOfTheWeb = (url: string | undefined): url is string => /^https?:\/\//i.test(url ?? "");

/** Reads the page of a tab as the person sees it, by the right that their own press has just given. */
export async function readTab(tabId: number): Promise<ReadTab> {
  let html: string | null;
  try {
    const [read] = await chrome.scripting.executeScript({ target: { tabId }, func: pageAsSeen });
    html = read?.result ?? null;
  } catch {
    html = null;
  }
  if (html === null) return { html: null, why: "not-readable" };
  // As JSON, quotes and line ends take two bytes each.
  const bytes = new TextEncoder().encode(JSON.stringify(html)).length;
  return bytes > MOST_BYTES ? { html: null, why: "too-large" } : { html, why: null };
}

/** Runs inside the page and must stand alone: nothing from outside it is there. */
function pageAsSeen(): string {
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  for (const script of copy.querySelectorAll("script")) if (!/json/i.test(script.type)) script.remove();
  for (const each of copy.querySelectorAll("style, link[rel~='stylesheet'], template")) each.remove();
  // Words typed into a page are the person's and no part of it.
  for (const field of copy.querySelectorAll("input")) field.removeAttribute("value");
  return `<!doctype html>${copy.outerHTML}`;
}
