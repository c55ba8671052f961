import { cleanLine, cutGraphemes } from "./clean-text.ts";
import { foldLetters } from "./fold-letters.ts";

/** In characters as a person counts them. */
export const MAX_TAG_GRAPHEMES = 64;
/** A tag typed longer than this is cut before it is cleaned; it bounds the work, not what is kept. */
const MAX_GIVEN_CHARACTERS = 8_192;

/**
 * A tag as it is kept and shown: one line, no leading `#`, one space between words, at most 64 characters. Null when
 * nothing is left, and for a name with a comma, since commas separate tags wherever people type several.
 */
export function cleanTag(name: string): string | null {
  const line = cleanLine(name.slice(0, MAX_GIVEN_CHARACTERS)).replace(/^[#＃\s]+/, "");
  if (line.includes(",")) return null;
  return cutGraphemes(line, MAX_TAG_GRAPHEMES).trim() || null;
}

/** What two spellings of one tag have in common: NFKC, case and diacritics folded. For equality, never shown. */
export function foldTag(name: string): string {
  const line = cleanLine(name.normalize("NFKC"));
  return foldLetters(line).replace(/\s+/g, " ").trim() || line;
}
