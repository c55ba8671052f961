import { foldLetters } from "./fold-letters.ts";

/**
 * THE tokenizer of the search: what is stored and what is asked both go through it, and the databases only compare.
 *
 * A word is one or more letters and numbers and nothing else, folded by `fold-letters.ts`, so that words joined by a
 * space can be given to FTS5 and as quoted lexemes to PostgreSQL. FTS5's `ascii` tokenizer gives back exactly these
 * words, `unicode61 remove_diacritics 0` too.
 *
 * - Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese are written without spaces between words: every run yields
 *   its overlapping pairs and, at last, its last letter alone, so that a search for one letter (a prefix) finds it there.
 * - Names of several parts (`example.org`, `snake_case`, `camelCase`, `e-mail`, `don't`) yield all parts joined and then
 *   each part, so that both spellings are found and neighbours stay neighbours.
 * - `http://` and `https://` are no words; emoji and other symbols neither.
 */

/** In UTF-16 units; what is longer is cut. The longest words of everyday language have about 40. */
export const MAX_WORD_LENGTH = 64;
/** Names of more parts are lists or paths: their parts are words, but nobody types all of them joined. */
const MAX_JOINED_PARTS = 6;
/** Of one unbroken run of letters no more is folded; of that only MAX_WORD_LENGTH is kept, and the rest leaves room for marks. */
const MAX_RUN = 256;

const UNSPACED = String.raw`[[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]&&[\p{L}\p{M}\p{Nl}]]`;
const LETTER = String.raw`[[\p{L}\p{N}]--${UNSPACED}]`;
/** Marks and what hides within words: soft hyphens and joiners. */
const HIDDEN = /\u00ad|\u200d|\u2060/g;
const WITHIN = String.raw`[[\p{L}\p{N}\p{M}\u00ad\u200d\u2060]--[${UNSPACED}--\p{M}]]`;
const PART = `${LETTER}${WITHIN}*`;
/** What joins the parts of one name: dots, underscores, hyphens, apostrophes, Catalan's middle dot and the Persian half-space. */
const JOINER = String.raw`[._'’·\u2010\u2011\u200c\-]`;
const TOKENS = new RegExp(`https?:\\/\\/|(${UNSPACED}+)|${PART}(?:${JOINER}${PART})*`, "gv");
const PARTS = new RegExp(PART, "gv");
/** Fillers of Hangul count as letters, but nobody sees or types them. */
const SEEN_LETTER = /[[\p{L}\p{N}]--\p{Default_Ignorable_Code_Point}]/v;
/** Runs of nothing but everyday Han, kana and syllables of Hangul, all of which are letters. */
const COMMON_RUN = /^[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3]*$/;
const SCHEME = /^https?:\/\/$/;

const PLAIN_WORD = /^(?:[A-Za-z0-9][a-z0-9]{0,63}|[A-Z]{2,64})$/;
/** fooBar, base64Encode, HTTPServer; but not 4K, 2FA or A1B2. */
const CAMEL = /(?<=\p{Ll})(?=\p{Lu})|(?<=[\p{Lu}\p{N}])(?=\p{Lu}\p{Ll})/u;
/** Most accented, Russian, Greek, Hebrew and Arabic words: one part, and with rare exceptions (ŀ) letters only once they are folded. */
const ONE_HUMP = /^\p{Lu}?[\p{Ll}\u05d0-\u05ea\u0621-\u065f\u0670-\u06d3]+$/u;
/** Folding may take a sign apart into several (½, ⑴); and New Tai Lue vowels became letters after unicode61 was made. */
const NO_WORD = /[^\p{L}\p{N}]+|[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]+/u;

/** The words of a text in order, with repeats; at most `limit`. Linear in the text, whatever it holds. */
export function wordsOf(text: string, limit = Number.POSITIVE_INFINITY): string[] {
  const words: string[] = [];
  for (const token of tokensOf(text)) {
    if (words.length >= limit) break;
    if (token.kind === "plain") words.push(token.word);
    else if (token.kind === "unspaced") pushPairs(words, token.letters);
    else pushName(words, token.name);
  }
  if (words.length > limit) words.length = limit;
  return words;
}

/** What one piece of a query asks for; an item must answer all of them. */
export interface QueryTerm {
  /** `word`: the word itself. `prefix`: any word that starts so. `phrase`: these words one after another. */
  readonly kind: "word" | "prefix" | "phrase";
  /** One for `word` and `prefix`, two or more for `phrase`. */
  readonly words: readonly string[];
  /** Whether the last of the words, and `joined`, may go on. Always so for `prefix`; for a phrase that is still being typed. */
  readonly prefixLast: boolean;
  /** For names of several parts: the word that means the same written in one ("e-mail", "email"), an alternative to the phrase. */
  readonly joined: string | null;
}

export interface QueryWords {
  readonly terms: readonly QueryTerm[];
  /** Whether the query ends within a word: the person may still be typing it. */
  readonly prefixLast: boolean;
}

/** More terms than this are no question; the rest is not asked. */
export const MAX_QUERY_TERMS = 32;

/**
 * What a query of plain words asks for. The last word is a prefix unless white space or punctuation follows it. A run
 * without spaces is a phrase of its pairs (its letters stand together); one single letter of such a script is a prefix,
 * since every letter starts a pair or stands alone. Every query finds the text it was copied from.
 */
export function queryWords(text: string): QueryWords {
  const terms: QueryTerm[] = [];
  const endsInWord = /[\p{L}\p{N}\p{M}]$/u.test(text.slice(-2));
  let last: Token | null = null;
  for (const token of tokensOf(text)) {
    if (terms.length >= MAX_QUERY_TERMS) return { terms, prefixLast: false };
    const term = termOf(token);
    if (term === null) continue;
    terms.push(term);
    last = token;
  }
  const isTyped = endsInWord && last !== null && last.kind !== "unspaced";
  const term = terms.at(-1);
  if (isTyped && term !== undefined) {
    terms[terms.length - 1] = { ...term, kind: term.kind === "word" ? "prefix" : term.kind, prefixLast: true };
  }
  return { terms, prefixLast: isTyped };
}

/**
 * The words of a phrase as they stand in a row in the index. A run without spaces at its end may go on there, so that its
 * last letter, which stands alone only at the end of a run, is left out.
 */
export function phraseWords(text: string): string[] {
  const words: string[] = [];
  let last: Token | null = null;
  for (const token of tokensOf(text)) {
    words.push(...(token.kind === "plain" ? [token.word] : []));
    if (token.kind === "unspaced") pushPairs(words, token.letters);
    else if (token.kind === "name") pushName(words, token.name);
    last = token;
  }
  return last?.kind === "unspaced" && last.letters.length > 1 ? words.slice(0, -1) : words;
}

interface Name {
  /** The whole name in one word, where it has several parts. */
  readonly joined: string | null;
  /** Its parts in order, inner names joined before their parts. */
  readonly words: readonly string[];
}

type Token =
  | { readonly kind: "plain"; readonly word: string }
  | { readonly kind: "unspaced"; readonly letters: readonly string[] }
  | { readonly kind: "name"; readonly name: Name };

function* tokensOf(text: string): Generator<Token> {
  // Words repeat: remembering them for this text alone makes accented prose twice as fast.
  const names = new Map<string, Name>();
  for (const [token, unspaced] of text.matchAll(TOKENS)) {
    if (PLAIN_WORD.test(token)) yield { kind: "plain", word: token.toLowerCase() };
    else if (unspaced !== undefined) yield { kind: "unspaced", letters: unspacedLetters(unspaced) };
    else if (!SCHEME.test(token)) {
      let name = names.get(token);
      if (name === undefined) {
        name = nameOf(token);
        names.set(token, name);
      }
      yield { kind: "name", name };
    }
  }
}

function pushName(words: string[], { joined, words: parts }: Name): void {
  if (joined !== null) words.push(joined);
  for (const part of parts) words.push(part);
}

function pushPairs(words: string[], letters: readonly string[]): void {
  for (let at = 1; at < letters.length; at += 1) words.push(letters[at - 1]! + letters[at]!);
  if (letters.length > 0) words.push(letters.at(-1)!);
}

function unspacedLetters(run: string): string[] {
  const letters = Array.from(foldLetters(run));
  return !COMMON_RUN.test(run) ? letters.filter((letter) => SEEN_LETTER.test(letter)) : letters;
}

function nameOf(token: string): Name {
  const segments = (token.match(PARTS) ?? []).map(segmentOf).filter((segment) => segment.words.length > 0);
  if (segments.length === 1) return segments[0]!;
  const words = segments.flatMap((segment) =>
    segment.joined === null ? segment.words : [segment.joined, ...segment.words],
  );
  return { joined: join(segments.map((segment) => segment.joined ?? segment.words.join(""))), words };
}

/** One part between joiners, which may be several in camel case. */
function segmentOf(raw: string): Name {
  if (raw.length <= MAX_WORD_LENGTH && ONE_HUMP.test(raw)) {
    const word = foldLetters(raw);
    if (!NO_WORD.test(word)) return { joined: null, words: word === "" ? [] : [cutWord(word)] };
  }
  const run = raw.length > MAX_RUN ? raw.slice(0, MAX_RUN).toWellFormed() : raw;
  const humps = run.normalize("NFC").replace(HIDDEN, "").split(CAMEL);
  const parts = humps.length > MAX_JOINED_PARTS ? [humps.join("")] : humps;
  const words = parts.flatMap((part) => foldLetters(part).split(NO_WORD)).filter((word) => word !== "");
  return { joined: join(words), words: words.map(cutWord) };
}

function join(parts: readonly string[]): string | null {
  if (parts.length < 2 || parts.length > MAX_JOINED_PARTS) return null;
  const joined = parts.join("");
  return joined.length > MAX_WORD_LENGTH ? null : joined;
}

/** A pair of surrogates at the limit is left out whole. */
function cutWord(word: string): string {
  if (word.length <= MAX_WORD_LENGTH) return word;
  const cut = word.slice(0, MAX_WORD_LENGTH);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

function termOf(token: Token): QueryTerm | null {
  if (token.kind === "plain") return phraseOf([token.word], null);
  if (token.kind === "name") return phraseOf(token.name.words, token.name.joined);
  const { letters } = token;
  if (letters.length === 1) return { kind: "prefix", words: letters, prefixLast: true, joined: null };
  return phraseOf(
    letters.slice(1).map((letter, at) => letters[at]! + letter),
    null,
  );
}

function phraseOf(words: readonly string[], joined: string | null): QueryTerm | null {
  if (words.length === 0) return null;
  return { kind: words.length === 1 ? "word" : "phrase", words, prefixLast: false, joined };
}
