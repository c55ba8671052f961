import type { MemberRole, Somebody } from "../contract/members.ts";
import { markChanges } from "./account-changes.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";
import type { MemberRow } from "./wall-tables.ts";

/** Puts somebody on a wall, or gives them another role there. */
export async function setMember(unit: Unit, member: MemberRow): Promise<void> {
  await unit.db
    .insertInto("members")
    .values(member)
    .onConflict((conflict) => conflict.columns(["wall", "person"]).doUpdateSet({ role: member.role }))
    .execute();
  await markChanges(unit, [{ person: member.person, kind: "wall", id: member.wall, isWhole: true }]);
}

/** Whether there was such a member. */
export async function changeMember(
  unit: Unit,
  { wall, person, role }: { wall: string; person: string; role: MemberRole },
): Promise<boolean> {
  const changed = await unit.db
    .updateTable("members")
    .set({ role })
    .where("wall", "=", wall)
    .where("person", "=", person)
    .returning("person")
    .executeTakeFirst();
  if (changed) await markChanges(unit, [{ person, kind: "wall", id: wall }]);
  return changed !== undefined;
}

/** Whether there was such a member. */
export async function removeMember(unit: Unit, { wall, person }: { wall: string; person: string }): Promise<boolean> {
  const removed = await unit.db
    .deleteFrom("members")
    .where("wall", "=", wall)
    .where("person", "=", person)
    .returning("person")
    .executeTakeFirst();
  if (removed) await markChanges(unit, [{ person, kind: "wall", id: wall, isGone: true }]);
  return removed !== undefined;
}

export async function insertMember(unit: Unit, member: MemberRow): Promise<void> {
  await insertRow(unit, "members", member);
  await markChanges(unit, [{ person: member.person, kind: "wall", id: member.wall, isWhole: true }]);
}

/** Everybody on these walls beside their owners. */
export async function membersOf(db: Reader, walls: readonly string[]): Promise<Map<string, MemberRow[]>> {
  if (walls.length === 0) return new Map();
  const rows = await db
    .selectFrom("members")
    .selectAll()
    .where("wall", "in", walls)
    .orderBy("created_at")
    .orderBy("person")
    .execute();
  return Map.groupBy(rows, (row) => row.wall);
}

/** How many there are on each of these walls beside its owner. */
export async function countMembers(db: Reader, walls: readonly string[]): Promise<Map<string, number>> {
  if (walls.length === 0) return new Map();
  const rows = await db
    .selectFrom("members")
    .select((eb) => ["wall", eb.fn.countAll<number>().as("members")])
    .where("wall", "in", walls)
    .groupBy("wall")
    .execute();
  return new Map(rows.map((row) => [row.wall, Number(row.members)]));
}

/** These persons as others see them. */
export async function somebodies(db: Reader, ids: Iterable<string>): Promise<Map<string, Somebody>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db.selectFrom("persons").select(["id", "name", "login"]).where("id", "in", wanted).execute();
  return new Map(rows.map(({ id, name, login }) => [id, { id, name: name ?? login }]));
}
