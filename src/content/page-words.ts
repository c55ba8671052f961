import { MAX_PAGE_TEXT } from "../core/page.ts";
import { plainText, readingTime } from "./article-text.ts";
import type { PageDocument, PageElement } from "./page-dom.ts";

/** What is no text, what is there to be filled in, and what leads elsewhere from every page of a site. */
const LEFT_OUT = new Set(
  "script style noscript template svg math iframe object audio video canvas select textarea datalist nav footer".split(
    " ",
  ),
);
const LEFT_OUT_ROLES = new Set(["navigation", "contentinfo", "search", "menu", "menubar", "dialog", "alertdialog"]);

/** Buttons and links often stand side by side with nothing but their looks between them. */
const APART = new Set(["a", "button", "label", "span"]);

/**
 * What a page says, its bars and menus left out, of which no article stands out: the hours of a shop, the titles of a list,
 * what a tool is for. Null when no word is among it. At most MAX_PAGE_TEXT characters, well-formed.
 */
export function wordsOfPage({ body }: PageDocument): string | null {
  const text = plainText(body, { leftOut, apart: APART }).slice(0, MAX_PAGE_TEXT).toWellFormed();
  return readingTime(text).words === 0 ? null : text;
}

function leftOut(element: PageElement): boolean {
  return LEFT_OUT.has(element.localName) || LEFT_OUT_ROLES.has((element.getAttribute("role") ?? "").toLowerCase());
}
