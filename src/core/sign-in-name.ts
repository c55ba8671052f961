import { LIMITS } from "../contract/limits.ts";

/** Begins and ends with a letter or digit, so that no name hides in another by a dot at its end. */
const LOGIN = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}])?$/u;
const SCRIPTS = ["Latin", "Cyrillic", "Greek", "Armenian", "Cherokee"].map(
  (name) => new RegExp(`\\p{Script=${name}}`, "u"),
);
const LEAST = 2;
/** What a mail server would take, roughly; whether an address exists only a mail to it can tell. */
const EMAIL =
  /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/**
 * One name however it is typed: compatible forms and cases are one, and what is around it is nothing. A NUL, which
 * PostgreSQL refuses in any text, becomes what no name has.
 */
export const foldLogin = (typed: string): string =>
  typed.toWellFormed().replaceAll("\0", "\ufffd").normalize("NFKC").trim().toLowerCase().normalize("NFKC");

/**
 * The sign-in name that is kept, or null when it is none: 2 to 40 letters and digits, with `.`, `_` and `-` between them.
 * Letters of two alphabets that look alike may not stand in one, so that nobody can be taken for somebody else.
 */
export function loginOf(typed: string): string | null {
  const folded = foldLogin(typed);
  const count = [...folded].length;
  if (count < LEAST || count > LIMITS.loginCharacters || !LOGIN.test(folded)) return null;
  return SCRIPTS.filter((script) => script.test(folded)).length > 1 ? null : folded;
}

/** The address that is kept, or null when it is none. */
export function emailOf(typed: string): string | null {
  const folded = foldLogin(typed);
  return folded.length <= LIMITS.emailCharacters && EMAIL.test(folded) ? folded : null;
}
