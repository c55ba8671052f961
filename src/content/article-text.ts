import { isElement, type PageElement } from "./page-dom.ts";

const BLOCK = new Set(
  "p div section h1 h2 h3 h4 h5 h6 blockquote pre ul ol li dl dt dd figure figcaption table caption tr details summary aside hr main article header address form fieldset legend".split(
    " ",
  ),
);

/** Scripts written without spaces: two characters of one, four of the other, are about a word. */
const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const SPACELESS = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const WORD = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;

const WORDS_A_MINUTE = 230;

/** What of a page is no text of it, and what stands beside others of its kind without a space between them. */
export interface PageParts {
  readonly leftOut: (element: PageElement) => boolean;
  readonly apart: ReadonlySet<string>;
}

const WHOLE: PageParts = { leftOut: () => false, apart: new Set() };

/** Plain text: an empty line between paragraphs, a line break where the article has one, cells set apart by tabs. */
export function plainText(root: PageElement, page: PageParts = WHOLE): string {
  const parts: string[] = [];
  write(root, { parts, preformatted: false, page });
  return parts
    .join("")
    .replace(/[^\S\n\t]*\n[^\S\n]*/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/\t(?=\n|$)/g, "")
    .trim();
}

/** Words of a text in any script, and the minutes that reading them takes (at least one). */
export function readingTime(text: string): { words: number; readingMinutes: number } {
  const ideographs = text.match(IDEOGRAPHS)?.length ?? 0;
  const spaceless = text.match(SPACELESS)?.length ?? 0;
  const spaced = text.replace(IDEOGRAPHS, " ").replace(SPACELESS, " ").match(WORD)?.length ?? 0;
  const words = Math.round(spaced + ideographs / 2 + spaceless / 4);
  return { words, readingMinutes: Math.max(1, Math.round(words / WORDS_A_MINUTE)) };
}

interface Writing {
  readonly parts: string[];
  readonly preformatted: boolean;
  readonly page: PageParts;
}

function write(element: PageElement, writing: Writing): void {
  const { parts, preformatted, page } = writing;
  for (const node of element.childNodes) {
    if (node.nodeType === 3)
      parts.push(preformatted ? (node.textContent ?? "") : (node.textContent ?? "").replace(/\s+/g, " "));
    else if (isElement(node) && !page.leftOut(node)) writeElement(node, writing);
  }
}

function writeElement(element: PageElement, writing: Writing): void {
  const { parts, preformatted, page } = writing;
  const name = element.localName;
  if (name === "br") parts.push("\n");
  else if (name === "td" || name === "th") {
    write(element, writing);
    parts.push("\t");
  } else if (BLOCK.has(name)) {
    const tight = name === "li" || name === "tr" || name === "dt" || name === "dd";
    // List items and rows follow each other without a gap; the list itself makes one.
    parts.push(tight ? "\n" : "\n\n");
    if (name === "li") parts.push("- ");
    write(element, { ...writing, preformatted: preformatted || name === "pre" });
    if (!tight) parts.push("\n\n");
  } else {
    write(element, writing);
    if (page.apart.has(name)) parts.push(" ");
  }
}
