import { cleanLine, cutGraphemes } from "./clean-text.ts";

/** In characters as a person counts them. */
export const MAX_TITLE_GRAPHEMES = 200;
/** For a share of which nothing can be named, such as a text of spaces. */
export const NO_TITLE = "Untitled";
/** A first line is looked for in this much of a text; a title needs no more. */
const SEARCHED_CHARACTERS = 10_000;

/** What a share brings that can name it. */
export interface Nameable {
  readonly title: string | null;
  readonly url: string | null;
  readonly text: string | null;
  readonly fileNames: readonly string[];
}

/**
 * The title that an item has from the accept on, before anything is read: the person's, the first line of the text, the
 * file's name, the words of the address. One line of at most 200 characters, never empty.
 */
export function firstTitle({ title, url, text, fileNames }: Nameable): string {
  const address = url ?? onlyAddress(text ?? "");
  const candidates = [
    () => shortLine(title ?? ""),
    () => firstLine(text ?? ""),
    () => shortLine(fileNames[0] ?? ""),
    () => shortLine(address === null ? "" : wordsOfAddress(address)),
  ];
  for (const candidate of candidates) {
    const found = candidate();
    if (/[\p{L}\p{N}\p{S}]/u.test(found)) return found;
  }
  return NO_TITLE;
}

function shortLine(value: string): string {
  return cutGraphemes(cleanLine(value.slice(0, SEARCHED_CHARACTERS)), MAX_TITLE_GRAPHEMES).trim();
}

/** The first line with something to read that is more than an address; the marks of Markdown headings, lists and quotes are not part of it. */
function firstLine(text: string): string {
  for (const line of text.slice(0, SEARCHED_CHARACTERS).split(/[\r\n\u2028\u2029]+/)) {
    const plain = shortLine(line.replace(/^\s*(?:#{1,6}|[-*+>]|\d{1,3}[.)])\s+/, ""));
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(plain) && !/^https?:\/\/\S+$/i.test(plain)) return plain;
  }
  return "";
}

function onlyAddress(text: string): string | null {
  return /https?:\/\/\S+/i.exec(text.slice(0, SEARCHED_CHARACTERS))?.[0] ?? null;
}

/** The words of the last part of the path that has any, else the host. */
function wordsOfAddress(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  const parts = url.pathname.split("/").reverse();
  for (const part of parts) {
    const words = slugWords(part);
    if (words !== "") return words;
  }
  return url.host.replace(/^(?:www|m|mobile)\./, "");
}

/** Parts that say where something lies rather than what it is. */
const PLACES = new Set(
  "amp article articles blog comments default en home id index item items news p page pages permalink photo post posts r s shorts status story topic tag u user v video view watch web wiki".split(
    " ",
  ),
);

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function slugWords(part: string): string {
  if (UUID.test(part)) return "";
  const words = decoded(part)
    .replace(/\.(?:html?|xhtml|php\d?|aspx?|jsp|cgi|pdf|md|txt)$/i, "")
    .split(/[\s\-_+.,;~|=&]+/)
    .filter((word) => word !== "");
  // Machines put ids at either end of a slug; a word of letters between digits is hardly ever one.
  while (words.length > 0 && isMachineId(words.at(-1)!)) words.pop();
  while (words.length > 0 && isMachineId(words[0]!) && !/^\d{1,4}$/.test(words[0]!)) words.shift();
  const line = words.join(" ");
  if (!/\p{L}{2}/u.test(line) || PLACES.has(line.toLowerCase())) return "";
  const [first = "", ...rest] = line;
  return first.toLocaleUpperCase("und") + rest.join("");
}

/** Long numbers, hexadecimal hashes, and letters and digits in turns; "covid19" and "iphone15" are words. */
function isMachineId(word: string): boolean {
  return /^\d{5,}$|^(?=\D*\d)[\da-f]{8,}$|^(?=[\da-z]{6,}$)\D*\d+\D+\d/i.test(word);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
