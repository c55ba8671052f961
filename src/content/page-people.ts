import type { PageDocument } from "./page-dom.ts";
import { oneLine } from "./page-text.ts";

const MAX_AUTHORS = 5;
const MAX_NAME = 120;
const MAX_AUTHOR_LINE = 240;

/** People, not addresses, handles or the site itself. */
export function authorOf(sources: readonly (readonly unknown[])[], siteName: string | null): string | null {
  for (const source of sources) {
    const people = source.map((value) => personOf(value)).filter((name) => name !== null && name !== siteName);
    if (people.length > 0) return oneLine([...new Set(people)].slice(0, MAX_AUTHORS).join(", "), MAX_AUTHOR_LINE);
  }
  return null;
}

function personOf(value: unknown): string | null {
  const name = oneLine(value, MAX_NAME)
    ?.replace(/^(?:(?:written |posted )?by|von|por|par|di|door|autor|author)[:\s]+/i, "")
    .trim();
  if (name === undefined || name === "" || /^@|:\/\/|^www\.|[\w-]+\.(?:com|net|org)\b|@\w+\./i.test(name)) return null;
  return /\p{L}/u.test(name) ? name : null;
}

/** Who a visible byline names. */
export function bylines(document: PageDocument): string[] {
  const element = document.querySelector(
    'a[rel~="author" i], [class~="byline" i], [class~="author-name" i], [class~="p-author" i]',
  );
  // What follows the name is a date or a place.
  const name = oneLine(element?.textContent, MAX_NAME)?.split(/\s*[|·•,]\s*|\s+(?=\d)/)[0];
  return name === undefined || name.split(" ").length > 5 ? [] : [name];
}
