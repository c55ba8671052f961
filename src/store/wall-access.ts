import { sql } from "kysely";
import type { WallRole } from "../contract/members.ts";
import { compiledOnce, type Reader } from "./store.ts";
import type { WallRow } from "./wall-tables.ts";

/** A wall as one of those who may see it finds it. */
export interface SeenWall extends WallRow {
  readonly clock: number;
  readonly oldest: number;
  readonly role: WallRole;
}

interface WallOfPerson {
  readonly id: string;
  readonly person: string;
}

const seenWall = compiledOnce<SeenWall, [string, string, string, string]>(
  (db, [asks, joined, id, owner]) =>
    db
      .selectFrom("walls")
      .innerJoin("wall_clocks", "wall_clocks.wall", "walls.id")
      .leftJoin("members", (join) => join.onRef("members.wall", "=", "walls.id").on("members.person", "=", joined))
      .selectAll("walls")
      .select(["wall_clocks.clock", "wall_clocks.oldest"])
      .select((eb) =>
        eb
          .case()
          .when("walls.owner", "=", asks)
          .then(sql<WallRole>`'owner'`)
          .else(eb.ref("members.role"))
          .end()
          .as("role"),
      )
      .where("walls.id", "=", id)
      .where("walls.deleted_at", "is", null)
      .where((eb) => eb.or([eb("walls.owner", "=", owner), eb("members.person", "is not", null)])) as never,
);

/** A wall that stands, with what this person is on it; undefined where they may not see it or there is none. */
export async function findSeenWall(db: Reader, { id, person }: WallOfPerson): Promise<SeenWall | undefined> {
  const [wall] = await seenWall(db, [person, person, id, person]);
  return wall;
}

/** Where a list of walls goes on: the inbox comes before all others. */
export interface AfterWall {
  readonly isInbox: boolean;
  readonly id: string;
}

/** The walls that a person may see: their inbox, then their own and others' in the order they were made. */
export async function listSeenWalls(
  db: Reader,
  { person, after, limit }: { person: string; after: AfterWall | null; limit: number },
): Promise<SeenWall[]> {
  const rank = sql<number>`case when walls.kind = 'inbox' then 0 else 1 end`;
  let query = db
    .selectFrom("walls")
    .innerJoin("wall_clocks", "wall_clocks.wall", "walls.id")
    .leftJoin("members", (join) => join.onRef("members.wall", "=", "walls.id").on("members.person", "=", person))
    .selectAll("walls")
    .select(["wall_clocks.clock", "wall_clocks.oldest"])
    .select(sql<WallRole>`coalesce(members.role, 'owner')`.as("role"))
    .where((eb) =>
      eb.or([
        eb("walls.owner", "=", person),
        eb("walls.id", "in", eb.selectFrom("members").select("wall").where("person", "=", person)),
      ]),
    )
    .where("walls.deleted_at", "is", null);
  if (after !== null) query = query.where(sql<boolean>`(${rank}, walls.id) > (${after.isInbox ? 0 : 1}, ${after.id})`);
  return await query.orderBy(rank).orderBy("walls.id").limit(limit).execute();
}

/** The walls that a person may see and where things of others may stand: those of others, and their own that others were let in to. */
export async function wallsSharedWith(db: Reader, person: string): Promise<string[]> {
  return (await sharedWalls(db, [person, person])).map((row) => row.wall);
}

const sharedWalls = compiledOnce<{ wall: string }, [string, string]>((db, [person, owner]) =>
  db
    .selectFrom("members")
    .innerJoin("walls", "walls.id", "members.wall")
    .select("members.wall")
    .where("members.person", "=", person)
    .where("walls.deleted_at", "is", null)
    .unionAll(
      db
        .selectFrom("walls")
        .select("walls.id as wall")
        .where("walls.owner", "=", owner)
        .where("walls.shared_at", "is not", null)
        .where("walls.deleted_at", "is", null),
    ),
);

/** Those of these walls that stand and that the person may put things on. */
export async function placeableWalls(
  db: Reader,
  { walls, person }: { walls: readonly string[]; person: string },
): Promise<Set<string>> {
  if (walls.length === 0) return new Set();
  const rows = await db
    .selectFrom("walls")
    .leftJoin("members", (join) => join.onRef("members.wall", "=", "walls.id").on("members.person", "=", person))
    .select("walls.id")
    .where("walls.id", "in", walls)
    .where("walls.kind", "<>", "smart")
    .where("walls.deleted_at", "is", null)
    .where((eb) => eb.or([eb("walls.owner", "=", person), eb("members.role", "=", "editor")]))
    .execute();
  return new Set(rows.map((row) => row.id));
}
