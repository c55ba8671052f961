import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { ListSort } from "../contract/choices.ts";
import { tiersOf } from "../core/search/tiers.ts";
import { titleFit } from "../core/search/title-fit.ts";
import type { Wanted } from "../core/search/wanted.ts";
import type { QueryTerm } from "../core/words.ts";
import { countFound, type FoundRow, readFound } from "./search-found.ts";
import { askedTerms, type Scope } from "./search-match.ts";
import { countNewest, lastNumber, NO_NUMBER, readNewest } from "./search-newest.ts";
import type { Reader, Unit } from "./store.ts";
import { type Listed, titleKey } from "./wall-lists.ts";

/** Totals are exact to 1,000; counting on would cost more than knowing is worth. */
export const MOST_COUNTED = 1_001;
/** Within a tier so many of the newest are compared by their titles at a time. */
const BLOCK_ITEMS = 100;
/** Of more finds than this an order by time or title looks at the newest, or the oldest, ones. */
const MOST_ORDERED = 20_000;

export interface SearchAsked extends Scope {
  readonly wanted: Wanted;
  readonly limit: number;
  /** Where an earlier page ended; null for the first. */
  readonly from?: BestPlace | null;
  /** What titles are compared with, the words that are asked for unless told. */
  readonly terms?: readonly QueryTerm[];
  /** Which of several words says most; the longest unless told. */
  readonly lead?: (terms: readonly QueryTerm[]) => QueryTerm | null;
  /** No more items answer, as far as that is known. */
  readonly atMost?: number;
}

/** A place among the best first: in which tier, before which number its block begins, and how many of the block were told. */
export interface BestPlace {
  readonly tier: number;
  readonly before: number;
  readonly told: number;
}

export interface SearchFound {
  /** Item ids, the best first. */
  readonly items: readonly string[];
  /** Their numbers. */
  readonly seqs: readonly number[];
  /** Where the next page begins; null when there is none. */
  readonly next: BestPlace | null;
  readonly total: number;
}

/**
 * Finds items by what is wanted of them, the best first (`core/search/tiers.ts`). A person finds their own, and those of
 * others on walls that they share, these by nothing that is their owner's alone.
 *
 * However many answer and however deep a page lies, a page costs the same: each tier is walked from its newest item on and only as
 * far as the page needs, and a cursor says where. Nothing is ranked that nobody sees.
 */
export async function searchItems(db: Reader, dialect: Unit["dialect"], asked: SearchAsked): Promise<SearchFound> {
  const { wanted, limit, from = null, lead = longest, terms = askedTerms(wanted), atMost } = asked;
  const tiers = tiersOf(wanted, lead);
  const last = await lastNumber(db, dialect);
  const items: string[] = [];
  const seqs: number[] = [];
  let place = from ?? { tier: 0, before: NO_NUMBER, told: 0 };
  let next: BestPlace | null = null;
  while (next === null && place.tier < tiers.length) {
    const tier = tiers[place.tier];
    if (!tier) break;
    // From the first page on all of the tiers before is told, and less than a page: leaving it out here costs nothing.
    const known = new Set(from === null ? items : []);
    const asking = BLOCK_ITEMS + known.size;
    const read = await readNewest(db, dialect, {
      scope: asked,
      wanted: from === null ? tier.whole : tier.wanted,
      atMost,
      last,
      before: place.before,
      limit: asking,
    });
    const block = read.filter(({ id }) => !known.has(id)).slice(0, BLOCK_ITEMS);
    const best = byTitle(block, terms);
    for (const { id, seq } of best.slice(place.told)) {
      if (items.length === limit) {
        // What arrives meanwhile stands before this block, and moves nothing in it.
        next = { ...place, before: Math.min(place.before, (block[0]?.seq ?? 0) + 1) };
        break;
      }
      items.push(id);
      seqs.push(seq);
      place = { ...place, told: place.told + 1 };
    }
    if (next !== null) break;
    const end = block.at(-1);
    const isEnd = read.length < asking || !end;
    place = isEnd
      ? { tier: place.tier + 1, before: NO_NUMBER, told: 0 }
      : { tier: place.tier, before: end.seq, told: 0 };
  }
  const isAll = from === null && next === null;
  const total = isAll
    ? items.length
    : await countNewest(db, dialect, { scope: asked, wanted, atMost, last, most: MOST_COUNTED });
  return { items, seqs, next, total };
}

/** What was found in one order of a list, from one item on. */
export async function searchInOrder(
  db: Reader,
  dialect: Unit["dialect"],
  asked: Scope & {
    readonly wanted: Wanted;
    readonly limit: number;
    readonly sort: ListSort;
    readonly after: Listed | null;
  },
): Promise<{ listed: Listed[]; total: number }> {
  const { wanted, limit, sort, after } = asked;
  const key = sort === "title" ? titleKey : sql<number>`items.created_at`;
  const [than, way] = sort === "newest" ? [sql.raw("<"), sql.raw("desc")] : [sql.raw(">"), sql.raw("asc")];
  const total = await countFound(db, dialect, { scope: asked, wanted, most: MOST_ORDERED + 1 });
  const rows = await readFound(db, dialect, {
    scope: asked,
    wanted,
    reading: {
      where: sql.join(
        [
          ...(total > MOST_ORDERED ? [await among(db, dialect, asked)] : []),
          ...(after === null ? [] : [sql<SqlBool>`(${key}, items.id) ${than} (${after.key}, ${after.item})`]),
          sql<SqlBool>`true`,
        ],
        sql` and `,
      ) as RawBuilder<SqlBool>,
      key,
      by: sql`key ${way}, id ${way}`,
      limit,
    },
  });
  const listed = rows.map(({ id, key: told }) => ({ item: id, key: sort === "title" ? String(told) : Number(told) }));
  return { listed, total: Math.min(total, MOST_COUNTED) };
}

/** The newest of very many, or the oldest where these come first: ordering all of them would take as long as reading them. */
async function among(
  db: Reader,
  dialect: Unit["dialect"],
  { wanted, sort, ...scope }: Scope & { readonly wanted: Wanted; readonly sort: ListSort },
): Promise<RawBuilder<SqlBool>> {
  const [than, way] = sort === "oldest" ? [sql.raw("<="), sql.raw("asc")] : [sql.raw(">="), sql.raw("desc")];
  const last = await readFound(db, dialect, {
    scope,
    wanted,
    reading: { by: sql`seq ${way}`, limit: 1, skip: MOST_ORDERED - 1 },
  });
  return sql<SqlBool>`item_words.rowid ${than} cast(${last[0]?.seq ?? 0} as bigint)`;
}

/** Those whose titles fit best come first, then what is pinned, then the newest. */
function byTitle(block: readonly FoundRow[], terms: readonly QueryTerm[]): FoundRow[] {
  const fits = new Map(block.map(({ id, title }) => [id, titleFit(title, terms)]));
  const of = ({ id }: FoundRow) => fits.get(id) ?? 0;
  const isPinned = ({ pinned_at }: FoundRow) => (pinned_at === null ? 0 : 1);
  return block.toSorted((one, other) => of(other) - of(one) || isPinned(other) - isPinned(one) || other.seq - one.seq);
}

/** Long words are rarer than short ones. */
function longest(terms: readonly QueryTerm[]): QueryTerm | null {
  const length = (term: QueryTerm) => term.words.join("").length;
  return terms.toSorted((one, other) => length(other) - length(one))[0] ?? null;
}
