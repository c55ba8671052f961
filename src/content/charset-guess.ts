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
}

const KANA = "\\u3040-\\u30ff\\u3001\\u3002\\u300c\\u300d\\uff01-\\uff5e";

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
  { charset: "windows-1251", common: /[\u0430-\u044f\u0451\u0456\u0457\u0454]/g, alphabet: true },
  { charset: "koi8-u", common: /[\u0430-\u044f\u0451\u0456\u0457\u0454]/g, alphabet: true },
  { charset: "windows-1253", common: /[\u03ac-\u03ce]/g, alphabet: true },
  { charset: "windows-1255", common: /[\u05d0-\u05ea]/g, alphabet: true },
  { charset: "windows-1256", common: /[\u0621-\u064a]/g, alphabet: true },
  { charset: "windows-874", common: /[\u0e01-\u0e4e]/g, alphabet: true },
];

/** Share of common characters above which a candidate is taken for the text's own encoding. */
const FITTING: Readonly<Record<string, number>> = { gb18030: 0.12, big5: 0.12, shift_jis: 0.35, "euc-jp": 0.35 };
const FITTING_DEFAULT = 0.72;

/**
 * What a text that is not UTF-8 is written in, by the letters that come out; windows-1252 when nothing else fits.
 * Modest on purpose: it tells scripts apart, not the Latin alphabets among themselves.
 */
export function guessCharset(bytes: Uint8Array): { charset: string; sure: boolean } {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let best = { charset: "windows-1252", score: 0, sure: false };
  for (const candidate of CANDIDATES) {
    const text = new ExactDecoder(candidate.charset).decode(sample);
    const { share, letters } = fit(text, candidate);
    const score = share / (FITTING[candidate.charset] ?? FITTING_DEFAULT);
    if (score < 1 || score <= best.score) continue;
    best = { charset: candidate.charset, score, sure: letters >= SURE_LETTERS && score >= SURE_SHARE };
  }
  return { charset: best.charset, sure: best.sure };
}

function fit(text: string, candidate: Candidate): { share: number; letters: number } {
  const foreign = text.match(/[^\x00-\x7f]/g) ?? [];
  const broken = foreign.filter((letter) => letter === "\ufffd").length;
  if (foreign.length === 0 || broken > foreign.length / 200 + (candidate.alphabet ? 0 : 1))
    return { share: 0, letters: 0 };
  const letters = text.match(candidate.common)?.length ?? 0;
  // French and German put single letters between ASCII ones; an alphabet of its own comes in whole words.
  const alone = text.match(/[a-z][^\x00-\x7f](?=[a-z])/gi)?.length ?? 0;
  const share = (letters - 2 * alone) / foreign.length;
  return { share: Math.max(share, 0), letters };
}
