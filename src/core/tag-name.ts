import { cleanLine, cutGraphemes } from "./clean-text.ts";
import { foldLetters } from "./fold-letters.ts";

/** In characters as a person counts them. */
export const MAX_TAG_GRAPHEMES = 64;
/** Longer than this it is no tag whatever it holds; it bounds the work of cleaning. */
const MAX_GIVEN_CHARACTERS = 8_192;

/**
 * A tag as it is kept and shown: one line, no leading `#`, one space between words. Null when nothing is left, when it
 * has more than 64 characters (a tag that was cut is not the one that was meant), and for a name with a comma, since
 * commas separate tags wherever people type several.
 */
export function cleanTag(name: string): string | null {
  if (name.length > MAX_GIVEN_CHARACTERS) return null;
  const line = cleanLine(name).replace(/^[#＃\s]+/, "");
  if (line === "" || line.includes(",")) return null;
  return cutGraphemes(line, MAX_TAG_GRAPHEMES) === line ? line : null;
}

/** What two spellings of one tag have in common: NFKC, case and diacritics folded. For equality, never shown. */
export function foldTag(name: string): string {
  const line = cleanLine(name.normalize("NFKC"));
  return foldLetters(line).replace(/\s+/g, " ").trim() || line;
}
