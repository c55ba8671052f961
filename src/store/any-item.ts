import { type SqlBool, sql } from "kysely";
import { idTimeMs } from "../core/ids.ts";
import type { Reader } from "./store.ts";

/** Numbers that are tried at once. A number that is hit makes each item equally likely; one in sixteen that stands is enough. */
const PROBES = 64;

/** Between the two, both included. */
const numberBetween = (least: number, most: number): number => least + Math.floor(Math.random() * (most - least + 1));
const probesBetween = (least: number, most: number): number[] =>
  Array.from({ length: PROBES }, () => numberBetween(least, most));

const isChoice = sql<SqlBool>`items.deleted_at is null and items.merged_into is null and items.archived_at is null`;

/**
 * An item on a wall by chance; null when nothing stands on it. Every change takes a number of the wall's clock, and each
 * item has one: a number drawn from all of them hits each item with the same chance. Where most numbers are left behind,
 * the next one that stands is taken.
 */
export async function anyOnWall(db: Reader, { wall, clock }: { wall: string; clock: number }): Promise<string | null> {
  const standing = () =>
    db
      .selectFrom("places")
      .innerJoin("items", "items.id", "places.item")
      .select(["items.id", "places.clock"])
      .where("places.wall", "=", wall)
      .where("places.removed_at", "is", null)
      .where(isChoice);
  const probes = probesBetween(1, Math.max(1, clock));
  const hits = new Map(
    (await standing().where("places.clock", "in", probes).execute()).map((row) => [Number(row.clock), row.id]),
  );
  const hit = probes.find((probe) => hits.has(probe));
  if (hit !== undefined) return hits.get(hit) ?? null;
  const from = numberBetween(1, Math.max(1, clock));
  const next =
    (await standing().where("places.clock", ">=", from).orderBy("places.clock").limit(1).executeTakeFirst()) ??
    (await standing().where("places.clock", "<", from).orderBy("places.clock", "desc").limit(1).executeTakeFirst());
  return next?.id ?? null;
}

/** An item of a person by chance; null when there is none. By the items' numbers, which all people's items share. */
export async function anyOfPerson(db: Reader, owner: string): Promise<string | null> {
  const own = () => db.selectFrom("items").select(["id", "seq"]).where("owner", "=", owner);
  const first = await own().orderBy("id").limit(1).executeTakeFirst();
  const last = await own().orderBy("id", "desc").limit(1).executeTakeFirst();
  if (!first || !last) return null;
  const [least, most] = [first.seq, last.seq].map(Number).toSorted((a, b) => a - b) as [number, number];
  const probes = probesBetween(least, most);
  const hits = new Map(
    (await own().where("seq", "in", probes).where(isChoice).execute()).map((row) => [Number(row.seq), row.id]),
  );
  const hit = probes.find((probe) => hits.has(probe));
  if (hit !== undefined) return hits.get(hit) ?? null;
  // Beside many other people's items: an id of a time between the first and the last, and the next one there is.
  const from = leastIdOf(numberBetween(idTimeMs(first.id), idTimeMs(last.id)));
  const next =
    (await own().where("id", ">=", from).where(isChoice).orderBy("id").limit(1).executeTakeFirst()) ??
    (await own().where("id", "<", from).where(isChoice).orderBy("id", "desc").limit(1).executeTakeFirst());
  return next?.id ?? null;
}

/** The least id that carries a time, in ms since 1970. */
function leastIdOf(timeMs: number): string {
  const time = timeMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
