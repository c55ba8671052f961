import { Problem } from "../contract/problems.ts";
import { fuseByRank } from "../core/search/fuse-by-rank.ts";
import type { Wanted } from "../core/search/wanted.ts";
import type { QueryTerm } from "../core/words.ts";
import { type BestPlace, MOST_COUNTED, searchItems } from "../store/search.ts";
import type { Scope } from "../store/search-match.ts";
import { countNewest } from "../store/search-newest.ts";
import type { Reader, Store } from "../store/store.ts";
import type { Weighed } from "./asked-words.ts";
import { makeSortedCursor, readSortedCursor, sortOfCursor } from "./cursor.ts";
import { findAmong, type NearItem } from "./near-items.ts";

/** So many of what words find are put in one order with what meaning finds; the rest follows as words have it. */
const WORDS_FUSED = 50;
/** So many are found by meaning at the most. */
export const MOST_NEAR = 50;

export interface Page {
  /** Item ids. */
  readonly items: readonly string[];
  readonly next: string | null;
  /** How many answer by their words, counted to 1,000. */
  readonly worded: number;
  /** How many answer by what they mean alone. */
  readonly onlyNear: number;
  /** Meaning had a part in it. */
  readonly byMeaning: boolean;
  /** What the next pages begin with, as far as that is known. */
  readonly later: readonly string[];
}

export const wordsAlone = (worded: number): Pick<Page, "worded" | "onlyNear" | "byMeaning" | "later"> => ({
  worded,
  onlyNear: 0,
  byMeaning: false,
  later: [],
});

export interface BestAsked extends Weighed {
  readonly scope: Scope;
  readonly terms: readonly QueryTerm[];
  readonly cursor: string | undefined;
  readonly limit: number;
  /** What must hold of whatever is found by meaning; null is nothing. */
  readonly besides: Wanted | null;
  /** What is found by meaning, asked on the first page only. */
  readonly near: () => Promise<readonly NearItem[]>;
}

/** Where a page that meaning had a part in ended. */
interface FusedPlace {
  /** Where words go on; null where they have no more. */
  readonly words: BestPlace | null;
  /** Of the fused beginning, what was not told yet. */
  readonly left: readonly number[];
  /** What words find later and is told already. */
  readonly told: readonly number[];
  /** How many only meaning finds. */
  readonly only: number;
}

/**
 * The best first. Where meaning finds something, the first 50 by words and the nearest 50 are put in one order by reciprocal
 * rank; behind them words go on as ever, without what was told. The cursor holds what of this beginning is left, so that pages
 * hold together whatever the provider, or the clock, does between them: nothing comes twice, and nothing is lost.
 */
export async function bestPage(store: Store, asked: BestAsked): Promise<Page> {
  if (asked.cursor !== undefined && sortOfCursor(asked.cursor) === FUSED) {
    const place = readFusedPlace(asked.cursor);
    return await store.readByIndex((db) => fusedFrom(db, store.dialect, { asked, place }));
  }
  const from = readBestPlace(asked.cursor);
  const near = from === null ? await asked.near() : [];
  if (near.length > 0) {
    const place = await store.readByIndex((db) => beginFused(db, store.dialect, { asked, near }));
    return await store.readByIndex((db) => fusedFrom(db, store.dialect, { asked, place }));
  }
  const { limit } = asked;
  const { items, next, total } = await store.readByIndex((db) => search(db, store.dialect, asked, { from, limit }));
  return { items, next: next && makeSortedCursor(BEST, [next.tier, next.before, next.told]), ...wordsAlone(total) };
}

const BEST = "best";
const FUSED = "fused";

function search(
  db: Reader,
  dialect: Store["dialect"],
  { scope, wanted, terms, lead, atMost }: BestAsked,
  { from, limit }: { from: BestPlace | null; limit: number },
) {
  return searchItems(db, dialect, { ...scope, wanted, terms, lead, atMost, limit, from });
}

async function beginFused(
  db: Reader,
  dialect: Store["dialect"],
  { asked, near }: { asked: BestAsked; near: readonly NearItem[] },
): Promise<FusedPlace> {
  const { scope, wanted } = asked;
  const { items, seqs, next } = await search(db, dialect, asked, { from: null, limit: WORDS_FUSED });
  const worded = items.map((id, at) => ({ id, seq: seqs[at] ?? 0 }));
  const first = new Set(items);
  const others = near.filter(({ id }) => !first.has(id));
  const later = await findAmong(db, dialect, { scope, wanted, seqs: others.map(({ seq }) => seq) });
  return {
    words: next,
    left: fuseByRank([worded, near]).map(({ seq }) => seq),
    told: next === null ? [] : [...later.keys()],
    only: others.length - later.size,
  };
}

async function fusedFrom(
  db: Reader,
  dialect: Store["dialect"],
  { asked, place }: { asked: BestAsked; place: FusedPlace },
): Promise<Page> {
  const { scope, wanted, atMost, besides, limit } = asked;
  // Looked up anew, whatever a cursor says: only what may be found, and still is.
  const known = await findAmong(db, dialect, { scope, wanted: besides, seqs: place.left });
  const idsOf = (seqs: readonly number[]) => seqs.flatMap((seq) => known.get(seq)?.id ?? []);
  const items = idsOf(place.left.slice(0, limit));
  const left = place.left.slice(limit);
  const told = new Set(place.told);
  let { words } = place;
  while (left.length === 0 && words !== null && items.length < limit) {
    const more = await search(db, dialect, asked, { from: words, limit: limit - items.length });
    items.push(...more.items.filter((_, at) => !told.has(more.seqs[at] ?? 0)));
    words = more.next;
  }
  const isOver = left.length === 0 && words === null;
  return {
    items,
    next: isOver ? null : cursorOf({ ...place, words, left }),
    worded: await countNewest(db, dialect, { scope, wanted, atMost, most: MOST_COUNTED }),
    onlyNear: place.only,
    byMeaning: true,
    later: idsOf(left),
  };
}

const OVER = -1;

function cursorOf({ words, left, told, only }: FusedPlace): string {
  const place = words === null ? [OVER, 0, 0] : [words.tier, words.before, words.told];
  return makeSortedCursor(FUSED, [...place, only, left.join(), told.join()]);
}

/** @throws Problem cursor-not-valid */
function readFusedPlace(cursor: string): FusedPlace {
  const kinds = ["number", "number", "number", "number", "string", "string"] as const;
  const keys = readSortedCursor(cursor, { sort: FUSED, kinds });
  if (keys === null) throw notOurs();
  const [tier, before, told, only, left, later] = keys;
  if ([before, told, only].some((key) => key < 0) || tier < OVER || only > MOST_NEAR) throw notOurs();
  return {
    words: tier === OVER ? null : { tier, before, told },
    left: numbersIn(left),
    told: numbersIn(later),
    only,
  };
}

function numbersIn(list: string): number[] {
  if (list === "") return [];
  const numbers = list.split(",").map(Number);
  if (numbers.length > WORDS_FUSED + MOST_NEAR || !numbers.every((each) => Number.isSafeInteger(each) && each >= 0))
    throw notOurs();
  return [...new Set(numbers)];
}

/** @throws Problem cursor-not-valid */
function readBestPlace(cursor: string | undefined): BestPlace | null {
  const keys = readSortedCursor(cursor, { sort: BEST, kinds: ["number", "number", "number"] });
  if (keys === null) return null;
  if (keys.some((key) => key < 0)) throw notOurs();
  const [tier, before, told] = keys;
  return { tier, before, told };
}

const notOurs = () => new Problem("cursor-not-valid", "Use the next_cursor of an earlier answer, unchanged.");
