import { words } from "../words/words.ts";

const LINK = /https?:\/\/[^\s<>"]+/gi;
/** Punctuation after a link belongs to the sentence around it. */
const TRAILING = /[.,;:!?'’*_~|]+$/;
const NO_WORDS = /^[\s\p{P}\p{S}]*$/u;
/** With more words around it, a link is only mentioned. */
const MOST_OTHER_CHARACTERS = 300;

/**
 * The one link that a text is about, by the rule of the server: exactly one, alone on its line or at the start or end
 * of the text, with at most 300 other characters.
 */
export function linkIn(text: string): { url: string; rest: string } | null {
  const whole = text.trim();
  const links = whole.match(LINK) ?? [];
  const url = links[0]?.replace(TRAILING, "");
  if (url === undefined || links.length > 1) return null;
  const beside = whole.replace(url, "").trim();
  const rest = NO_WORDS.test(beside) ? "" : beside;
  const isAlone = whole.split("\n").some((line) => line.trim() === url);
  const isAtEdge = rest === "" || whole.startsWith(url) || whole.endsWith(url);
  return (isAlone || isAtEdge) && rest.length <= MOST_OTHER_CHARACTERS ? { url, rest } : null;
}

const KINDS = [
  [/^image\//, "image"],
  [/^audio\//, "audio"],
  [/^video\//, "video"],
  [/^application\/pdf$/, "pdf"],
] as const;

function filesInWords(files: readonly { type: string }[]): string | null {
  if (files.length === 0) return null;
  const alike = KINDS.find(([type]) => files.every((file) => type.test(file.type)));
  return words.value.box.kinds[alike?.[1] ?? "file"](files.length);
}

/** What the box holds, in words: "A link", "A link, two pictures, a note"; empty when it holds nothing. */
export function understand(text: string, files: readonly { type: string }[]): string {
  const link = linkIn(text);
  const parts: string[] = [];
  if (link !== null) parts.push(words.value.box.link);
  const inWords = filesInWords(files);
  if (inWords !== null) parts.push(inWords);
  if (link === null ? text.trim() !== "" : link.rest !== "") parts.push(words.value.box.note);
  const said = parts.join(", ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}
