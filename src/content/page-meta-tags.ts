import type { PageDocument, PageElement } from "./page-dom.ts";
import { oneLine } from "./page-text.ts";

/** More `<meta>` than any honest page has; the rest of a flood is not looked at. */
const MAX_METAS = 500;

const MAX_VALUE = 1_000;

/** What a page's `<meta>` elements say, by lower-case name. */
export interface Metas {
  get(name: string): string | undefined;
  all(name: string): readonly string[];
}

/** All `<meta>` by lower-case name, whichever attribute carries it. */
export function metasOf(document: PageDocument): Metas {
  const found = new Map<string, string[]>();
  for (const element of [...document.querySelectorAll("meta[content]")].slice(0, MAX_METAS)) {
    const content = element.getAttribute("content") ?? "";
    if (content.trim() === "") continue;
    const names = ["property", "name", "itemprop", "http-equiv"].map(
      (attribute) => element.getAttribute(attribute) ?? "",
    );
    // Two attributes with one name (`name` and `property`) are one statement.
    for (const name of new Set(names.flatMap((text) => text.toLowerCase().split(/\s+/)).filter(Boolean))) {
      found.set(name, [...(found.get(name) ?? []), content]);
    }
  }
  return { get: (name) => found.get(name)?.[0], all: (name) => found.get(name) ?? [] };
}

/** The value of a microdata property of the page's own outermost thing; those of comments and the like are further in. */
export function microdataOf(document: PageDocument): (name: string) => string | null {
  return (name) => {
    for (const element of document.querySelectorAll(`[itemscope] [itemprop~="${name}"]`)) {
      if (element.closest('[itemtype$="Comment"], [itemtype$="BreadcrumbList"], [itemtype$="ListItem"]') !== null)
        continue;
      const inner = element.hasAttribute("itemscope")
        ? element.querySelector('[itemprop~="name"], [itemprop~="url"]')
        : null;
      const value = statedValue(inner ?? element);
      if (value !== null) return value;
    }
    return null;
  };
}

function statedValue(element: PageElement): string | null {
  const value = ["content", "datetime", "src"]
    .map((name) => element.getAttribute(name))
    .find((found) => found !== null);
  return oneLine(value ?? element.textContent, MAX_VALUE);
}
