import type { Query, Span, WordsAsked } from "../core/search/query.ts";
import { believedSlips, firstsOf, slipsBetween } from "../core/search/slips.ts";
import { neededTerms } from "../core/search/tiers.ts";
import type { Wanted } from "../core/search/wanted.ts";
import { type QueryTerm, wordsOf } from "../core/words.ts";
import { type Beginning, itemsNotLearned, timesKnown, wordsBeginning, wordsOfShape } from "../store/known-words.ts";
import { askedTerms } from "../store/search-match.ts";
import type { Reader } from "../store/store.ts";

/** Words that begin so stand in more items together than an index can put together in some ms: the most common are asked. */
const MOST_BY_BEGINNING = 30_000;
const MOST_WORDS = 24;
/** Of words that look alike so many are compared of each letter they may begin with, the most common first. */
const MOST_COMPARED = 3_000;
/** So many words that may have been meant are tried; a person may have nothing with the likeliest. */
const MOST_MEANT = 3;
/** A word that so few items have is a slip where another one stands in so many times more. */
const FEW_ITEMS = 2;
const TIMES_MORE = 20;

/** A question as it is looked up, and what is known of its words beforehand. */
export interface Weighed {
  readonly wanted: Wanted;
  /** Which of several words says most: the one that fewest items have. */
  readonly lead: (terms: readonly QueryTerm[]) => QueryTerm | null;
  /** No more items have all of its words, as far as that is known. */
  readonly atMost: number;
}

/** Looks up how common the words of a question are. Beginnings that very many items have become the words that begin so. */
export async function weigh(db: Reader, wanted: Wanted): Promise<Weighed> {
  const terms = askedTerms(wanted);
  const times = await timesKnown(db, [...new Set(terms.flatMap(({ words }) => words))]);
  const beginnings = new Map<string, Beginning>();
  for (const { kind, words } of terms)
    if (kind === "prefix") {
      const [beginning = ""] = words;
      beginnings.set(beginning, await wordsBeginning(db, { beginning, most: MOST_WORDS }));
    }
  const itemsWith = ({ kind, words }: QueryTerm): number =>
    kind === "prefix"
      ? (beginnings.get(words[0] ?? "")?.total ?? 0)
      : Math.min(...words.map((word) => times.get(word) ?? 0));
  const notLearned = await itemsNotLearned(db);
  const letters = ({ words }: QueryTerm) => words.join("").length;
  return {
    wanted: withoutLongBeginnings(wanted, beginnings),
    lead: (among) =>
      among.toSorted((one, other) => itemsWith(one) - itemsWith(other) || letters(other) - letters(one))[0] ?? null,
    atMost: Math.min(...neededTerms(wanted).map(itemsWith), Number.POSITIVE_INFINITY) + notLearned,
  };
}

function withoutLongBeginnings(wanted: Wanted, known: ReadonlyMap<string, Beginning>): Wanted {
  const within = (part: Wanted) => withoutLongBeginnings(part, known);
  if (wanted.kind === "not") return { kind: "not", of: within(wanted.of) };
  if (wanted.kind === "all" || wanted.kind === "any") return { kind: wanted.kind, of: wanted.of.map(within) };
  if (wanted.kind !== "words" || wanted.term.kind !== "prefix") return wanted;
  const [beginning = ""] = wanted.term.words;
  const { words, total } = known.get(beginning) ?? { words: [], total: 0 };
  if (total <= MOST_BY_BEGINNING) return wanted;
  const of = [...new Set([beginning, ...words])].map((word): Wanted => ({ kind: "words", term: wholeWord(word) }));
  return { kind: "any", of };
}

/** One word as it stands, and no beginning of another. */
export const wholeWord = (word: string): QueryTerm => ({
  kind: "word",
  words: [word],
  prefixLast: false,
  joined: null,
});

/**
 * The question with words that were hardly meant replaced by those that were, by a slip or two of the finger: the likeliest
 * first, none when there is nothing to mend. Whether anything answers it is for the caller to find out.
 * @param isFound whether whoever asks finds something by this word: words are known of everybody's things, and one that stands
 *   in somebody else's alone must not be told
 */
export async function mendedQuestions(
  db: Reader,
  { q, query, isFound }: { q: string; query: Query; isFound: (word: string) => Promise<boolean> },
): Promise<string[]> {
  const asked = plainWordsIn(query).toSorted((one, other) => one.asked.span.at - other.asked.span.at);
  const times = await timesKnown(
    db,
    asked.map(({ word }) => word),
  );
  const mends: { span: Span; meant: readonly string[] }[] = [];
  for (const {
    word,
    asked: { span, isTyped },
  } of asked) {
    const known = times.get(word) ?? 0;
    if (known > FEW_ITEMS) continue;
    if (isTyped && known === 0 && (await wordsBeginning(db, { beginning: word, most: 1 })).total > 0) continue;
    const meant: string[] = [];
    for (const each of await wordsMeant(db, { word, atLeast: known === 0 ? 1 : known * TIMES_MORE }))
      if (await isFound(each)) meant.push(each);
    if (meant.length > 0) mends.push({ span, meant });
  }
  const most = Math.max(0, ...mends.map(({ meant }) => meant.length));
  return Array.from({ length: most }, (_, rank) =>
    // From the end, so that what stands before stays where it is.
    mends.reduceRight((text, { span, meant }) => {
      const word = meant[Math.min(rank, meant.length - 1)] ?? "";
      return `${text.slice(0, span.at)}${word}${text.slice(span.at + span.length)}`;
    }, q),
  );
}

/** The words that may have been meant, the likeliest first: with the fewest slips, then the most common. */
async function wordsMeant(db: Reader, { word, atLeast }: { word: string; atLeast: number }): Promise<string[]> {
  const believed = believedSlips(word);
  if (believed === 0) return [];
  const letters = [...word].length;
  const alike = await wordsOfShape(db, {
    firsts: firstsOf(word),
    least: letters - believed,
    most: letters + believed,
    limit: MOST_COMPARED,
  });
  return alike
    .filter((other) => other.word !== word && other.items >= atLeast)
    .map(({ word: other, items }) => ({ word: other, items, slips: slipsBetween(word, other, believed) }))
    .filter(({ slips }) => slips <= believed)
    .toSorted((one, other) => one.slips - other.slips || other.items - one.items)
    .slice(0, MOST_MEANT)
    .map(({ word: meant }) => meant);
}

/** What is asked for as one plain word, in the order of the text; what is refused is not. */
function plainWordsIn(query: Query): { word: string; asked: WordsAsked }[] {
  if (query.kind === "all" || query.kind === "any") return query.of.flatMap(plainWordsIn);
  if (query.kind !== "words" || query.isPhrase) return [];
  const [word, ...others] = wordsOf(query.text);
  // Of what is no plain word (`e-mail`, `a/b`) it cannot be shown which part was meant.
  return word === undefined || others.length > 0 || [...query.text].length !== query.span.length
    ? []
    : [{ word, asked: query }];
}
