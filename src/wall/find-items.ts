import type { SearchSort } from "../contract/choices.ts";
import { type Facets, facetsIn } from "../contract/finding.ts";
import type { SearchAnswer, SearchHit } from "../contract/items.ts";
import type { QuestionVectors } from "../core/ports/embedder.ts";
import { narrowed } from "../core/search/narrowed.ts";
import { parseQuery } from "../core/search/parse-query.ts";
import { plainQuestion } from "../core/search/plain-question.ts";
import type { ParsedQuery } from "../core/search/query.ts";
import { partsOf, type Wanted, wantedOf } from "../core/search/wanted.ts";
import { knowFacets } from "../store/facets.ts";
import { MOST_COUNTED, searchInOrder } from "../store/search.ts";
import { askedTerms, type Scope } from "../store/search-match.ts";
import { countNewest } from "../store/search-newest.ts";
import { scopeOf } from "../store/search-scope.ts";
import type { Reader, Store } from "../store/store.ts";
import { vectorModel } from "../store/vectors-due.ts";
import { wallsSharedWith } from "../store/wall-access.ts";
import { mendedQuestions, weigh, wholeWord } from "./asked-words.ts";
import { type BestAsked, bestPage, MOST_NEAR, type Page, wordsAlone } from "./best-page.ts";
import { cursorAfter, readListed } from "./listed-cursor.ts";
import { namesAsked } from "./names-asked.ts";
import { nearItems } from "./near-items.ts";
import { nearlyFound } from "./nearly-found.ts";
import { presentHits } from "./present-hits.ts";
import { wallFor } from "./wall-for.ts";

export interface Finding {
  readonly person: string;
  /** Only on this wall; everything that the person may see otherwise. */
  readonly wall?: string | undefined;
  readonly q: string;
  readonly sort?: SearchSort | undefined;
  readonly facets: Facets;
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Find just what is asked, whatever slips of the finger it may have. */
  readonly isExact?: boolean;
  /** Who makes vectors of questions, where it is to be found by meaning too. */
  readonly questions?: QuestionVectors | null;
  /** How far the clock of whoever asks is ahead of UTC: their day begins there. */
  readonly offsetMinutes?: number | undefined;
}

/** A question that has more finds than this was hardly mistyped. */
const FEW_FINDS = 10;
/** So many that have some of the words are told beside them. */
const MOST_NEARLY = 20;
/** A mended question is worth an offer where it finds so many times more. */
const TIMES_MORE = 5;

/**
 * What answers a question in the search language, the best first unless another order is asked for, each with the place
 * where it does. A question that asks nothing finds nothing. Where nothing answers, slips of the finger are mended.
 * @throws Problem not-found, cursor-not-valid
 */
export async function findItems(store: Store, asked: Finding): Promise<SearchAnswer> {
  const { reader } = store;
  const { q } = asked;
  const looking = await lookingFor(store, asked);
  const question = readQuestion(looking, q);
  const mistakes = question.mistakes.map(({ allowed, ...mistake }) => ({ ...mistake, allowed: [...allowed] }));
  const { query } = question;
  const isAsked = query.kind !== "all" || query.of.length > 0;
  const unmended = { mistakes, did_you_mean: null, did_you_mean_is: null };
  const nothing = { items: [], next_cursor: null, total: 0, total_is: "exact", by: "words" } as const;
  if (!isAsked) return { ...nothing, items: [], also: [], ...unmended };
  const found = await lookFor(store, looking, question);
  const { answer, worded } = found;
  if (asked.isExact === true || worded > FEW_FINDS) return { ...answer, also: [], ...unmended };
  const isFound = (word: string) => findsAtLeast(store, looking, { kind: "words", term: wholeWord(word) }, 1);
  const mendings = await mendedQuestions(reader, { q, query, isFound });
  for (const mended of mendings) {
    const meant = readQuestion(looking, mended);
    const most = Math.max(1, worded * TIMES_MORE);
    if (!(await findsAtLeast(store, looking, await wantedBy(reader, looking, meant), most))) continue;
    if (worded > 0) {
      const also = await nearly(store, looking, question, found);
      return { ...answer, also, mistakes, did_you_mean: mended, did_you_mean_is: "offered" };
    }
    const shown = await lookFor(store, looking, meant);
    const also = await nearly(store, looking, meant, shown);
    return { ...shown.answer, also, mistakes, did_you_mean: mended, did_you_mean_is: "shown" };
  }
  // A word that nobody has may be a slip, though nothing has all of the words when it is mended either.
  const [mended] = worded > 0 ? [] : mendings;
  const meant = mended === undefined ? question : readQuestion(looking, mended);
  return { ...answer, also: await nearly(store, looking, meant, found), ...unmended };
}

/** What has some of the words, where the first page of the best does not say enough. */
async function nearly(
  store: Store,
  looking: Looking,
  question: Question,
  { answer, worded, later }: Found,
): Promise<SearchHit[]> {
  const { scope, sort = question.sort ?? "best", cursor, limit } = looking;
  if (sort !== "best" || cursor !== undefined || worded > FEW_FINDS) return [];
  const { items, terms } = await nearlyFound(store, {
    scope,
    wanted: await wantedBy(store.reader, looking, question),
    limit: Math.min(limit, MOST_NEARLY),
    told: new Set([...answer.items.map(({ id }) => id), ...later]),
  });
  return await presentHits(store, looking, { items, terms });
}

/** Who looks, with what they may find. @throws Problem not-found */
export async function lookingFor(store: Store, asked: Finding): Promise<Looking> {
  const { reader } = store;
  const { person, wall } = asked;
  const shared = wall === undefined ? await wallsSharedWith(reader, person) : await sharedOf(reader, { wall, person });
  const scope = await scopeOf(reader, { person, wall, shared });
  return { ...asked, scope, nowMs: await store.nowMs() };
}

/** How many things answer a question, counted to 1,000. */
export async function countFinds(store: Store, asked: { person: string; q: string }): Promise<number> {
  const { reader } = store;
  const { person, q } = asked;
  const scope = await scopeOf(reader, { person, shared: await wallsSharedWith(reader, person) });
  const looking: Looking = { ...asked, facets: facetsIn({}), limit: 1, scope, nowMs: await store.nowMs() };
  const weighed = await weigh(reader, await wantedBy(reader, looking, readQuestion(looking, q)));
  return await store.readByIndex((db) => countNewest(db, store.dialect, { ...weighed, scope, most: MOST_COUNTED - 1 }));
}

/** Whether at least so many things that the person may find answer. */
const findsAtLeast = async (store: Store, { scope }: Looking, wanted: Wanted, most: number): Promise<boolean> =>
  (await store.readByIndex((db) => countNewest(db, store.dialect, { scope, wanted, most }))) >= most;

/** Who looks, for whatever question. */
interface Looking extends Finding {
  readonly scope: Scope;
  readonly nowMs: number;
}

interface Question extends ParsedQuery {
  readonly text: string;
}

/** A question as it is asked now. */
export const readQuestion = ({ nowMs, offsetMinutes = 0 }: Looking, text: string): Question => ({
  text,
  ...parseQuery(text, { nowMs, offsetMinutes }),
});

/** What a question asks of the index, with the names that its person means. */
export async function wantedBy(db: Reader, { person, facets }: Looking, { query, text }: Question): Promise<Wanted> {
  const names = await namesAsked(db, { person, q: text });
  return narrowed(wantedOf(query, names), await knowFacets(db, { person, facets }));
}

type Answer = Pick<SearchAnswer, "items" | "next_cursor" | "total" | "total_is" | "by">;

interface Found {
  readonly answer: Answer;
  /** How much of it answers by its words: only that tells whether they were mistyped. */
  readonly worded: number;
  /** What the next pages begin with, as far as that is known. */
  readonly later: readonly string[];
}

async function lookFor(store: Store, looking: Looking, question: Question): Promise<Found> {
  const { reader } = store;
  const { scope } = looking;
  const sort = looking.sort ?? question.sort ?? "best";
  const asked = await wantedBy(reader, looking, question);
  const terms = askedTerms(asked);
  const { cursor, limit } = looking;
  const weighed = await weigh(reader, asked);
  const meant = await meaningAsked(store, looking, question);
  const page = await pageOf(store, { ...weighed, ...meant, scope, terms, sort, cursor, limit });
  const { worded, onlyNear, byMeaning, later } = page;
  return {
    worded,
    later,
    answer: {
      items: await presentHits(store, looking, { items: page.items, terms }),
      next_cursor: page.next,
      total: Math.min(worded + onlyNear, MOST_COUNTED - 1),
      total_is: worded >= MOST_COUNTED ? "at-least" : "exact",
      by: byMeaning ? "meaning" : "words",
    },
  };
}

async function pageOf(
  store: Store,
  { sort, cursor, ...asked }: BestAsked & { readonly sort: SearchSort },
): Promise<Page> {
  if (sort === "best") return await bestPage(store, { ...asked, cursor });
  const { scope, wanted, limit } = asked;
  const after = readListed(cursor, sort);
  const { listed, total } = await store.readByIndex((db) =>
    searchInOrder(db, store.dialect, { ...scope, wanted, sort, after, limit: limit + 1 }),
  );
  const last = listed[limit - 1];
  return {
    items: listed.slice(0, limit).map(({ item }) => item),
    next: listed.length > limit && last ? cursorAfter(sort, last) : null,
    ...wordsAlone(total),
  };
}

/** What a question wants to be asked by meaning, too. */
async function meaningAsked(
  store: Store,
  looking: Looking,
  question: Question,
): Promise<Pick<BestAsked, "besides" | "near">> {
  const { reader } = store;
  const { scope, person, questions } = looking;
  const plain = plainQuestion(question.query);
  if (plain === null) return { besides: null, near: async () => [] };
  const all = await wantedBy(reader, looking, { ...question, query: plain.besides });
  const besides = partsOf(all).length === 0 ? null : all;
  return {
    besides,
    async near() {
      const model = questions && (await vectorModel(reader, questions.model));
      const vector = questions && model && (await questions.vectorOf(plain.text, person));
      if (!model || !vector || vector.bytes.length !== model.dimensions) return [];
      return await nearItems(store, { scope, model, vector, wanted: besides, limit: MOST_NEAR });
    },
  };
}

/** A wall that nobody was ever let in to holds nothing of others. */
async function sharedOf(db: Reader, { wall: id, person }: { wall: string; person: string }): Promise<string[]> {
  const wall = await wallFor(db, { id, person, use: "read" });
  return wall.shared_at === null ? [] : [wall.id];
}
