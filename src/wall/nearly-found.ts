import { LITTLE_WORDS } from "../core/search/little-words.ts";
import { titleFit } from "../core/search/title-fit.ts";
import { partsOf, type Wanted, type Within } from "../core/search/wanted.ts";
import { areForms, formsBegin } from "../core/search/word-forms.ts";
import type { QueryTerm } from "../core/words.ts";
import { itemsLearned, timesKnown, wordsBeginning } from "../store/known-words.ts";
import type { FoundRow } from "../store/search-found.ts";
import type { Scope } from "../store/search-match.ts";
import { NO_NUMBER, readNewest } from "../store/search-newest.ts";
import type { Reader, Store } from "../store/store.ts";
import { wholeWord } from "./asked-words.ts";

/** A question of more words is asked by those that tell most. */
const MOST_TERMS = 8;
const MOST_FORMS = 12;
/** Words that begin alike are compared, the most common first. */
const MOST_BEGUN = 200;
/** By each word so many are found, the newest; of a word that more have, those that have another word, too. */
const FOUND_BY_EACH = 200;
/** Where a word that more items have stands is not looked at, which would take as long again each time. */
const VERY_MANY_ITEMS = 20_000;
const ANYWHERE = [{ within: null, share: 0.6 }] as const;
/** What a word says where it stands. */
const SAYS: readonly { readonly within: Within | null; readonly share: number }[] = [
  { within: "title", share: 1 },
  { within: "about", share: 0.6 },
  { within: null, share: 0.4 },
];
/** A word that holds the question together says so much of what it would otherwise. */
const LITTLE_SAYS = 0.1;
/** What has less than this part of all that the words say is not nearly what was asked. */
const LEAST_SAID = 0.25;

interface Term {
  readonly wanted: (within: Within | null) => Wanted;
  readonly words: readonly string[];
  readonly weight: number;
  readonly items: number;
  /** It only holds the question together. */
  readonly isLittle: boolean;
}

export interface NearlyAsked {
  readonly scope: Scope;
  readonly wanted: Wanted;
  readonly limit: number;
  /** What answers all of it, and is told already. */
  readonly told: ReadonlySet<string>;
}

/** What has most of what is asked, and the words that it was found by. */
export interface NearlyFound {
  /** The best first. */
  readonly items: readonly string[];
  readonly terms: readonly QueryTerm[];
}

/**
 * Finds what has some of the words of a question, or other forms of them: the rarer a word and the nearer to the title, the
 * more it says. Everything but plain words (facts, phrases, what is refused) holds as it is asked.
 */
export async function nearlyFound(store: Store, { scope, wanted, limit, told }: NearlyAsked): Promise<NearlyFound> {
  const { reader, dialect } = store;
  const parts = partsOf(wanted);
  const kept = parts.filter((part) => !isPlain(part));
  const terms = await termsOf(reader, parts.filter(isPlain));
  if (terms.every(({ isLittle }) => isLittle)) return { items: [], terms: [] };
  const said = new Map<string, { row: FoundRow; said: number }>();
  await store.readByIndex(async (db) => {
    for (const term of terms) {
      const others = terms.filter((one) => one !== term).map((one) => one.wanted(null));
      const isCommon = term.items > FOUND_BY_EACH && others.length > 0;
      const beside: Wanted[] = isCommon ? [{ kind: "any", of: others }] : [];
      const best = new Map<string, { row: FoundRow; share: number }>();
      for (const { within, share } of term.items > VERY_MANY_ITEMS ? ANYWHERE : SAYS) {
        const asked: Wanted = { kind: "all", of: [term.wanted(within), ...beside, ...kept] };
        for (const row of await readNewest(db, dialect, {
          scope,
          wanted: asked,
          atMost: term.items,
          before: NO_NUMBER,
          limit: FOUND_BY_EACH,
        }))
          if (!best.has(row.id)) best.set(row.id, { row, share });
      }
      for (const [id, { row, share }] of best)
        said.set(id, { row, said: (said.get(id)?.said ?? 0) + share * term.weight });
    }
  });
  const least = LEAST_SAID * terms.reduce((sum, { weight }) => sum + weight, 0);
  const asWords = terms.flatMap(({ words }) => words.map(wholeWord));
  const fit = ({ title }: FoundRow) => titleFit(title, asWords);
  const items = [...said.values()]
    .filter((each) => each.said >= least && !told.has(each.row.id))
    .toSorted((one, other) => other.said - one.said || fit(other.row) - fit(one.row) || other.row.seq - one.row.seq)
    .slice(0, limit)
    .map(({ row }) => row.id);
  return { items, terms: asWords };
}

type Plain = Extract<Wanted, { kind: "words" }>;
/** A name of several parts ("cast-iron") is as good as its words; what stands between quotation marks is meant as it is. */
const isPlain = (part: Wanted): part is Plain =>
  part.kind === "words" && (part.term.kind !== "phrase" || part.term.joined !== null);

/** The words that anything may be found by, those that tell most first. */
async function termsOf(db: Reader, parts: readonly Plain[]): Promise<Term[]> {
  const all = await itemsLearned(db);
  const terms: Term[] = [];
  for (const { term } of parts) {
    const ways = term.words.length > 1 ? [term.words] : (await formsOf(db, term)).map((form) => [form]);
    const words = [...new Set(ways.flat())];
    const times = await timesKnown(db, words);
    const items = ways.reduce((sum, way) => sum + Math.min(...way.map((word) => times.get(word) ?? 0)), 0);
    if (items === 0) continue;
    const isLittle = words.every((word) => LITTLE_WORDS.has(word));
    terms.push({
      wanted: (within) => {
        const asked = (one: QueryTerm): Wanted => ({ kind: "words", term: one, ...(within && { within }) });
        return {
          kind: "any",
          of: [
            asked(term),
            ...ways.map((way): Wanted => ({ kind: "all", of: way.map((word) => asked(wholeWord(word))) })),
          ],
        };
      },
      words,
      weight: Math.log(1 + all / items) * (isLittle ? LITTLE_SAYS : 1),
      items,
      isLittle,
    });
  }
  return terms.toSorted((one, other) => other.weight - one.weight).slice(0, MOST_TERMS);
}

/** The word and others that are forms of it, as far as they are known; of one that is being typed, what begins so. */
async function formsOf(db: Reader, { kind, words: [word = ""] }: QueryTerm): Promise<string[]> {
  const beginning = kind === "prefix" ? word : formsBegin(word);
  const { words } = await wordsBeginning(db, { beginning, most: MOST_BEGUN });
  const forms = kind === "prefix" ? words : words.filter((one) => areForms(one, word));
  return [...new Set([word, ...forms])].slice(0, MOST_FORMS);
}
