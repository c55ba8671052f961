import type { InvitationRow } from "./account-tables.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";

/** Somebody may come once, by a token of which only the hash is kept. */
export async function insertInvitation(
  unit: Unit,
  invitation: Omit<InvitationRow, "used_at" | "used_by" | "revoked_at" | "created_at">,
): Promise<InvitationRow> {
  const row = { ...invitation, used_at: null, used_by: null, revoked_at: null, created_at: unit.nowMs };
  await insertRow(unit, "invitations", row);
  return row;
}

/** One that still opens something; null for any other: which of them is nobody's business. */
export async function findOpenInvitation(
  db: Reader,
  { hash, nowMs }: { hash: string; nowMs: number },
): Promise<InvitationRow | null> {
  const row = await db
    .selectFrom("invitations")
    .selectAll()
    .where("token_hash", "=", hash)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", nowMs)
    .executeTakeFirst();
  return row ?? null;
}

/** Uses an invitation up for this person. Null when it opens nothing: of many that try at once, one is let in. */
export async function useInvitation(
  unit: Unit,
  { hash, usedBy }: { hash: string; usedBy: string },
): Promise<InvitationRow | null> {
  const used = await unit.db
    .updateTable("invitations")
    .set({ used_at: unit.nowMs, used_by: usedBy })
    .where("token_hash", "=", hash)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", unit.nowMs)
    .returningAll()
    .executeTakeFirst();
  return used ?? null;
}

/** The newest first; of one person where one is named. */
export async function listInvitations(
  db: Reader,
  { madeBy, before, limit }: { madeBy: string | null; before: string | null; limit: number },
): Promise<InvitationRow[]> {
  let query = db.selectFrom("invitations").selectAll();
  if (madeBy !== null) query = query.where("made_by", "=", madeBy);
  if (before !== null) query = query.where("id", "<", before);
  return await query.orderBy("id", "desc").limit(limit).execute();
}

/** Tells whether there was such a one to revoke. */
export async function revokeInvitation(
  unit: Unit,
  { id, madeBy }: { id: string; madeBy: string | null },
): Promise<boolean> {
  let query = unit.db
    .updateTable("invitations")
    .set({ revoked_at: unit.nowMs })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null);
  if (madeBy !== null) query = query.where("made_by", "=", madeBy);
  return (await query.executeTakeFirst()).numUpdatedRows === 1n;
}

export async function countOpenInvitations(
  db: Reader,
  { madeBy, nowMs }: { madeBy: string; nowMs: number },
): Promise<number> {
  const { open } = await db
    .selectFrom("invitations")
    .select((eb) => eb.fn.countAll<number>().as("open"))
    .where("made_by", "=", madeBy)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", nowMs)
    .executeTakeFirstOrThrow();
  return Number(open);
}

/** Those that opened nothing any more before this time. */
export async function forgetInvitations(unit: Unit, beforeMs: number): Promise<void> {
  await unit.db.deleteFrom("invitations").where("expires_at", "<", beforeMs).execute();
}
