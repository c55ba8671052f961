import { insertRow, type Reader, type Unit } from "./store.ts";
import type { WallInvitationRow } from "./wall-tables.ts";

export async function insertWallInvitation(unit: Unit, invitation: WallInvitationRow): Promise<void> {
  await insertRow(unit, "wall_invitations", invitation);
}

/** Invitations that still let somebody in, and the walls they are for, where these stand. */
const open = (db: Reader, nowMs: number) =>
  db
    .selectFrom("wall_invitations")
    .innerJoin("walls", "walls.id", "wall_invitations.wall")
    .selectAll("wall_invitations")
    .select("walls.name as wall_name")
    .where("wall_invitations.used_at", "is", null)
    .where("wall_invitations.ended_at", "is", null)
    .where("wall_invitations.expires_at", ">", nowMs)
    .where("walls.deleted_at", "is", null);

export type OpenWallInvitation = WallInvitationRow & { readonly wall_name: string };

export async function openInvitationsOf(
  db: Reader,
  { wall, nowMs, limit }: { wall: string; nowMs: number; limit: number },
): Promise<OpenWallInvitation[]> {
  return await open(db, nowMs).where("wall_invitations.wall", "=", wall).orderBy("id", "desc").limit(limit).execute();
}

export async function openInvitationsFor(
  db: Reader,
  { person, nowMs, limit }: { person: string; nowMs: number; limit: number },
): Promise<OpenWallInvitation[]> {
  return await open(db, nowMs)
    .where("wall_invitations.person", "=", person)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** The one that a link's secret opens, or that names this person. */
export async function findOpenWallInvitation(
  db: Reader,
  asked: { nowMs: number } & ({ tokenHash: string } | { id: string; person: string }),
): Promise<OpenWallInvitation | undefined> {
  const query = open(db, asked.nowMs);
  return await ("tokenHash" in asked
    ? query.where("wall_invitations.token_hash", "=", asked.tokenHash)
    : query.where("wall_invitations.id", "=", asked.id).where("wall_invitations.person", "=", asked.person)
  ).executeTakeFirst();
}

/** Uses an invitation up; false when somebody was faster. */
export async function useWallInvitation(unit: Unit, { id, person }: { id: string; person: string }): Promise<boolean> {
  const used = await unit.db
    .updateTable("wall_invitations")
    .set({ used_at: unit.nowMs, used_by: person })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("ended_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return used !== undefined;
}

/** Takes an invitation back, or turns it down. Whether there was one to end. */
export async function endWallInvitation(
  unit: Unit,
  { id, ...of }: { id: string } & ({ wall: string } | { person: string }),
): Promise<boolean> {
  const query = unit.db
    .updateTable("wall_invitations")
    .set({ ended_at: unit.nowMs })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("ended_at", "is", null);
  const ended = await ("wall" in of ? query.where("wall", "=", of.wall) : query.where("person", "=", of.person))
    .returning("id")
    .executeTakeFirst();
  return ended !== undefined;
}

/** Forgets those that have been over for long. */
export async function forgetOldWallInvitations(unit: Unit, { olderThanMs }: { olderThanMs: number }): Promise<void> {
  await unit.db.deleteFrom("wall_invitations").where("expires_at", "<", olderThanMs).execute();
}
