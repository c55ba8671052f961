import { sql } from "kysely";
import type { WallRole } from "../contract/members.ts";
import type { HighlightRow } from "./reading-tables.ts";
import type { Reader } from "./store.ts";
import type { TagRow } from "./tag-tables.ts";
import type { SeenWall } from "./wall-access.ts";

/** A person's highlights in the order of their ids, after one of them. */
export async function highlightsOfPerson(
  db: Reader,
  { person, after, limit }: { person: string; after: string; limit: number },
): Promise<HighlightRow[]> {
  return await db
    .selectFrom("highlights")
    .selectAll()
    .where("person", "=", person)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Those of these highlights that stand and are the person's. */
export async function highlightsByIds(
  db: Reader,
  { person, ids }: { person: string; ids: readonly string[] },
): Promise<HighlightRow[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom("highlights").selectAll().where("id", "in", ids).where("person", "=", person).execute();
}

/** A person's tags in the order of their folded names, after one of them; not those that are becoming another one. */
export async function tagsOfPerson(
  db: Reader,
  { person, after, limit }: { person: string; after: string; limit: number },
): Promise<TagRow[]> {
  return await db
    .selectFrom("tags")
    .selectAll()
    .where("owner", "=", person)
    .where("folded", ">", after)
    .where("merged_into", "is", null)
    .orderBy("folded")
    .limit(limit)
    .execute();
}

/** Those of these tags that the person has. */
export async function tagsByIds(
  db: Reader,
  { person, ids }: { person: string; ids: readonly string[] },
): Promise<TagRow[]> {
  if (ids.length === 0) return [];
  const rows = db.selectFrom("tags").selectAll().where("id", "in", ids).where("owner", "=", person);
  return await rows.where("merged_into", "is", null).execute();
}

const wallsOfPerson = (db: Reader, person: string) =>
  db
    .selectFrom("walls")
    .innerJoin("wall_clocks", "wall_clocks.wall", "walls.id")
    .leftJoin("members", (join) => join.onRef("members.wall", "=", "walls.id").on("members.person", "=", person))
    .selectAll("walls")
    .select(["wall_clocks.clock", "wall_clocks.oldest"])
    .select(sql<WallRole>`case when walls.owner = ${person} then 'owner' else members.role end`.as("role"))
    .where("walls.deleted_at", "is", null);

/** The walls that a person sees in the order of their ids, after one of them. */
export async function wallsSeenBy(
  db: Reader,
  { person, after, limit }: { person: string; after: string; limit: number },
): Promise<SeenWall[]> {
  const own = db.selectFrom("walls").select("id").where("owner", "=", person).where("id", ">", after);
  const others = db.selectFrom("members").select("wall as id").where("person", "=", person).where("wall", ">", after);
  return await wallsOfPerson(db, person)
    .where("walls.id", "in", own.unionAll(others))
    .orderBy("walls.id")
    .limit(limit)
    .execute();
}

/** Those of these walls that the person sees. */
export async function wallsSeenByIds(
  db: Reader,
  { person, ids }: { person: string; ids: readonly string[] },
): Promise<SeenWall[]> {
  if (ids.length === 0) return [];
  return await wallsOfPerson(db, person)
    .where("walls.id", "in", ids)
    .where((eb) => eb.or([eb("walls.owner", "=", person), eb("members.person", "is not", null)]))
    .execute();
}
