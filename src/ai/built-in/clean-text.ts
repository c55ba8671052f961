import { ANALYSIS_TEXT_CHARACTERS } from "../../core/analysis.ts";

/** No name of a host and no mail address is longer (RFC 1035, RFC 5321). */
const LONGEST_ADDRESS_CHARACTERS = 254;
/** A family of four is eleven code units long, ordinary letters are one. */
const UNITS_PER_GRAPHEME = 12;
const BARE_ADDRESS =
  /^[<("'«„“]*(?:[\w.+-]{1,64}@)?[\da-z-]{1,63}(?:\.[\da-z-]{1,63})*\.[a-z]{2,24}(?::\d{1,5})?(?:[/?#][!-~]*)?[>)"'»“”.,;:!?]*$/u;

/**
 * The text with line feeds only, well formed, without control, direction and zero-width characters, and not longer than
 * the analysis reads. Direction marks are left out because they can make a title read as something else.
 */
export function cleanText(text: string): string {
  return text
    .slice(0, ANALYSIS_TEXT_CHARACTERS)
    .toWellFormed()
    .replace(/\r\n?|\u0085|\u2028|\u2029/gu, "\n")
    .replace(
      /[\0-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/gu,
      "",
    );
}

/** Clean text on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, " ").trim();
}

/** Whether a word as written is a web or mail address, with or without its scheme, or somebody's handle. */
export function isAddress(word: string): boolean {
  if (/:\/\/|^www\.|^@|^mailto:/iu.test(word)) return true;
  return word.length <= LONGEST_ADDRESS_CHARACTERS && BARE_ADDRESS.test(word);
}

/** The text with a gap where an address or a handle stood, so that no part of one becomes a topic. */
export function withoutAddresses(text: string): string {
  return text
    .replace(/(?:\b[a-z][a-z\d+.-]{1,15}:\/\/|\bwww\.)[!-~]*/giu, " ; ")
    .replace(/\S+/gu, (word) => (isAddress(word) ? ";" : word));
}

/** Cuts at `graphemes` on a word boundary where there is one, with an ellipsis that counts as one of them. */
export function cutAtWord(text: string, graphemes: number): string {
  // A grapheme may have any number of code units (UAX #29), so these are bounded too.
  const mostUnits = graphemes * UNITS_PER_GRAPHEME;
  const start = text.slice(0, mostUnits + 1);
  let count = 0;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(start)) {
    if (index + segment.length > mostUnits || count === graphemes) break;
    count += 1;
    if (count < graphemes) end = index + segment.length;
    else if (start.length === text.length && index + segment.length === text.length) return text;
  }
  if (end === text.length) return text;
  const room = text.slice(0, end);
  const boundary = room.lastIndexOf(" ");
  const cut = boundary > room.length / 2 ? room.slice(0, boundary) : room;
  return `${cut.replace(/[\s,;:–—-]+$/u, "")}…`;
}
