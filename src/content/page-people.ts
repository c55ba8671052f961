import type { PageDocument, PageElement } from "./page-dom.ts";
import { oneLine } from "./page-text.ts";

const MAX_AUTHORS = 5;
const MAX_NAME = 120;
const MAX_AUTHOR_LINE = 240;

/** A person's name has at most so many words. */
const MOST_WORDS = 5;

/** What stands before a name: "By", "Von", "Автор:", "بقلم". */
const BY =
  /^(?:(?:written |posted |words |text |story |published )?by|von|por|par|di|door|af|av|autore?|autora|autorka|auteure?|author|text|texte|testo|tekst|texto|napsala?|írta|yazan|автор(?:ка)?|авторы|текст|от|από|του|της|بقلم|كتب|نویسنده|נכתב על ידי|מאת|लेखक|글|文|作者|記者|记者|撰文|取材・文)(?:\s*[:：]\s*|\s+)/iu;

/** Between two names. */
const AND = /\s*[,;、，]\s*|\s+(?:and|und|et|och|og|en|ve|και|и|та|و)\s+|\s+[&+]\s+/iu;

/** Elements that carry a byline; the last ones are used for much else, so there may only be one of them. */
const SURE_BYLINES =
  '[rel~="author" i], [itemprop~="author" i]:not(meta), [class~="byline" i], [class~="author-name" i], [class~="p-author" i], [class~="post-author" i], [class~="signature" i], .author.vcard';
const LONE_BYLINES =
  '[class~="author" i], [class~="autor" i], [class~="auteur" i], [class~="autore" i], [class~="writer" i]';

/** People, not addresses, handles or the site itself. */
export function authorOf(sources: readonly (readonly unknown[])[], siteName: string | null): string | null {
  for (const source of sources) {
    const people = source
      .flatMap((value) => namesIn(value))
      .map((value) => personOf(value))
      .filter((name) => name !== null && name !== siteName);
    if (people.length > 0) return oneLine([...new Set(people)].slice(0, MAX_AUTHORS).join(", "), MAX_AUTHOR_LINE);
  }
  return null;
}

/** "By June Abara and Colm Fithe" are two people, "Laskarin, Ivo" is one, and so is "Smith & Sons". */
function namesIn(value: unknown): string[] {
  const line = oneLine(value, MAX_AUTHOR_LINE)?.replace(BY, "").trim();
  if (line === undefined) return [];
  const parts = line.split(AND).filter((part) => part !== "");
  const [first = "", second = ""] = parts;
  const isTurned = parts.length === 2 && /^[^,]+,[^,]+$/.test(line) && !first.includes(" ") && !/\s\S+\s/.test(second);
  if (isTurned) return [`${second} ${first}`];
  return parts.length > 1 && parts.every((part) => part.trim().includes(" ")) ? parts : [line];
}

function personOf(value: string): string | null {
  const name = oneLine(value, MAX_NAME)?.replace(BY, "").trim();
  if (name === undefined || name === "" || /^@|:\/\/|^www\.|[\w-]+\.(?:com|net|org)\b|@\w+\./i.test(name)) return null;
  return /\p{L}/u.test(name) ? name : null;
}

/** Who a visible byline names. */
export function bylines(document: PageDocument): string[] {
  const sure = document.querySelector(SURE_BYLINES);
  const lone = [...document.querySelectorAll(LONE_BYLINES)];
  const element = sure ?? (lone.length === 1 ? lone[0] : undefined);
  const named = element === undefined || element === null ? null : nameIn(innermost(element), false);
  return [named ?? nameBelowHeading(document)].filter((name) => name !== null);
}

/** Below the main heading a line that begins with "By" is a byline, whatever its class. */
function nameBelowHeading(document: PageDocument): string | null {
  for (const line of linesBelowHeading(document)) {
    const name = nameIn(line, true);
    if (name !== null) return name;
  }
  return null;
}

/** The short lines that follow the page's only main heading, or stand before it. */
export function linesBelowHeading(document: PageDocument): string[] {
  const headings = [...document.querySelectorAll("h1")];
  const [heading] = headings;
  if (headings.length !== 1 || heading === undefined) return [];
  const lines: string[] = [];
  let element = heading.nextElementSibling ?? heading.parentElement?.nextElementSibling ?? null;
  for (let steps = 0; element !== null && steps < 3; steps++) {
    const text = oneLine(element.textContent?.slice(0, 400), 200);
    if (text !== null && text.length < 160) lines.push(text);
    element = element.nextElementSibling;
  }
  return lines;
}

function innermost(element: PageElement): string | null {
  const inner = element.querySelector('[itemprop~="name"], .fn, [rel~="author"]');
  return (inner ?? element).textContent;
}

function nameIn(text: string | null, mustSayBy: boolean): string | null {
  const line = oneLine(text?.slice(0, 400), 200);
  if (line === null || (mustSayBy && !BY.test(line))) return null;
  // What follows the name is a date or a place.
  const name = line.replace(BY, "").split(/\s*[|·•—–]\s*|\s*,\s*(?=le\b|am\b|\d)|\s+-\s+|,?\s+(?=\d)/u)[0] ?? "";
  const people = name.split(AND);
  return people.every((person) => person.split(" ").length <= MOST_WORDS) && !/[.!?]\s/.test(name) ? name : null;
}
