/** Most words: nothing in them to normalise. */
const PLAIN_LETTERS = /^[a-z]*$/u;
const MOST_REMEMBERED_WORDS = 20_000;
/** A text has few words and many of each: folding each of them once takes half of the time. */
const foldedWords = new Map<string, Map<string, string>>();

/** A key that is mostly the same for the forms of a word. It is only compared, never shown. */
export function foldWord(lower: string, language: string | null): string {
  const name = language ?? "";
  const remembered = foldedWords.get(name);
  const folded =
    remembered !== undefined && remembered.size < MOST_REMEMBERED_WORDS ? remembered : new Map<string, string>();
  const key = folded.get(lower) ?? foldForms(lower, language);
  folded.set(lower, key);
  foldedWords.set(name, folded);
  return key;
}

/** A key that also folds the endings of adjectives, for the lists of moods and categories. */
export function foldEnding(lower: string, language: string | null): string {
  const key = foldWord(lower, language);
  if (key.length <= 4) return key;
  switch (language) {
    case "es":
      return key.replace(/(?:isim)?[aoe]$/u, "");
    case "pt":
      return key.replace(/(?:issim)?[aoe]$/u, "");
    case "it":
      return key.replace(/issim$/u, "");
    case "fr":
      return foldFrenchEnding(key);
    default:
      return key;
  }
}

function foldForms(lower: string, language: string | null): string {
  const plain = PLAIN_LETTERS.test(lower) ? lower : lower.normalize("NFKC").replace(/’/gu, "'");
  const word = plain.endsWith("'s") ? plain.slice(0, -2) : plain;
  switch (language) {
    case "en":
      return foldEnglish(word);
    case "de":
      return foldGerman(word);
    case "es":
      return foldSpanish(word);
    case "fr":
      return foldFrench(word);
    case "it":
      return foldItalian(word);
    case "pt":
      return foldPortuguese(word);
    default:
      return word;
  }
}

function foldEnglish(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:s|sh|ch|x|z)es$/u.test(word)) return word.slice(0, -2);
  if (word.length > 3 && /[^sui]s$/u.test(word)) return word.slice(0, -1);
  return word;
}

function foldGerman(word: string): string {
  const plain = word
    .replace(/ä/gu, "a")
    .replace(/ö/gu, "o")
    .replace(/ü/gu, "u")
    .replace(/innen$/u, "in");
  const stem = plain.replace(/(?:ern|en|er|es|e|n|s)$/u, "");
  return stem.length >= 4 ? stem : plain;
}

function foldSpanish(word: string): string {
  const plain = withoutAccents(word, /[\u0300\u0301\u0308]/gu);
  if (plain.length > 4 && plain.endsWith("ces")) return `${plain.slice(0, -3)}z`;
  if (plain.length > 5 && /[dlnrsjyz]es$/u.test(plain)) return plain.slice(0, -2);
  if (plain.length > 3 && /[aeiou]s$/u.test(plain)) return plain.slice(0, -1);
  return plain;
}

/** `journaux` and `journal`, `jeux` and `jeu`, `écoles` and `école`. */
function foldFrench(word: string): string {
  const plain = withoutAccents(word, /\p{M}/gu);
  if (plain.length > 5 && /[^e]aux$/u.test(plain)) return `${plain.slice(0, -3)}al`;
  return plain.length > 3 && /[^su]s$|us$|[eo]ux$|eaux$/u.test(plain) ? plain.slice(0, -1) : plain;
}

/** `heureuse` and `heureux`, `vive` and `vif`, `belle` and `bel`, `réussie` and `réussi`. */
function foldFrenchEnding(key: string): string {
  const ending = key.replace(/euse$/u, "eu").replace(/ive$/u, "if");
  return ending.replace(/e{1,2}$/u, "").replace(/([lnt])\1$/u, "$1");
}

/** `banca` and `banche`, `negozio` and `negozi`; a last vowel with an accent is the same in both numbers. */
function foldItalian(word: string): string {
  if (word.length <= 3) return word;
  return word
    .replace(/i?[aeio]$/u, "")
    .replace(/([cg])h$/u, "$1")
    .normalize("NFC");
}

/** `estações` and `estação`, `jornais` and `jornal`, `viagens` and `viagem`, `luzes` and `luz`. */
function foldPortuguese(word: string): string {
  const plain = withoutAccents(word.replace(/(?:ões|ães|ãos)$/u, "ão"), /\p{M}/gu);
  if (plain.length <= 3) return plain;
  if (/[aeou]is$/u.test(plain) && plain.length > 4) return `${plain.slice(0, -2)}l`;
  if (plain.endsWith("ns")) return `${plain.slice(0, -2)}m`;
  if (plain.length > 4 && /[rzn]es$/u.test(plain)) return plain.slice(0, -2);
  return /[aeiou]s$/u.test(plain) ? plain.slice(0, -1) : plain;
}

function withoutAccents(word: string, accents: RegExp): string {
  return PLAIN_LETTERS.test(word) ? word : word.normalize("NFD").replace(accents, "").normalize("NFC");
}
