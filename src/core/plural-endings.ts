/**
 * Plural endings of English, German, French, Spanish, Italian and Portuguese, on words that are folded (lower case, no
 * diacritics). No word says which language it is in, so only endings are here that hardly ever make another word of a
 * word: German -e and -er ("Hunde", "Bilder") only after letters that English does not have there, Italian -e ("data",
 * "date"; "note", "nota") only after zz, tt, ch and gh, Spanish -es not where English has -e ("planes", "notes").
 */

interface Ending {
  readonly plural: string;
  readonly singular: string;
  /** Letters of the shortest plural that the ending is taken off. */
  readonly fromLetters: number;
}

/** Shorter words are left alone: "gas", "ios", "men". */
const FEWEST_LETTERS = 4;

const ending = (plural: string, singular: string, fromLetters = FEWEST_LETTERS): Ending => ({
  plural,
  singular,
  fromLetters,
});

const ENDINGS: readonly Ending[] = [
  ending("s", ""),
  // English.
  ending("ies", "y", 5),
  ...["ch", "sh", "ss", "x", "z", "us"].map((end) => ending(`${end}es`, end)),
  ending("ves", "f", 6),
  ending("ves", "fe", 5),
  ending("ses", "sis", 7),
  ending("women", "woman"),
  // German.
  ending("en", "e", 6),
  ...["ung", "heit", "keit", "schaft", "ion", "tat", "ur", "erei"].map((end) => ending(`${end}en`, end, 7)),
  ending("innen", "in", 8),
  ...["ept", "ekt", "eug", "iel", "ier", "ief", "ilm", "und", "adt", "erg"].map((end) => ending(`${end}e`, end, 5)),
  ending("nisse", "nis", 7),
  // "Bäume", folded.
  ending("aume", "aum", 5),
  // French.
  ...["eau", "eu", "ou", "au"].map((end) => ending(`${end}x`, end)),
  ending("aux", "al", 6),
  // Spanish and Portuguese.
  ...["dad", "cion", "sion", "or", "al", "el", "agen", "din"].map((end) => ending(`${end}es`, end, 7)),
  ending("ces", "z", 5),
  ending("oes", "ao", 5),
  ending("aes", "ao"),
  ending("ais", "al", 5),
  ending("eis", "el", 5),
  ending("gens", "gem", 6),
  // Italian.
  ending("i", "o", 5),
  ending("i", "e", 5),
  ending("chi", "co", 5),
  ending("ghi", "go", 5),
  ending("zze", "zza", 5),
  ending("tte", "tta", 6),
  ending("che", "ca", 6),
  ending("ghe", "ga", 5),
];

/** Words that end like a plural and are none, or mean something else without the ending. */
const NO_PLURALS = new Set(
  "news windows canvas texas atlas christmas arms goods lens means customs glasses jeans chaos cosmos ethos pathos logos series species mars james wales laos pandas express kubernetes rails pages nexus rhodes athens brussels naples garten kitchen chicken chili".split(
    " ",
  ),
);

/** Plurals without an ending of their own, folded. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ["children", "child"],
  ["people", "person"],
  ["mice", "mouse"],
  ["geese", "goose"],
  ["teeth", "tooth"],
  ["hauser", "haus"],
  ["bucher", "buch"],
  ["bilder", "bild"],
  ["lander", "land"],
  ["walder", "wald"],
]);

/** What a word may be the plural of, the likeliest first; empty when it is none. `word` is folded. */
export function singularsOf(word: string): string[] {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return [irregular];
  if (!isWord(word) || NO_PLURALS.has(word)) return [];
  return ENDINGS.filter((one) => takesOff(word, one)).map((one) => word.slice(0, -one.plural.length) + one.singular);
}

/** What may be a plural of a word: every word of which `singularsOf` tells this one. `word` is folded. */
export function pluralsOf(word: string): string[] {
  if (!isWord(word)) return [];
  const made = ENDINGS.filter((one) => word.endsWith(one.singular)).map(
    (one) => word.slice(0, word.length - one.singular.length) + one.plural,
  );
  const irregular = [...IRREGULAR].flatMap(([plural, singular]) => (singular === word ? [plural] : []));
  return [...new Set([...made, ...irregular])].filter((plural) => singularsOf(plural).includes(word));
}

const isWord = (word: string): boolean => /^[a-z]{3,}$/.test(word);

function takesOff(word: string, { plural, fromLetters }: Ending): boolean {
  if (word.length < fromLetters || !word.endsWith(plural)) return false;
  // "glass", "virus" and "analysis" end in s all their lives.
  return plural !== "s" || !/[sui]s$/.test(word);
}
