/**
 * What no person sees and a model reads all the same: zero widths, soft hyphens, bidi controls, Unicode tag characters,
 * variation selectors as carriers of bytes, private use. Whole sentences have been smuggled past people in each of them.
 */
import { cleanText } from "../core/clean-text.ts";

const NEVER_SEEN = /[[\p{Default_Ignorable_Code_Point}\p{Co}]--[\u200c\u200d\ufe0f]]|[\ufff9-\ufffb]/gv;
/** Joiners mean something between letters of these scripts and between emoji; a row of them is a message. */
const JOINING = String.raw`\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}`;
const LOOSE_JOINER = new RegExp(
  `(?<![[${JOINING}]&&[\\p{L}\\p{M}]])\\u200c|\\u200c(?![[${JOINING}]&&\\p{L}])|(?<![[[${JOINING}]&&[\\p{L}\\p{M}]]\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d|\\u200d(?![[[${JOINING}]&&\\p{L}]\\p{Extended_Pictographic}])`,
  "gv",
);
/** The one selector that people type: it makes ☂ an emoji. */
const LOOSE_SELECTOR = /(?<![\p{Extended_Pictographic}0-9#*])\ufe0f/gu;

/** Well-formed text with line feeds, without anything that is not seen. What emoji and scripts need to be read stays. Linear. */
export function withoutUnseen(text: string): string {
  return cleanText(text).replace(NEVER_SEEN, "").replace(LOOSE_SELECTOR, "").replace(LOOSE_JOINER, "").normalize("NFC");
}
