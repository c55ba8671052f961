import { insertRow, type Unit } from "./store.ts";

/** Somebody's password was right; what is still wanted is a code. */
export async function insertPendingSignIn(
  unit: Unit,
  { hash, person, expiresAtMs }: { hash: string; person: string; expiresAtMs: number },
): Promise<void> {
  await insertRow(unit, "pending_sign_ins", { hash, person, tries: 0, expires_at: expiresAtMs });
}

/** Takes one of the tries that a pending sign-in has, and tells whose it is; null when it has none left, or is too old. */
export async function tryPendingSignIn(
  unit: Unit,
  { hash, mostTries }: { hash: string; mostTries: number },
): Promise<string | null> {
  const tried = await unit.db
    .updateTable("pending_sign_ins")
    .set((eb) => ({ tries: eb("tries", "+", 1) }))
    .where("hash", "=", hash)
    .where("tries", "<", mostTries)
    .where("expires_at", ">", unit.nowMs)
    .returning("person")
    .executeTakeFirst();
  return tried?.person ?? null;
}

/** It was used: or, without a hash, whatever was pending of a person is void. */
export async function endPendingSignIns(
  unit: Unit,
  { person, hash }: { person: string; hash?: string },
): Promise<void> {
  let query = unit.db.deleteFrom("pending_sign_ins").where("person", "=", person);
  if (hash !== undefined) query = query.where("hash", "=", hash);
  await query.execute();
}
