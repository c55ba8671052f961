import { insertRow, type Reader, type Unit } from "./store.ts";
import type { IdentityRow, OidcFlowRow } from "./way-in-tables.ts";

export async function insertFlow(unit: Unit, flow: Omit<OidcFlowRow, "used_at">): Promise<void> {
  await insertRow(unit, "oidc_flows", { ...flow, used_at: null });
}

/** Uses a way up; null when there is none, it was gone before, or it is too old. */
export async function useFlow(unit: Unit, hash: string): Promise<OidcFlowRow | null> {
  const used = await unit.db
    .updateTable("oidc_flows")
    .set({ used_at: unit.nowMs })
    .where("hash", "=", hash)
    .where("used_at", "is", null)
    .where("expires_at", ">", unit.nowMs)
    .returningAll()
    .executeTakeFirst();
  return used ?? null;
}

export async function findIdentity(
  db: Reader,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<IdentityRow | undefined> {
  return await db
    .selectFrom("identities")
    .selectAll()
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();
}

/** Whoever comes second finds it standing: then nothing is changed. */
export async function insertIdentity(unit: Unit, identity: IdentityRow): Promise<boolean> {
  const made = await unit.db
    .insertInto("identities")
    .values(identity)
    .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

export async function noteIdentityUse(unit: Unit, { id, email }: { id: string; email: string | null }): Promise<void> {
  await unit.db.updateTable("identities").set({ email, used_at: unit.nowMs }).where("id", "=", id).execute();
}

/** A person's accounts elsewhere, in the order they were linked. */
export async function listIdentities(db: Reader, person: string): Promise<IdentityRow[]> {
  return await db.selectFrom("identities").selectAll().where("person", "=", person).orderBy("id").execute();
}

/** Tells whether there was such an account. */
export async function deleteIdentity(unit: Unit, { id, person }: { id: string; person: string }): Promise<boolean> {
  const gone = await unit.db
    .deleteFrom("identities")
    .where("id", "=", id)
    .where("person", "=", person)
    .executeTakeFirst();
  return gone.numDeletedRows === 1n;
}
