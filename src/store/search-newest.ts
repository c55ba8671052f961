import { type SqlBool, sql } from "kysely";
import { inStretches, OLD_STRETCH_ITEMS, STRETCH_ITEMS } from "../core/search/stretches.ts";
import type { Wanted } from "../core/search/wanted.ts";
import { countFound, type FoundRow, readFound } from "./search-found.ts";
import type { Scope } from "./search-match.ts";
import type { Reader, Unit } from "./store.ts";

/** With fewer stretches than this altogether a look at all of them is quicker than several. */
const FEW_STRETCHES = 4;
/** So many stretches are looked through first, the newest of which may be empty yet. */
const FIRST_STRETCHES = 3;
/** What so many items or fewer seem to have yet is asked for at once, however far back they lie. */
const FEW_FINDS = 6_000;
/** Fewer of a phrase: whether words stand in a row is seen in each item itself. */
const FEW_PHRASES = 800;
/** A further look reaches somewhat farther than what was found until then says that it must. */
const FARTHER = 1.5;
/** But no more than so many times as far as all looks before it. */
const FARTHEST = 8;

export interface Newest {
  readonly scope: Scope;
  readonly wanted: Wanted;
  /** No more items answer, as far as that is known: it is no use to look through more than so many for them. */
  readonly atMost?: number | undefined;
  /** The number of the last item that is indexed, for whoever looks more than once at one moment. */
  readonly last?: number | undefined;
}

/** What answers, the newest first, before this number. */
export async function readNewest(
  db: Reader,
  dialect: Unit["dialect"],
  { before, limit, ...asked }: Newest & { readonly before: number; readonly limit: number },
): Promise<FoundRow[]> {
  const rows: FoundRow[] = [];
  await look(db, dialect, { ...asked, before, limit }, async ({ wanted, from, to }) => {
    const more = await readFound(db, dialect, {
      scope: asked.scope,
      wanted,
      reading: {
        // Bound as it is, SQLite has a number with a point, which FTS5 takes for no rowid: it would walk from the newest item on.
        where: sql`item_words.rowid >= ${wholeNumber(from)} and item_words.rowid < ${wholeNumber(Math.min(to, before))}`,
        by: sql`seq desc`,
        limit: limit - rows.length,
      },
    });
    rows.push(...more);
    return rows.length;
  });
  return rows;
}

/** How many answer, counted no further than to `most`. */
export async function countNewest(
  db: Reader,
  dialect: Unit["dialect"],
  { most, ...asked }: Newest & { readonly most: number },
): Promise<number> {
  let total = 0;
  await look(db, dialect, { ...asked, before: NO_NUMBER, limit: most }, async ({ wanted, to }) => {
    // A look at all the rest names no stretches, and would count again what was counted in them.
    const where = to === NO_NUMBER ? undefined : sql<SqlBool>`item_words.rowid < ${wholeNumber(to)}`;
    total += await countFound(db, dialect, { scope: asked.scope, wanted, most: most - total, ...(where && { where }) });
    return total;
  });
  return total;
}

const wholeNumber = (number: number) => sql`cast(${number} as bigint)`;

/** Beyond every number of an item. */
export const NO_NUMBER = Number.MAX_SAFE_INTEGER;

interface Stretch {
  readonly wanted: Wanted;
  readonly from: number;
  readonly to: number;
}

/**
 * Looks from the newest item on until so many were found. SQLite walks its index that way by itself. PostgreSQL first puts
 * together all that answers, 190 ms of a word that three of four of a million items have: it is asked stretch by stretch, each look
 * as far as what was found until then says that it must reach; what few items seem to have is asked for without stretches, which
 * cost more there than they save.
 * @param lookIn looks in one stretch; tells how many were found altogether
 */
async function look(
  db: Reader,
  dialect: Unit["dialect"],
  {
    scope,
    wanted,
    atMost = Number.POSITIVE_INFINITY,
    last: known,
    before,
    limit,
  }: Newest & { readonly before: number; readonly limit: number },
  lookIn: (stretch: Stretch) => Promise<number>,
): Promise<void> {
  const last = known ?? (await lastNumber(db, dialect));
  const unit = scope.isWhole ? STRETCH_ITEMS : OLD_STRETCH_ITEMS;
  if (last < FEW_STRETCHES * unit) return void (await lookIn({ wanted, from: 0, to: NO_NUMBER }));
  const most = Math.min(atMost, scope.items ?? Number.POSITIVE_INFINITY);
  const few = asksPhrase(wanted) ? FEW_PHRASES : FEW_FINDS;
  const top = Math.min(before, last + 1);
  let to = Math.ceil(top / unit) * unit;
  // The newest stretch may have begun just now: what it alone has would say nothing about the others.
  let from = to - FIRST_STRETCHES * unit;
  for (;;) {
    from = Math.max(0, from);
    if (most <= top - from) return void (await lookIn({ wanted, from: 0, to }));
    const found = await lookIn({ wanted: { kind: "all", of: [wanted, inStretches(from, to)] }, from, to });
    if (found >= limit || from === 0) return;
    const looked = top - from;
    const density = (found + 1) / looked;
    to = from;
    if (density * to <= few) return void (await lookIn({ wanted, from: 0, to }));
    const farther = Math.min(((limit - found) / density) * FARTHER, looked * FARTHEST);
    from -= Math.ceil(farther / unit) * unit;
  }
}

function asksPhrase(wanted: Wanted): boolean {
  if (wanted.kind === "words") return wanted.within === undefined && wanted.term.kind === "phrase";
  return (wanted.kind === "all" || wanted.kind === "any") && wanted.of.some(asksPhrase);
}

/** The number of the last item that is indexed; 0 on SQLite, which need not know. */
export async function lastNumber(db: Reader, dialect: Unit["dialect"]): Promise<number> {
  if (dialect === "sqlite") return 0;
  const { rows } = await sql<{ last: number | null }>`select max(rowid) as last from item_words`.execute(db);
  return Number(rows[0]?.last ?? 0);
}
