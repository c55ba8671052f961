import { TextDecoder as ExactDecoder } from "@exodus/bytes/encoding.js";

/** How much of a page is looked at; the letters of a language show themselves long before. */
const SAMPLE_BYTES = 100_000;

/** A guess below this share of fitting characters is only the default. */
const SURE_SHARE = 0.9;

/** Fewer foreign letters than this prove nothing. */
const SURE_LETTERS = 12;

interface Candidate {
  readonly charset: string;
  /** What text of the languages written in it is made of. */
  readonly common: RegExp;
  /** Single-byte alphabets have no forbidden bytes, so their letters must come as words. */
  readonly alphabet: boolean;
  /** The letters that every text has most of; alphabets that share the same bytes differ in them. */
  readonly frequent?: { readonly letters: RegExp; readonly leastShare: number };
}

const KANA = "\\u3040-\\u30ff\\u3001\\u3002\\u300c\\u300d\\uff01-\\uff5e";
const CYRILLIC = /[\u0430-\u044f\u0451\u0456\u0457\u0454]/g;
/** Vowels: two of five letters in Russian, one of four in Hebrew that is mistaken for it. */
const CYRILLIC_VOWELS = { letters: /[аеёиоуыэюяіїє]/g, leastShare: 0.33 };

/** Two-byte encodings first: bytes rarely fit them by chance. Cyrillic before Latin, since any byte fits Latin. */
const CANDIDATES: readonly Candidate[] = [
  { charset: "shift_jis", common: new RegExp(`[${KANA}]`, "g"), alphabet: false },
  { charset: "euc-jp", common: new RegExp(`[${KANA}]`, "g"), alphabet: false },
  { charset: "euc-kr", common: /[\uac00-\ud7a3]/g, alphabet: false },
  {
    charset: "gb18030",
    common: /[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年]/g,
    alphabet: false,
  },
  {
    charset: "big5",
    common: /[的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年]/g,
    alphabet: false,
  },
  { charset: "windows-1251", common: CYRILLIC, alphabet: true, frequent: CYRILLIC_VOWELS },
  { charset: "koi8-u", common: CYRILLIC, alphabet: true, frequent: CYRILLIC_VOWELS },
  { charset: "iso-8859-5", common: CYRILLIC, alphabet: true, frequent: CYRILLIC_VOWELS },
  { charset: "ibm866", common: CYRILLIC, alphabet: true, frequent: CYRILLIC_VOWELS },
  {
    charset: "windows-1253",
    common: /[\u03ac-\u03ce]/g,
    alphabet: true,
    frequent: { letters: /[αεηιουωάέήίόύώ]/g, leastShare: 0.45 },
  },
  { charset: "windows-1255", common: /[\u05d0-\u05ea]/g, alphabet: true },
  { charset: "windows-1256", common: /[\u0621-\u064a]/g, alphabet: true },
  { charset: "iso-8859-6", common: /[\u0621-\u064a]/g, alphabet: true },
  { charset: "windows-874", common: /[\u0e01-\u0e4e]/g, alphabet: true },
];

/** Share of common characters above which a candidate is taken for the text's own encoding. */
const FITTING: Readonly<Record<string, number>> = { gb18030: 0.12, big5: 0.12, shift_jis: 0.35, "euc-jp": 0.35 };
const FITTING_DEFAULT = 0.72;

const CENTRAL = "áäčďéěíľĺňôöŕřšťúůýžąćęłńóśźżőűüăâîşţđßÁÄČĎÉĚÍĽŇÔÖŘŠŤÚŮÝŽĄĆĘŁŃÓŚŹŻŐŰÜĂÂÎŞŢĐ";
const ONLY_CENTRAL = /[ąęłśźżčěřšťůžőűňľďńăĄĘŁŚŹŻČĚŘŠŤŮŽŐŰŇĽĎĂ]/g;

/**
 * The letters that languages of each Latin alphabet add to ASCII; the first wins when several fit equally. `own` are
 * those of which every text has some, while Icelandic or French that is mistaken for it has none.
 */
const LATIN: readonly { readonly charset: string; readonly letters: RegExp; readonly own?: RegExp }[] = [
  { charset: "windows-1252", letters: /[àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÍÎÏÑÓÔÖÕØŒÙÚÛÜ]/g },
  { charset: "windows-1250", letters: new RegExp(`[${CENTRAL}]`, "g"), own: ONLY_CENTRAL },
  { charset: "iso-8859-2", letters: new RegExp(`[${CENTRAL}]`, "g"), own: ONLY_CENTRAL },
  { charset: "windows-1254", letters: /[çğıöşüâîûÇĞİÖŞÜ]/g, own: /[ğış]/g },
  { charset: "windows-1257", letters: /[ąčęėįšųūžāēģīķļņõäöüĄČĘĖĮŠŲŪŽĀĒĢĪĶĻŅÕÄÖÜ]/g, own: /[ėųūāēī]/g },
];

/** Punctuation that a Latin text may hold beyond ASCII, and Iceland's letters, which Turkish ones are mistaken for. */
const NEUTRAL = /[ðþýÐÞÝ\u00a0«»“”„‘’‚–—…€°·§©®™´¿¡½²³ªº]/g;

const LEAST_OWN = 0.04;

/** A further alphabet must fit better than Western Europe's by this share of the foreign characters. */
const CLEARLY_BETTER = 0.05;

/**
 * What a text that is not UTF-8 is written in, by the letters that come out; windows-1252 when nothing else fits.
 * `sure` tells that a whole script speaks for it, which outweighs a careless declaration.
 */
export function guessCharset(bytes: Uint8Array): { charset: string; sure: boolean } {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let best: { charset: string; score: number; sure: boolean } | null = null;
  for (const candidate of CANDIDATES) {
    const text = new ExactDecoder(candidate.charset).decode(sample);
    const { share, letters } = fit(text, candidate);
    const score = share / (FITTING[candidate.charset] ?? FITTING_DEFAULT);
    if (score < 1 || score <= (best?.score ?? 0)) continue;
    best = { charset: candidate.charset, score, sure: letters >= SURE_LETTERS && score >= SURE_SHARE };
  }
  return best ?? { charset: guessLatin(sample), sure: false };
}

function fit(text: string, candidate: Candidate): { share: number; letters: number } {
  const foreign = text.match(/[^\x00-\x7f]/g) ?? [];
  const broken = foreign.filter((letter) => letter === "\ufffd").length;
  if (foreign.length === 0 || broken > foreign.length / 200 + (candidate.alphabet ? 0 : 1))
    return { share: 0, letters: 0 };
  const letters = text.match(candidate.common)?.length ?? 0;
  const { frequent } = candidate;
  if (frequent !== undefined && (text.match(frequent.letters)?.length ?? 0) < letters * frequent.leastShare)
    return { share: 0, letters: 0 };
  // French and German put single letters between ASCII ones; an alphabet of its own comes in whole words.
  const alone = text.match(/[a-z][^\x00-\x7f](?=[a-z])/gi)?.length ?? 0;
  const share = (letters - 2 * alone) / foreign.length;
  return { share: Math.max(share, 0), letters };
}

function guessLatin(sample: Uint8Array): string {
  let best = { charset: "windows-1252", share: Number.NEGATIVE_INFINITY };
  for (const { charset, letters, own } of LATIN) {
    const text = new ExactDecoder(charset).decode(sample);
    const foreign = text.match(/[^\x00-\x7f]/g)?.length ?? 0;
    const fitting = text.match(letters)?.length ?? 0;
    if ((text.match(own ?? letters)?.length ?? 0) < foreign * LEAST_OWN) continue;
    const neutral = text.match(NEUTRAL)?.length ?? 0;
    const share = foreign === 0 ? 0 : (fitting - 2 * (foreign - fitting - neutral)) / foreign;
    if (share > best.share + CLEARLY_BETTER || best.share === Number.NEGATIVE_INFINITY) best = { charset, share };
  }
  return best.charset;
}
