/**
 * One folding for everything that is compared without regard to case and accents: search words and tags.
 *
 * Case is lowered, Latin and Greek diacritics fall away, letters that Unicode does not take apart (ø, ł, ß, æ) become
 * what people type for them, digits of every script become 0 to 9, and Arabic and Hebrew lose what is left out in
 * everyday writing. й, ў and ї stay letters of their own, since no one types и for й; ё is е to most who type it.
 * The answer holds letters and numbers only where the input does: marks never survive.
 */

/** More marks than this on one letter are decoration; fewer keep normalising linear. */
const MAX_MARKS = 8;
const MARK_BOMB = new RegExp(`(\\p{M}{${MAX_MARKS}})\\p{M}+`, "gu");

const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ŧ: "t",
  ŋ: "n",
  ĸ: "k",
  ƒ: "f",
  ƀ: "b",
  ɨ: "i",
  ʉ: "u",
  ƶ: "z",
  ɓ: "b",
  ɗ: "d",
  ɛ: "e",
  ɔ: "o",
  ə: "e",
  ς: "σ",
  // Arabic: forms that are written for one another, and the Persian letters that look like them.
  ى: "ي",
  ی: "ي",
  ک: "ك",
  ة: "ه",
  ـ: "",
};

/** The zeros of the digits of other scripts; nine more follow each. */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0x17e0, 0x1810,
];

/** Vowels that are written as marks but tell words apart, as letters. */
const VOWELS = vowelLetters();

const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join("")}]|(?=[^\\x00-\\x7f])\\p{Nd}`, "gu");
const CYRILLIC_LETTER = /и\u0306|у\u0306|і\u0308/g;
/** The voicing marks of kana are kept: か and が are two letters. */
const MARK = /[\p{M}--[\u3099\u309a]]/gv;

/** What folding at most puts into lower case: ASCII, plain Russian, Greek, Hebrew, kana, everyday Han, Hangul. Most words are of these. */
const ONLY_CASE =
  /^[\x00-\x7f\u0410-\u044f\u03b1-\u03c1\u03c3-\u03c9\u05d0-\u05ea\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3]*$/;

/** Linear in the length of the text, also for letters under thousands of marks. */
export function foldLetters(text: string): string {
  if (ONLY_CASE.test(text)) return text.toLowerCase();
  return text
    .replace(MARK_BOMB, "$1")
    .normalize("NFKD")
    .toLowerCase()
    .replace(CYRILLIC_LETTER, (letter) => letter.normalize("NFC"))
    .replace(MARK, (mark) => VOWELS.get(mark) ?? "")
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? digit(letter))
    .normalize("NFC");
}

function digit(letter: string): string {
  const code = letter.codePointAt(0)!;
  const zero = ZEROS.find((start) => code >= start && code < start + 10);
  return zero === undefined ? letter : String(code - zero);
}

/**
 * A search word holds letters and numbers only, but in the scripts of South and South-East Asia most vowels are marks,
 * and without them हिन्दी and हन्दू would be one word. The nine scripts that follow ISCII keep the sign of a vowel 0x38
 * above its letter; Khmer and Burmese have letters of their own; Thai and Lao have none, so they borrow those of
 * Devanagari. Nobody sees this spelling: it is compared, never shown.
 */
function vowelLetters(): Map<string, string> {
  const vowels = new Map<string, string>();
  for (let block = 0x0900; block <= 0x0d00; block += 0x80) {
    for (let sign = block + 0x3e; sign <= block + 0x4c; sign += 1) {
      const letter = String.fromCodePoint(sign - 0x38);
      if (/\p{L}/u.test(letter)) vowels.set(String.fromCodePoint(sign), letter);
    }
  }
  const pairs = [
    ["\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39", "अइईऋॠउऊ"],
    ["\u0eb1\u0eb4\u0eb5\u0eb6\u0eb7\u0eb8\u0eb9\u0ebb", "अइईऋॠउऊओ"],
    ["\u17b6\u17b7\u17b8\u17b9\u17ba\u17bb\u17bc\u17c1\u17c2\u17c3\u17c4\u17c5", "អឥឦឫឬឧឩឯឯឰឱឳ"],
    ["\u102b\u102c\u102d\u102e\u102f\u1030\u1031\u1032", "အအဣဤဥဦဧဧ"],
  ] as const;
  for (const [signs, letters] of pairs) {
    const letter = [...letters];
    for (const [at, sign] of [...signs].entries()) vowels.set(sign, letter[at]!);
  }
  return vowels;
}
