import { identifyUrl, MAX_ADDRESS_CHARACTERS } from "./url-identity.ts";

/** With more words than this around it, a link is mentioned in a note rather than shared. */
export const MAX_CHARACTERS_BESIDE_LINK = 300;

/** Up to what ends an address in running text: white space, quotes, angle brackets, full-width punctuation. */
const LINK = /(?<![\p{Script=Latin}\p{N}_])https?:\/\/[^\s<>"`“”„«»‹›、。，；！？：（）「」『』【】《》〈〉…]+/giu;
/** What may stand around a link without being text: brackets, quotes, punctuation. */
const NO_WORDS = /^[\s\p{P}\p{S}]*$/u;

/**
 * The link that a text was shared for. Phones put it into the text as often as into the address: when the text holds
 * exactly one http(s) link, alone on its line or at the text's start or end, with at most 300 other characters, that
 * link is meant. Otherwise, null: a note that mentions links, or none. Punctuation after a link and brackets around it
 * are not part of it. The link is given as it was written.
 */
export function findTheLink(text: string): { url: string } | null {
  const trimmed = text.trim();
  if (trimmed.length > MAX_ADDRESS_CHARACTERS + 2 * MAX_CHARACTERS_BESIDE_LINK) return null;
  const links = [...trimmed.matchAll(LINK)];
  const found = links[0];
  if (found === undefined || links.length > 1) return null;

  const url = withoutTrailingPunctuation(found[0]);
  const before = trimmed.slice(0, found.index);
  const after = trimmed.slice(found.index + url.length);
  if (lengthOf(before.trim()) + lengthOf(after.trim()) > MAX_CHARACTERS_BESIDE_LINK) return null;
  const lineBefore = before.slice(before.lastIndexOf("\n") + 1);
  const lineAfter = after.split("\n", 1)[0] ?? "";
  const atStart = NO_WORDS.test(before);
  const atEnd = NO_WORDS.test(after);
  const alone = NO_WORDS.test(lineBefore) && NO_WORDS.test(lineAfter);
  if (!atStart && !atEnd && !alone) return null;
  return "problem" in identifyUrl(url) ? null : { url };
}

/** What ties a link to the words beside it, and means nothing without it. */
const TIES = /^[\s:–—|-]+|[\s:–—|-]+$/g;

/**
 * What a text says beside the link that it was shared for: its lines without the link, and without lines that hold no
 * words. Null when that is nothing.
 * @param link the link as it is written in the text; null when it does not stand there
 */
export function wordsBesideLink(text: string, link: string | null): string | null {
  const lines = text.split("\n").map((line) => {
    const [before = "", after = ""] = link === null ? [line] : line.split(link);
    return link !== null && line.includes(link) ? `${before.trimEnd()} ${after.trimStart()}`.replace(TIES, "") : line;
  });
  const said = lines.map((line) => line.trim()).filter((line) => !NO_WORDS.test(line));
  return said.length === 0 ? null : said.join("\n");
}

const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** A closing bracket belongs to the link only if the link opened it: `/wiki/Rye_(bread)`. */
function withoutTrailingPunctuation(link: string): string {
  const surplus = new Map(
    Object.entries(OPENING).map(([close, open]) => [close, count(link, close) - count(link, open)]),
  );
  let end = link.length;
  for (; end > 0; end -= 1) {
    const last = link[end - 1]!;
    const unopened = surplus.get(last);
    if (unopened === undefined ? !/[.,;:!?'’*_~|\\]/.test(last) : unopened <= 0) break;
    if (unopened !== undefined) surplus.set(last, unopened - 1);
  }
  return link.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function lengthOf(text: string): number {
  return [...text].length;
}
