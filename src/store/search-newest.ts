import { sql } from "kysely";
import { inStretches, STRETCH_ITEMS } from "../core/search/stretches.ts";
import type { Wanted } from "../core/search/wanted.ts";
import { countFound, type FoundRow, readFound } from "./search-found.ts";
import type { Scope } from "./search-match.ts";
import type { Reader, Unit } from "./store.ts";

/** Each time that a look did not find enough, the next one reaches so much farther back. */
const FARTHER = 4;
/** With fewer items than this altogether a look at all of them is quicker than several. */
const FEW_ITEMS = 4 * STRETCH_ITEMS;

export interface Newest {
  readonly scope: Scope;
  readonly wanted: Wanted;
  /** It is known that few items answer: they are looked for at once. */
  readonly isRare: boolean;
}

/** What answers, the newest first, before this number. */
export async function readNewest(
  db: Reader,
  dialect: Unit["dialect"],
  { before, limit, ...asked }: Newest & { readonly before: number; readonly limit: number },
): Promise<FoundRow[]> {
  const rows: FoundRow[] = [];
  for await (const { wanted, from, to } of stretches(db, dialect, { ...asked, before })) {
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
    if (rows.length === limit) break;
  }
  return rows;
}

/** How many answer, counted no further than to `most`. */
export async function countNewest(
  db: Reader,
  dialect: Unit["dialect"],
  { most, ...asked }: Newest & { readonly most: number },
): Promise<number> {
  let total = 0;
  for await (const { wanted } of stretches(db, dialect, { ...asked, before: NO_NUMBER })) {
    total += await countFound(db, dialect, { scope: asked.scope, wanted, most: most - total });
    if (total >= most) break;
  }
  return total;
}

const wholeNumber = (number: number) => sql`cast(${number} as bigint)`;

/** Beyond every number of an item. */
export const NO_NUMBER = Number.MAX_SAFE_INTEGER;

/**
 * SQLite walks its index from the newest item on and stops when it has enough. PostgreSQL first puts together all that
 * answers, some 100 ms of a word that every fifth of a million items has: it is asked stretch by stretch, each look farther.
 */
async function* stretches(
  db: Reader,
  dialect: Unit["dialect"],
  { wanted, isRare, before }: Newest & { readonly before: number },
): AsyncGenerator<{ wanted: Wanted; from: number; to: number }> {
  const last = dialect === "sqlite" || isRare ? 0 : await lastNumber(db);
  if (last < FEW_ITEMS) return yield { wanted, from: 0, to: NO_NUMBER };
  let to = (Math.floor(Math.min(before - 1, last) / STRETCH_ITEMS) + 1) * STRETCH_ITEMS;
  for (let reach = STRETCH_ITEMS; to > 0; reach *= FARTHER) {
    const from = Math.max(0, to - reach);
    yield { wanted: { kind: "all", of: [wanted, inStretches(from, to)] }, from, to };
    to = from;
  }
}

async function lastNumber(db: Reader): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(rowid) as last from item_words`.execute(db);
  return Number(rows[0]?.last ?? 0);
}
