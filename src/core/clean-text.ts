/**
 * Text from outside is made well-formed once, at the edge, so that nothing behind it meets a NUL (PostgreSQL refuses
 * it), a lone surrogate (no UTF-8 has it) or a name that reads backwards.
 */

/** UAX #15 calls text with at most 30 marks in a row stream-safe: normalising it stays linear, and no language needs more. */
const MAX_MARKS_IN_A_ROW = 30;
/** The longest known emoji has 35 UTF-16 units; what is longer is no character that a person would miss. */
const MAX_GRAPHEME_UNITS = 64;

const PLAIN_TEXT = /^[\t\n\x20-\x7e]*$/;
const PLAIN_LINE = /^(?! )(?:[\x21-\x7e]| (?! |$))*$/;
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]/g;
const LINE_ENDS = /\r\n?|\x85/g;
const MARK_BOMB = new RegExp(`(\\p{M}{${MAX_MARKS_IN_A_ROW}})\\p{M}+`, "gu");

const SPACES = /\s+/g;
/** What is never seen (soft hyphens, zero widths, directional marks, bidi overrides and isolates of UAX #9), but for the three below. */
const UNSEEN =
  /[\p{Default_Ignorable_Code_Point}--[\u200c\u200d\p{Variation_Selector}\u{e0020}-\u{e007f}]]|[\ufff9-\ufffb]/gv;
/** ZWNJ and ZWJ mean something only between letters (Persian, Devanagari) and within emoji. */
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])/gu;
/** Tag characters spell flags after a black flag; anywhere else they are text that only machines see. */
const FLAG_OR_TAG = /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f})|[\u{e0020}-\u{e007f}]/gu;
/** One variation selector says how a character looks; several in a row are hidden text. */
const SELECTORS = /(\p{Variation_Selector})\p{Variation_Selector}+/gu;

/**
 * Text of any length: lone surrogates become U+FFFD, controls but tab and newline and every BOM are removed, every line
 * ends with LF, the 31st and further combining marks in a row are dropped, and the result is NFC. Idempotent, linear.
 */
export function cleanText(value: string): string {
  if (PLAIN_TEXT.test(value)) return value;
  const wellFormed = value.toWellFormed().replace(LINE_ENDS, "\n").replace(CONTROLS, "");
  // Normalising may take one mark apart into two, so the limit holds before it (for the time) and after it (for the result).
  return cutMarks(cutMarks(wellFormed).normalize("NFC"));
}

/**
 * Text for one line (titles, names, tags): as `cleanText`, and every run of white space is one space, what is never
 * seen or turns the reading direction is removed, and both ends are trimmed. Idempotent, linear.
 */
export function cleanLine(value: string): string {
  if (PLAIN_LINE.test(value)) return value;
  const seen = cleanText(value)
    .replace(SPACES, " ")
    .replace(UNSEEN, "")
    .replace(FLAG_OR_TAG, "$1")
    .replace(LOOSE_JOINER, "")
    .replace(SELECTORS, "$1");
  // What was removed may have stood between two spaces, or between a letter and its mark.
  return cutMarks(seen.normalize("NFC")).replace(/ {2,}/g, " ").trim();
}

/**
 * At most the first `count` characters as a person counts them (extended grapheme clusters, UAX #29), never a part of
 * one; only clusters of more than 64 UTF-16 units may be cut themselves. Takes time by `count`, not by the text.
 */
export function cutGraphemes(value: string, count: number): string {
  if (value.length <= count) return value;
  const next = value.slice(0, count + 1);
  if (PLAIN_TEXT.test(next)) return next.slice(0, count);
  let cut = "";
  let left = count;
  for (const { segment } of graphemes(value.slice(0, count * MAX_GRAPHEME_UNITS).toWellFormed())) {
    if (left-- <= 0) return cut;
    cut += segment;
  }
  return cut.length < value.length ? cut.replace(/\ufffd$/, "") : cut;
}

/** The characters of a text as a person counts them, one after another. */
export function graphemes(value: string): Iterable<{ segment: string }> {
  segmenter ??= new Intl.Segmenter("und", { granularity: "grapheme" });
  return segmenter.segment(value);
}

let segmenter: Intl.Segmenter | undefined;

function cutMarks(value: string): string {
  return value.replace(MARK_BOMB, "$1");
}
