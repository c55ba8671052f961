import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { ReadingState } from "../contract/reading-states.ts";
import { quarterOf } from "../core/search/range-terms.ts";
import { partsOf, type Standing, type Wanted } from "../core/search/wanted.ts";
import { readingStands } from "./progress.ts";
import { asksEverybodys, type Case, casesOf, ftsMatch, type Scope, tsQuery } from "./search-match.ts";
import type { Reader, Unit } from "./store.ts";

/** What is read of an item that was found. */
export interface FoundRow {
  readonly id: string;
  readonly seq: number;
  readonly key: string | number | null;
  readonly title: string;
  readonly pinned_at: number | null;
}

/** Which of what is found is read, in which order. */
export interface Reading {
  /** Only these, beside what is wanted. */
  readonly where?: RawBuilder<SqlBool>;
  /** What is read as `key`. */
  readonly key?: RawBuilder<unknown>;
  /** By what is read: `seq`, `key` and `id`. */
  readonly by: RawBuilder<unknown>;
  readonly limit: number;
  readonly skip?: number;
}

/** One way in which an item may answer: what the index is asked, and what must be so of the item. */
interface Way {
  readonly match: string;
  readonly standing: Case["standing"];
  readonly kept: readonly Kept[];
}

/** When it was first kept. */
type Kept = Extract<Wanted, { kind: "time" }>;

/** So long a stretch of time is looked up with each find; a shorter one is asked of the index, which knows it day by day. */
const LONG_MS = 45 * 24 * 3_600_000;
const isLong = ({ fromMs, toMs }: Kept): boolean => fromMs === null || toMs === null || toMs - fromMs > LONG_MS;

/** The ways in which items answer; each comes by one of them at most. */
function waysOf(dialect: Unit["dialect"], scope: Scope, wanted: Wanted): Way[] {
  const write = dialect === "postgres" ? tsQuery : ftsMatch;
  const parts = partsOf(wanted);
  const kept = parts.filter((part) => part.kind === "time").filter(isLong);
  const asked: Wanted = { kind: "all", of: parts.filter((part) => part.kind !== "time" || !kept.includes(part)) };
  return casesOf(asked).flatMap(({ wanted: rest, standing }): Way[] => {
    const match = write(scope, rest);
    return match === null ? [] : [{ match, standing, kept }];
  });
}

/** The same quarters of an hour as in the terms of the index. */
const keptThen = ({ fromMs, toMs }: Kept): RawBuilder<SqlBool>[] => [
  ...(fromMs === null ? [] : [sql<SqlBool>`items.created_at >= ${quarterOf(fromMs)}`]),
  ...(toMs === null ? [] : [sql<SqlBool>`items.created_at < ${quarterOf(toMs)}`]),
];

/** What the index alone cannot tell of an item, and its owner alone may know. */
const STANDS: Record<Exclude<Standing, ReadingState>, RawBuilder<SqlBool>> = {
  failed: sql`items.state = 'failed'`,
  pending: sql`items.state = 'working'`,
  duplicate: sql`items.id in (
    select item from duplicates where duplicates.owner = items.owner and dismissed_at is null
    union all select other from duplicates where duplicates.owner = items.owner and dismissed_at is null)`,
};

function standsSo({ standing }: Way, person: string): RawBuilder<SqlBool>[] {
  const readSo = readingStands(person);
  return standing.map(({ is, isSo }) => {
    const stands =
      is in STANDS
        ? sql`(items.owner = ${person} and ${STANDS[is as keyof typeof STANDS]})`
        : readSo[is as ReadingState];
    return isSo ? sql`${stands}` : sql`not ${stands}`;
  });
}

const matches = (dialect: Unit["dialect"], { match }: Way): RawBuilder<SqlBool> =>
  dialect === "postgres" ? sql`item_words.words @@ ${match}::tsquery` : sql`item_words match ${match}`;

/** On PostgreSQL nothing but the index is asked for the words: which rows these are is looked at afterwards. */
const apart = (way: Way): RawBuilder<unknown> =>
  sql`from (select rowid from item_words where ${matches("postgres", way)} offset 0) item_words`;

/** What the index alone finds. */
const indexOf = (dialect: Unit["dialect"], way: Way): RawBuilder<unknown> =>
  dialect === "postgres" ? sql`${apart(way)} where true` : sql`from item_words where ${matches(dialect, way)}`;

/** The items of one way: the index is walked, and each find looked up. */
function itemsOf(dialect: Unit["dialect"], scope: Scope, way: Way): RawBuilder<unknown> {
  const { person, shared } = scope;
  const seen =
    shared.length === 0
      ? sql<SqlBool>`items.owner = ${person}`
      : sql<SqlBool>`(items.owner = ${person} or exists (select 1 from places
          where places.item = items.id and places.wall in (${sql.join(shared)}) and places.removed_at is null))`;
  const conditions = [
    ...(dialect === "postgres" ? [] : [matches(dialect, way)]),
    seen,
    sql`items.deleted_at is null`,
    ...way.kept.flatMap(keptThen),
    ...standsSo(way, person),
  ];
  const where = sql.join(conditions, sql` and `);
  if (dialect === "postgres") {
    // Each find is looked up, from the newest on: PostgreSQL takes any words for common, and would read all items to join them.
    const found = sql`select rowid ${apart(way)} order by rowid desc`;
    const looked = sql`select * from items where items.seq = item_words.rowid offset 0`;
    return sql`from (${found}) item_words cross join lateral (${looked}) items where ${where}`;
  }
  // SQLite's planner does not know which of the two is the shorter way.
  const isRare = way.standing.some(({ is, isSo }) => isSo && is !== "unread");
  const [first, second] = isRare ? ["items", "item_words"] : ["item_words", "items"];
  return sql`from ${sql.table(first)} cross join ${sql.table(second)} on items.seq = item_words.rowid where ${where}`;
}

/** Reads what answers, in the order asked. */
export async function readFound(
  db: Reader,
  dialect: Unit["dialect"],
  { scope, wanted, reading }: { scope: Scope; wanted: Wanted; reading: Reading },
): Promise<FoundRow[]> {
  const { where = sql<SqlBool>`true`, key = sql`null`, by, limit, skip = 0 } = reading;
  const parts = waysOf(dialect, scope, wanted).map(
    (
      way,
    ) => sql`select items.id as id, item_words.rowid as seq, ${key} as key, items.title as title, items.pinned_at as pinned_at
      ${itemsOf(dialect, scope, way)} and ${where} order by ${by} limit ${limit + skip}`,
  );
  const [only, ...others] = parts;
  if (!only) return [];
  // Each way has its own first ones; of all of these the first are first again.
  const all = sql.join(
    parts.map((part) => sql`select * from (${part}) way`),
    sql` union all `,
  );
  const { rows } = await sql<FoundRow>`${
    others.length === 0 && skip === 0
      ? only
      : sql`select * from (${all}) found order by ${by} limit ${limit} offset ${skip}`
  }`.execute(db);
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** Those of these items, by their numbers, that answer. */
export async function readAmong(
  db: Reader,
  dialect: Unit["dialect"],
  { scope, wanted, seqs }: { scope: Scope; wanted: Wanted; seqs: readonly number[] },
): Promise<FoundRow[]> {
  if (seqs.length === 0) return [];
  // FTS5 looks up whole numbers only, and node:sqlite hands over every number as one with a fraction.
  const among =
    dialect === "postgres"
      ? sql.join(seqs)
      : sql`select cast(value as integer) from json_each(${JSON.stringify(seqs)})`;
  const where = sql<SqlBool>`item_words.rowid in (${among})`;
  return await readFound(db, dialect, { scope, wanted, reading: { where, by: sql`seq desc`, limit: seqs.length } });
}

/** The numbers of the newest that answer, as a part of another statement. */
export function foundNumbers(
  dialect: Unit["dialect"],
  { scope, wanted, limit }: { scope: Scope; wanted: Wanted; limit: number },
): RawBuilder<unknown> {
  const parts = waysOf(dialect, scope, wanted).map(
    (way) => sql`select item_words.rowid as seq ${itemsOf(dialect, scope, way)} order by seq desc limit ${limit}`,
  );
  if (parts.length === 0) return sql`select 0 as seq where false`;
  return sql.join(
    parts.map((part) => sql`select seq from (${part}) way`),
    sql` union all `,
  );
}

/** How many answer, counted no further than to `most`; only these, where it says so. */
export async function countFound(
  db: Reader,
  dialect: Unit["dialect"],
  {
    scope,
    wanted,
    most,
    where = sql<SqlBool>`true`,
  }: { scope: Scope; wanted: Wanted; most: number; where?: RawBuilder<SqlBool> },
): Promise<number> {
  let total = 0;
  for (const way of waysOf(dialect, scope, wanted)) {
    const isInIndex = way.standing.length === 0 && way.kept.length === 0 && !asksEverybodys(scope);
    const from = isInIndex ? indexOf(dialect, way) : itemsOf(dialect, scope, way);
    const { rows } = await sql<{ total: number }>`
      select count(*) as total from (select 1 ${from} and ${where} limit ${most - total}) found`.execute(db);
    total += Number(rows[0]?.total ?? 0);
    if (total >= most) break;
  }
  return total;
}
