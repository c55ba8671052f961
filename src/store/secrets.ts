import { insertRow, type Reader, type Unit } from "./store.ts";
import type { SessionRow } from "./tables.ts";

/** One-time secrets and sessions. Only hashes are ever kept. */
export type OneTimeKind = "owner_links" | "stream_tickets" | "reset_links";

export async function insertOneTime(
  unit: Unit,
  kind: OneTimeKind,
  secret: { hash: string; person: string; expiresAtMs: number },
): Promise<void> {
  await insertRow(unit, kind, {
    hash: secret.hash,
    person: secret.person,
    expires_at: secret.expiresAtMs,
    used_at: null,
  });
}

/** Uses a one-time secret up. Null when there is none, it was used before, or it is too old: which of them is nobody's business. */
export async function useOneTime(unit: Unit, kind: OneTimeKind, hash: string): Promise<{ person: string } | null> {
  const used = await unit.db
    .updateTable(kind)
    .set({ used_at: unit.nowMs })
    .where("hash", "=", hash)
    .where("used_at", "is", null)
    .where("expires_at", ">", unit.nowMs)
    .returning("person")
    .executeTakeFirst();
  return used ?? null;
}

/** Whose a one-time secret is that still opens something; it is not used up. */
export async function findOneTime(
  db: Reader,
  { kind, hash, nowMs }: { kind: OneTimeKind; hash: string; nowMs: number },
): Promise<{ person: string } | undefined> {
  return await db
    .selectFrom(kind)
    .select("person")
    .where("hash", "=", hash)
    .where("used_at", "is", null)
    .where("expires_at", ">", nowMs)
    .executeTakeFirst();
}

/** Whatever links to a new password a person had open nothing any more. */
export async function endResetLinks(unit: Unit, person: string): Promise<void> {
  await unit.db.deleteFrom("reset_links").where("person", "=", person).execute();
}

export async function forgetOldSecrets(unit: Unit): Promise<void> {
  for (const kind of [
    "owner_links",
    "stream_tickets",
    "reset_links",
    "pending_sign_ins",
    "passkey_challenges",
    "oidc_flows",
  ] as const)
    await unit.db.deleteFrom(kind).where("expires_at", "<", unit.nowMs).execute();
  await unit.db
    .deleteFrom("sessions")
    .where((eb) => eb.or([eb("ends_at", "<", unit.nowMs), eb("idle_until", "<", unit.nowMs)]))
    .execute();
}

export async function insertSession(unit: Unit, session: SessionRow): Promise<void> {
  await insertRow(unit, "sessions", session);
}

export async function findSession(db: Reader, hash: string): Promise<SessionRow | undefined> {
  return await db.selectFrom("sessions").selectAll().where("hash", "=", hash).executeTakeFirst();
}

export async function touchSession(
  unit: Unit,
  { hash, idleUntilMs }: { hash: string; idleUntilMs: number },
): Promise<void> {
  await unit.db
    .updateTable("sessions")
    .set({ seen_at: unit.nowMs, idle_until: idleUntilMs })
    .where("hash", "=", hash)
    .execute();
}

/** A person's sessions that have not ended, the newest first. */
export async function listSessions(
  db: Reader,
  { person, nowMs, limit }: { person: string; nowMs: number; limit: number },
): Promise<SessionRow[]> {
  return await db
    .selectFrom("sessions")
    .selectAll()
    .where("person", "=", person)
    .where("ends_at", ">", nowMs)
    .where("idle_until", ">", nowMs)
    .orderBy("created_at", "desc")
    .orderBy("hash")
    .limit(limit)
    .execute();
}

export async function endSession(unit: Unit, hash: string): Promise<void> {
  await unit.db.deleteFrom("sessions").where("hash", "=", hash).execute();
}

/** Ends all sessions of a person but one, where one is named; tells how many. */
export async function endSessions(
  unit: Unit,
  { person, but }: { person: string; but: string | null },
): Promise<number> {
  let query = unit.db.deleteFrom("sessions").where("person", "=", person);
  if (but !== null) query = query.where("hash", "!=", but);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}
