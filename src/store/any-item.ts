import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Reader } from "./store.ts";

/** Numbers that are tried at once. A number that is hit makes each item equally likely; one in sixteen that stands is enough. */
const PROBES = 64;

/** Between the two, both included. */
const numberBetween = (least: number, most: number): number => least + Math.floor(Math.random() * (most - least + 1));
const probesBetween = (least: number, most: number): number[] =>
  Array.from({ length: PROBES }, () => numberBetween(least, most));

const isChoice = sql<SqlBool>`items.deleted_at is null and items.merged_into is null and items.archived_at is null`;

/**
 * An item on a wall by chance, each with the same; null when nothing stands on it. Each item has a number of the wall's clock, so that one
 * drawn from all numbers that is an item's is a fair draw. Numbers are the whole system's, and far apart on PostgreSQL.
 */
export async function anyOnWall(db: Reader, { wall, clock }: { wall: string; clock: number }): Promise<string | null> {
  const probes = probesBetween(1, Math.max(1, clock));
  const drawn = await db
    .selectFrom("places")
    .innerJoin("items", "items.id", "places.item")
    .select(["items.id", "places.clock as number"])
    .where("places.wall", "=", wall)
    .where("places.removed_at", "is", null)
    .where("places.clock", "in", probes)
    .where(isChoice)
    .execute();
  const among = sql`select item as id, clock as at from places where wall = ${wall} and removed_at is null`;
  return firstHit(probes, drawn) ?? (await countOff(db, among));
}

/** An item of a person by chance, each with the same; null when there is none. By the items' numbers, which all people's items share. */
export async function anyOfPerson(db: Reader, owner: string): Promise<string | null> {
  const own = () => db.selectFrom("items").select(["id", "seq as number"]).where("owner", "=", owner);
  const first = await own().orderBy("id").limit(1).executeTakeFirst();
  const last = await own().orderBy("id", "desc").limit(1).executeTakeFirst();
  if (!first || !last) return null;
  const [least, most] = [first.number, last.number].map(Number).toSorted((a, b) => a - b) as [number, number];
  const probes = probesBetween(least, most);
  const drawn = await own().where("seq", "in", probes).where(isChoice).execute();
  return firstHit(probes, drawn) ?? (await countOff(db, sql`select id, id as at from items where owner = ${owner}`));
}

function firstHit(probes: readonly number[], drawn: readonly { id: string; number: number }[]): string | null {
  const hits = new Map(drawn.map(({ id, number }) => [Number(number), id]));
  const hit = probes.find((probe) => hits.has(probe));
  return hit === undefined ? null : (hits.get(hit) ?? null);
}

/** So often one is counted off that may turn out to be in the trash or archived; then only those that are not are counted. */
const TRIES = 8;

/** One of these by chance: an index is walked to it, which takes some ms for each 100,000 of them. */
async function countOff(db: Reader, among: RawBuilder<unknown>): Promise<string | null> {
  const choices = sql`select items.id, among.at from (${among}) among join items on items.id = among.id where ${isChoice}`;
  const draws = [...Array.from({ length: TRIES }, () => among), choices];
  for (const draw of draws) {
    const { rows: counted } = await sql<{ count: number }>`select count(*) as count from (${draw}) drawn`.execute(db);
    const count = Number(counted[0]?.count ?? 0);
    if (count === 0) return null;
    const { rows } = await sql<{ id: string }>`
      select items.id from (select id from (${draw}) drawn order by at limit 1 offset ${numberBetween(0, count - 1)}) one
      join items on items.id = one.id where ${isChoice}`.execute(db);
    if (rows[0]) return rows[0].id;
  }
  return null;
}

/** The least id that carries a time, in ms since 1970. */
export function leastIdOf(timeMs: number): string {
  const time = timeMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
