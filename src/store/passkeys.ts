import { insertRow, type Reader, type Unit } from "./store.ts";
import type { PasskeyChallengeRow, PasskeyRow } from "./way-in-tables.ts";

/** What authenticators know this person by: made once, whoever asks at the same time. */
export async function handleOf(unit: Unit, person: string, fresh: string): Promise<string> {
  await unit.db
    .insertInto("passkey_handles")
    .values({ person, handle: fresh })
    .onConflict((conflict) => conflict.column("person").doNothing())
    .execute();
  const { handle } = await unit.db
    .selectFrom("passkey_handles")
    .select("handle")
    .where("person", "=", person)
    .executeTakeFirstOrThrow();
  return handle;
}

export async function findHandle(db: Reader, person: string): Promise<string | null> {
  const row = await db.selectFrom("passkey_handles").select("handle").where("person", "=", person).executeTakeFirst();
  return row?.handle ?? null;
}

export async function insertChallenge(unit: Unit, challenge: Omit<PasskeyChallengeRow, "used_at">): Promise<void> {
  await insertRow(unit, "passkey_challenges", { ...challenge, used_at: null });
}

/** Uses a challenge up. False when there is none for this purpose and person, it was used before, or it is too old. */
export async function useChallenge(
  unit: Unit,
  { hash, purpose, person }: Pick<PasskeyChallengeRow, "hash" | "purpose" | "person">,
): Promise<boolean> {
  const used = await unit.db
    .updateTable("passkey_challenges")
    .set({ used_at: unit.nowMs })
    .where("hash", "=", hash)
    .where("purpose", "=", purpose)
    .where("person", person === null ? "is" : "=", person)
    .where("used_at", "is", null)
    .where("expires_at", ">", unit.nowMs)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** False when this credential stands here already, whoever has it. */
export async function insertPasskey(unit: Unit, passkey: PasskeyRow): Promise<boolean> {
  const made = await unit.db
    .insertInto("passkeys")
    .values(passkey)
    .onConflict((conflict) => conflict.column("credential").doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

/** A person's passkeys, in the order they were made. */
export async function listPasskeys(db: Reader, person: string): Promise<PasskeyRow[]> {
  return await db.selectFrom("passkeys").selectAll().where("person", "=", person).orderBy("id").execute();
}

export async function findPasskeyByCredential(db: Reader, credential: string): Promise<PasskeyRow | undefined> {
  return await db.selectFrom("passkeys").selectAll().where("credential", "=", credential).executeTakeFirst();
}

/**
 * Notes that a passkey signed. False when it is gone, or its counter has not risen: of one that counts, a second copy is
 * about (WebAuthn Level 3, 6.1.1). One that does not count says 0 for ever.
 */
export async function notePasskeyUse(
  unit: Unit,
  { id, counter, isBackedUp }: { id: string; counter: number; isBackedUp: boolean },
): Promise<boolean> {
  const noted = await unit.db
    .updateTable("passkeys")
    .set({ counter, used_at: unit.nowMs, backed_up: isBackedUp ? 1 : 0 })
    .where("id", "=", id)
    .where("counter", counter === 0 ? "=" : "<", counter)
    .executeTakeFirst();
  return noted.numUpdatedRows === 1n;
}

export async function renamePasskey(
  unit: Unit,
  { id, person, name }: { id: string; person: string; name: string },
): Promise<PasskeyRow | undefined> {
  return await unit.db
    .updateTable("passkeys")
    .set({ name })
    .where("id", "=", id)
    .where("person", "=", person)
    .returningAll()
    .executeTakeFirst();
}

/** Tells whether there was such a passkey. */
export async function deletePasskey(unit: Unit, { id, person }: { id: string; person: string }): Promise<boolean> {
  const gone = await unit.db
    .deleteFrom("passkeys")
    .where("id", "=", id)
    .where("person", "=", person)
    .executeTakeFirst();
  return gone.numDeletedRows === 1n;
}
