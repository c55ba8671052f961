import { createHash } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { bitText, type KeptVector } from "../core/vectors.ts";
import type { Reader } from "./store.ts";
import type { VectorModel } from "./vectors-due.ts";

/** What an index is of: vectors that can be compared with each other. */
type Of = Pick<VectorModel, "model" | "dimensions">;

export interface NearBounds {
  /** Who has no more vectors is looked through without an index of pgvector, and none is made for them. */
  readonly many: number;
  /** So many of the newest vectors are looked at without one: a person's own, and as many of others on walls that they share. */
  readonly newest: number;
}

/** 20,000 take some 30 ms to look through, of which nothing is missed; 100,000 take 160. */
export const NEAR_BOUNDS: NearBounds = { many: 20_000, newest: 100_000 };
/** A look into the index ends after so many vectors, whoever's they are; pgvector's own measure. */
const MOST_SCANNED = 20_000;
/** One that has to see more is slower than looking through some ten thousand one by one: each costs as much as five to ten of those. */
const QUICKLY_SCANNED = 5_000;
/** What such a look may remember, in `work_mem`s: with one (4 MB unless set otherwise) it would end sooner. */
const SCAN_MEMORY = 4;

/** The index of migration 29 has no hash behind its name. */
const PREFIX = "item_vectors_near_";
/** Held by who makes an index, for as long as the server is at it. Ours, like the migrations' own. */
const INDEX_LOCK = 7_302_021;

/** The model's name is whatever somebody set, of any length: a digest of it names the index. */
const nameOf = ({ model, dimensions }: Of): string =>
  PREFIX + createHash("sha256").update(`${dimensions} ${model}`).digest("hex").slice(0, 16);

/** Signs are kept in whole bytes. */
const bitsOf = ({ dimensions }: Of): number => Math.ceil(dimensions / 8) * 8;

const isOf = ({ model, dimensions }: Of): RawBuilder<unknown> =>
  sql`model = ${model} and dimensions = ${dimensions}::bigint`;

export interface NearestAsked {
  readonly of: Of;
  readonly owner: string;
  readonly signs: KeptVector["signs"];
  /** So many are told, at the most: 1,000. */
  readonly limit: number;
}

/**
 * The numbers of a person's items whose signs are about the nearest, by the index of pgvector, in no order. Fewer than the limit
 * where few of what the index holds there are theirs; none without an index, or where looking through theirs is the better way.
 * Takes a reader of `readByIndex`, on PostgreSQL.
 */
export async function nearestByIndex(
  db: Reader,
  asked: NearestAsked,
  { many, newest }: NearBounds = NEAR_BOUNDS,
): Promise<number[]> {
  const { of, owner, limit } = asked;
  const index = await indexOf(db, of);
  if (index === null) return [];
  // Of what a quick look sees, `limit` should be theirs; who has more than the newest has no other way to the rest.
  const share = Math.ceil((index.holds * limit) / QUICKLY_SCANNED);
  const least = Math.min(newest, Math.max(many, share));
  const more =
    await sql`select 1 from item_vectors where owner = ${owner} and ${isOf(of)} offset ${least} limit 1`.execute(db);
  if (more.rows.length === 0) return [];
  // Without sorting nothing but the index gives an order; the planner would else take it for dear.
  const settings = {
    enable_sort: "off",
    "hnsw.iterative_scan": "relaxed_order",
    "hnsw.ef_search": limit,
    "hnsw.max_scan_tuples": MOST_SCANNED,
    "hnsw.scan_mem_multiplier": SCAN_MEMORY,
  };
  const set = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${String(value)}, true)`);
  await sql`select ${sql.join(set)}`.execute(db);
  const { rows } = await nearestInIndex(asked, index.schema).execute(db);
  await sql`set local enable_sort to default`.execute(db);
  return rows.map(({ seq }) => Number(seq));
}

/** What the index is asked; `schema` is where pgvector is, quoted. */
export function nearestInIndex({ of, owner, signs, limit }: NearestAsked, schema: string): RawBuilder<{ seq: number }> {
  const bits = sql.raw(`bit(${bitsOf(of)})`);
  const apart = sql.raw(`operator(${schema}.<~>)`);
  return sql`select seq from item_vectors where owner = ${owner} and ${isOf(of)}
    order by signs::${bits} ${apart} ${bitText(signs)}::${bits} limit ${limit}`;
}

/** An index that can be asked: how much it holds, about, and where its operator is. Without pgvector there is none. */
async function indexOf(db: Reader, of: Of): Promise<{ holds: number; schema: string } | null> {
  const { rows } = await sql<{ holds: number; schema: string }>`
    select pg_class.reltuples as holds, opcnamespace::regnamespace::text as schema
    from pg_class join pg_index on indexrelid = pg_class.oid join pg_opclass on pg_opclass.oid = indclass[0]
    where relname = ${nameOf(of)} and indrelid = 'item_vectors'::regclass and indisvalid`.execute(db);
  return rows[0] ?? null;
}

/** Where pgvector is, quoted; null where it is not, or cannot go on with a look that found too little (before 0.8). */
async function pgvectorIn(db: Reader): Promise<string | null> {
  const { rows } = await sql<{ extversion: string; schema: string }>`
    select extversion, extnamespace::regnamespace::text as schema from pg_extension where extname = 'vector'`.execute(
    db,
  );
  const [major = 0, minor = 0] = (rows[0]?.extversion ?? "").split(".").map(Number);
  return rows[0] !== undefined && (major > 0 || minor >= 8) ? rows[0].schema : null;
}

async function indexesIn(db: Reader): Promise<{ name: string; isValid: boolean }[]> {
  const { rows } = await sql<{ name: string; isValid: boolean }>`
    select relname as name, indisvalid as "isValid" from pg_class join pg_index on indexrelid = pg_class.oid
    where indrelid = 'item_vectors'::regclass and starts_with(relname, ${PREFIX})`.execute(db);
  return rows;
}

/** Whether there is something to do for `keepVectorIndex`: asked often, and mostly there is not. PostgreSQL only. */
export async function isVectorIndexDue(db: Reader, of: Of): Promise<boolean> {
  if ((await pgvectorIn(db)) === null) return false;
  const indexes = await indexesIn(db);
  return indexes.length !== 1 || indexes.some(({ name, isValid }) => name !== nameOf(of) || !isValid);
}

/**
 * Drops the indexes of other models and what is left of one that came to nothing, and makes the one of this model once somebody
 * has so many vectors that they need it. Nobody waits for it, and it may take hours: a reader of `patiently` on PostgreSQL.
 * @returns whether one was made; not while another process is at it
 */
export async function keepVectorIndex(
  db: Reader,
  of: Of,
  { many }: Pick<NearBounds, "many"> = NEAR_BOUNDS,
): Promise<boolean> {
  // It goes with the connection: a process that died leaves it to the server, which builds on and holds it as long.
  const { rows } = await sql<{ ours: boolean }>`select pg_try_advisory_lock(${INDEX_LOCK}) as ours`.execute(db);
  const schema = rows[0]?.ours ? await pgvectorIn(db) : null;
  if (schema === null) return false;
  for (const { name, isValid } of await indexesIn(db)) {
    if (name === nameOf(of) && isValid) continue;
    await sql`drop index concurrently if exists ${sql.id(name)}`.execute(db);
  }
  if ((await indexOf(db, of)) !== null) return false;
  const large = await sql`
    select owner from item_vectors where ${isOf(of)} group by owner having count(*) > ${many} limit 1`.execute(db);
  if (large.rows.length === 0) return false;
  // A statement that makes something takes no values, and the name of a model is anybody's words: the server quotes them.
  const { rows: made } = await sql<{ statement: string }>`
    select format('create index concurrently %I on item_vectors using hnsw ((signs::bit(%s)) %s.bit_hamming_ops)
      where model = %L and dimensions = %s::bigint', ${nameOf(of)}::text, ${bitsOf(of)}::int, ${schema}::text,
      ${of.model}::text, ${of.dimensions}::int) as statement`.execute(db);
  await sql.raw(made[0]?.statement ?? "").execute(db);
  return true;
}
