import { LIMITS } from "../contract/limits.ts";

export const PASSWORD_REFUSALS = ["too-short", "too-long", "too-common", "like-you"] as const;
export type PasswordRefusal = (typeof PASSWORD_REFUSALS)[number];

/** A password as it is hashed: typed on another keyboard, or pasted, it is the same one (NIST SP 800-63B, 5.1.1.2). */
export const normalPassword = (typed: string): string => typed.toWellFormed().normalize("NFKC");

/** What everybody tries first, without the digits and signs that people put around it. */
const WORDS = new Set(
  (
    "password passwort kennwort contraseña motdepasse parola senha wachtwoord letmein welcome willkommen bienvenue administrator " +
    "changeme iloveyou ichliebedich trustno monkey dragon sunshine princess football baseball superman batman starwars " +
    "master shadow michael jennifer hello hallo summer sommer winter spring autumn herbst secret geheim geheimnis default " +
    "login signin access computer internet digitalwall correcthorsebatterystaple mypassword meinpasswort passwordpassword"
  ).split(" "),
);
/** Keys and letters in a row; read backwards too. */
const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopüasdfghjklöäyxcvbnm",
  "azertyuiopqsdfghjklmwxcvbn",
  "1q2w3e4r5t6y7u8i9o0p",
  "1q2w3e4r5t6z7u8i9o0p",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
  "qazwsxedcrfvtgbyhnujmikolp",
  "qayqsxedcrfvtgbzhnujmikolp",
].flatMap((row) => [row, [...row].reverse().join("")]);
const FEW_CHARACTERS = 4;
const LONGEST_BLOCK = 6;
/** A run of a row that is most of the password. */
const MOST = 0.75;
/** Digits and signs that people write for letters. */
const LETTERS_FOR: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
/** Anything shorter says nothing about whose it is. */
const TELLING = 4;

/**
 * Why a password cannot be taken; null when it can. Length and what is hopeless decide, never which kinds of characters
 * are in it.
 * @param about sign-in name, address and name of whose it is to be
 */
export function refusalOfPassword(password: string, about: readonly (string | null)[]): PasswordRefusal | null {
  const count = [...password].length;
  if (count < LIMITS.passwordCharactersLeast) return "too-short";
  if (count > LIMITS.passwordCharacters) return "too-long";
  const folded = password.toLowerCase();
  if (isLike(folded, about)) return "like-you";
  return isHopeless(folded) ? "too-common" : null;
}

function isLike(folded: string, about: readonly (string | null)[]): boolean {
  const told = about.flatMap((name) => {
    const whole = (name ?? "").normalize("NFKC").toLowerCase();
    return [whole, whole.split("@")[0] ?? "", whole.replace(/\s/g, "")];
  });
  const bare = lettersOf(folded);
  return told.some(
    (name) => name.length >= TELLING && (folded === name || bare === lettersOf(name) || withoutBlocks(folded) === name),
  );
}

function isHopeless(folded: string): boolean {
  if (new Set(folded).size < FEW_CHARACTERS) return true;
  if (withoutBlocks(folded).length <= LONGEST_BLOCK) return true;
  const plain = folded.replace(/[\s._-]/g, "");
  const bare = lettersOf(plain);
  const words = [bare, spelled(bare), lettersOf(spelled(plain)), withoutBlocks(bare)];
  if (words.some((word) => WORDS.has(word))) return true;
  return longestRun(plain) >= plain.length * MOST;
}

const spelled = (text: string): string => [...text].map((sign) => LETTERS_FOR[sign] ?? sign).join("");

/** Without the digits and signs at both ends. */
const lettersOf = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

/** The block that a text repeats from its beginning to its end; the text itself when it repeats none. */
function withoutBlocks(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const block = text.slice(0, length);
    if (block.repeat(Math.ceil(text.length / length)).startsWith(text)) return block;
  }
  return text;
}

/** How many characters in a row stand so in one of the rows. */
function longestRun(text: string): number {
  let longest = 0;
  for (let from = 0; from < text.length; from += 1)
    while (ROWS.some((row) => row.includes(text.slice(from, from + longest + 1))) && from + longest < text.length)
      longest += 1;
  return longest;
}
