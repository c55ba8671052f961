import { withoutUnseen } from "./unseen.ts";

/** Markup within markup shows itself once the outer one is gone; who nests deeper loses the brackets. */
const ROUNDS = 4;

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
  colon: ":",
  sol: "/",
  period: ".",
  commat: "@",
  lpar: "(",
  rpar: ")",
  newline: "\n",
  tab: "\t",
};

/**
 * The text of an answer without HTML and Markdown: tags go, what scripts and styles hold goes with them, links and pictures
 * leave their words. `1 < 2` stays. What no person sees is gone as well. Linear; never holds `<` before a letter or `/`.
 */
export function plainText(value: string): string {
  let text = withoutUnseen(value);
  for (let round = 0; round < ROUNDS; round += 1) {
    const plainer = withoutMarkdown(withoutTags(decodeEntities(text)));
    if (plainer === text) break;
    text = plainer;
  }
  return text.replace(/<(?=[a-z/!?])/giu, "").trim();
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));?/giu, (whole, decimal, hex, name) => {
    if (name !== undefined) {
      const key = (name as string).toLowerCase();
      // `&lt` without its semicolon is one as well, `&tab` in an address hardly.
      return Object.hasOwn(ENTITIES, key) && whole.endsWith(";") ? ENTITIES[key]! : whole;
    }
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code > 0x1f && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : " ";
  });
}

function withoutTags(text: string): string {
  return text
    .replace(/<(script|style|iframe|noscript|template|svg|object)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/giu, " ")
    .replace(/<!--[\s\S]*?(?:-->|$)/gu, " ")
    .replace(/<((?:https?|ftp|mailto):[^<>\s]+)>/giu, "$1")
    .replace(/<\/?[a-z!?][^<>]*>/giu, " ");
}

function withoutMarkdown(text: string): string {
  return text
    .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+["'][^"'()]*["'])?\s*\)/gu, "$1")
    .replace(/!?\[([^[\]]+)\]\[[^[\]]*\]/gu, "$1")
    .replace(/^[^\S\n]*\[[^[\]\n]+\]:[^\n]*$/gmu, "")
    .replace(/!(?=\[)/gu, "")
    .replace(/^[^\S\n]*(?:#{1,6}|>+)[^\S\n]+/gmu, "")
    .replace(/\*\*|`+/gu, "");
}
