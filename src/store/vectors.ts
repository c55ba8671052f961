import { type RawBuilder, sql } from "kysely";
import type { Wanted } from "../core/search/wanted.ts";
import { BITS_APART, bitText, type KeptVector, likeness, withSigns } from "../core/vectors.ts";
import { foundNumbers } from "./search-found.ts";
import type { Scope } from "./search-match.ts";
import type { Reader, Unit } from "./store.ts";
import { NEAR_BOUNDS, type NearBounds, nearestByIndex } from "./vector-index.ts";
import type { VectorModel } from "./vectors-due.ts";

/** So many whose signs are the nearest are compared number by number. */
const COMPARED = 400;

/** A vector that is asked for what is near it. */
export interface NearAsked {
  readonly of: Pick<VectorModel, "model" | "dimensions">;
  readonly vector: KeptVector;
  /** Less alike than this is not near. */
  readonly least: number;
  readonly limit: number;
  /** A test sets them lower. */
  readonly bounds?: NearBounds;
}

export interface Near {
  readonly seq: number;
  readonly likeness: number;
}

const signsOf = (dialect: Unit["dialect"], { signs }: KeptVector): RawBuilder<unknown> =>
  dialect === "postgres" ? sql`${bitText(signs)}::bit varying` : sql`${signs}`;

const apart = (dialect: Unit["dialect"], vector: KeptVector): RawBuilder<number> =>
  dialect === "postgres"
    ? sql`bit_count(signs # ${signsOf(dialect, vector)})`
    : sql`${sql.raw(BITS_APART)}(signs, ${signsOf(dialect, vector)})`;

/**
 * The items whose vectors are the nearest to one, the most alike first: of all that a person may find, or of those among them
 * that are wanted. The signs of all are counted in the database, and those of the best compared exactly. Of a person's own
 * the best come out of an index of pgvector where there is one and they have many.
 */
export async function readNear(
  db: Reader,
  dialect: Unit["dialect"],
  { scope, wanted, asked }: { scope: Scope; wanted: Wanted | null; asked: NearAsked },
): Promise<Near[]> {
  const { of, vector, least, limit, bounds = NEAR_BOUNDS } = asked;
  const ofModel = sql`model = ${of.model} and dimensions = ${of.dimensions}`;
  const signs = (where: RawBuilder<unknown>) => sql`select seq, signs from item_vectors where ${where} and ${ofModel}`;
  const newest = (where: RawBuilder<unknown>) => sql`${signs(where)} order by seq desc limit ${bounds.newest}`;
  const onWalls = (walls: readonly string[]) =>
    sql`item in (select item from places where wall in (${sql.join(walls)}) and removed_at is null)`;
  const wanting = wanted === null ? null : foundNumbers(dialect, { scope, wanted, limit: bounds.newest });
  const ofOwn = async () => {
    const nearest = { of, owner: scope.person, signs: vector.signs, limit: COMPARED };
    const first = dialect === "postgres" ? await nearestByIndex(db, nearest, bounds) : [];
    if (first.length === 0) return [newest(sql`owner = ${scope.person}`)];
    const found = signs(sql`seq in (${sql.join(first)})`);
    if (first.length === COMPARED) return [found];
    // Of all that the index came by too few were theirs.
    return [found, newest(sql`owner = ${scope.person} and seq not in (${sql.join(first)})`)];
  };
  const parts =
    wanting !== null
      ? [newest(sql`seq in (${wanting})`)]
      : scope.wall !== undefined
        ? [newest(onWalls([scope.wall]))]
        : [
            ...(await ofOwn()),
            ...(scope.shared.length === 0 ? [] : [newest(sql`owner <> ${scope.person} and ${onWalls(scope.shared)}`)]),
          ];
  const all = sql.join(
    parts.map((part) => sql`select * from (${part}) part`),
    sql` union all `,
  );
  const { rows } = await sql<{ seq: number }>`
    select seq from (select seq, ${apart(dialect, vector)} as apart from (${all}) looked) told
    order by apart, seq desc limit ${COMPARED}`.execute(db);
  const seqs = rows.map(({ seq }) => Number(seq));
  if (seqs.length === 0) return [];
  const compared = await db
    .selectFrom("item_vectors")
    .select(["seq", "vector"])
    .where("seq", "in", seqs)
    .where("model", "=", of.model)
    .where("dimensions", "=", of.dimensions)
    .execute();
  return compared
    .map((row) => ({ seq: Number(row.seq), likeness: likeness(vector.bytes, bytesIn(row.vector)) }))
    .filter((near) => near.likeness >= least)
    .toSorted((one, other) => other.likeness - one.likeness || other.seq - one.seq)
    .slice(0, limit);
}

const bytesIn = (stored: Uint8Array): Int8Array => new Int8Array(stored.buffer, stored.byteOffset, stored.byteLength);

/** The vector of an item, with the model that made it. */
export async function vectorOf(
  db: Reader,
  item: string,
): Promise<{ of: Pick<VectorModel, "model" | "dimensions">; vector: KeptVector } | null> {
  const row = await db
    .selectFrom("item_vectors")
    .select(["model", "dimensions", "vector"])
    .where("item", "=", item)
    .executeTakeFirst();
  if (!row) return null;
  return {
    of: { model: row.model, dimensions: Number(row.dimensions) },
    vector: withSigns(bytesIn(row.vector)),
  };
}

/** By what each of these items was found before: the digests of what their vectors were made of. */
export async function digestsOf(db: Reader, items: readonly string[]): Promise<Map<string, string>> {
  if (items.length === 0) return new Map();
  const rows = await db.selectFrom("item_vectors").select(["item", "digest"]).where("item", "in", items).execute();
  return new Map(rows.map(({ item, digest }) => [item, digest]));
}

/** Keeps the vector of an item in place of one that it had; its row is locked. */
export async function keepVector(
  unit: Unit,
  item: { readonly id: string; readonly seq: number; readonly owner: string },
  {
    of: { model, dimensions },
    digest,
    vector,
  }: { of: Pick<VectorModel, "model" | "dimensions">; digest: string; vector: KeptVector },
): Promise<void> {
  const { bytes } = vector;
  const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  await sql`insert into item_vectors (item, seq, owner, model, dimensions, digest, signs, vector, made_at)
    values (${item.id}, ${item.seq}, ${item.owner}, ${model}, ${dimensions}, ${digest}, ${signsOf(unit.dialect, vector)},
      ${stored}, ${unit.nowMs})
    on conflict (item) do update set model = excluded.model, dimensions = excluded.dimensions, digest = excluded.digest,
      signs = excluded.signs, vector = excluded.vector, made_at = excluded.made_at`.execute(unit.db);
}

/** An item says nothing any more. */
export async function forgetVector(unit: Unit, item: string): Promise<void> {
  await unit.db.deleteFrom("item_vectors").where("item", "=", item).execute();
  await unit.db.deleteFrom("vectors_due").where("item", "=", item).execute();
}

/** How many things of a person have a vector of this model, and how many are to have one. */
export async function vectorsCounted(
  db: Reader,
  { owner, model, dimensions }: { owner: string } & Pick<VectorModel, "model" | "dimensions">,
): Promise<{ made: number; things: number }> {
  const { rows } = await sql<{ made: number; things: number }>`
    select count(*) as things, count(case when model = ${model} and dimensions = ${dimensions} then 1 end) as made
    from items left join item_vectors on item_vectors.seq = items.seq
    where items.owner = ${owner} and items.deleted_at is null and items.merged_into is null`.execute(db);
  return { made: Number(rows[0]?.made ?? 0), things: Number(rows[0]?.things ?? 0) };
}
