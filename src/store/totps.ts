import type { TotpRow } from "./account-tables.ts";
import { insertRow, insertRows, type Reader, type Unit } from "./store.ts";

/** A person's second factor: the sealed secret of an app, and codes for when the app is lost. */
export async function totpOf(db: Reader, person: string): Promise<TotpRow | undefined> {
  return await db.selectFrom("totps").selectAll().where("person", "=", person).executeTakeFirst();
}

/** A secret that nobody has confirmed yet takes the place of another one of that kind. */
export async function beginTotp(unit: Unit, { person, secret }: { person: string; secret: string }): Promise<void> {
  await unit.db.deleteFrom("totps").where("person", "=", person).where("confirmed_at", "is", null).execute();
  await insertRow(unit, "totps", { person, secret, last_step: null, created_at: unit.nowMs, confirmed_at: null });
}

/** Notes that the code of this step was taken. False when it, or a later one, was taken before: also by another process. */
export async function takeTotpStep(unit: Unit, { person, step }: { person: string; step: number }): Promise<boolean> {
  const result = await unit.db
    .updateTable("totps")
    .set({ last_step: step })
    .where("person", "=", person)
    .where((eb) => eb.or([eb("last_step", "is", null), eb("last_step", "<", step)]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function confirmTotp(unit: Unit, person: string): Promise<void> {
  await unit.db.updateTable("totps").set({ confirmed_at: unit.nowMs }).where("person", "=", person).execute();
}

/** Takes the second factor away with all its codes. */
export async function removeTotp(unit: Unit, person: string): Promise<void> {
  await unit.db.deleteFrom("recovery_codes").where("person", "=", person).execute();
  await unit.db.deleteFrom("totps").where("person", "=", person).execute();
}

/** New codes take the place of all those before. */
export async function setRecoveryCodes(
  unit: Unit,
  { person, hashes }: { person: string; hashes: readonly string[] },
): Promise<void> {
  await unit.db.deleteFrom("recovery_codes").where("person", "=", person).execute();
  await insertRows(
    unit,
    "recovery_codes",
    hashes.map((hash) => ({ person, hash, used_at: null })),
  );
}

/** Uses a recovery code up. False when there is none such, or it was used before. */
export async function useRecoveryCode(
  unit: Unit,
  { person, hash }: { person: string; hash: string },
): Promise<boolean> {
  const result = await unit.db
    .updateTable("recovery_codes")
    .set({ used_at: unit.nowMs })
    .where("person", "=", person)
    .where("hash", "=", hash)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function recoveryCodesLeft(db: Reader, person: string): Promise<number> {
  const { left } = await db
    .selectFrom("recovery_codes")
    .select((eb) => eb.fn.countAll<number>().as("left"))
    .where("person", "=", person)
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(left);
}

/** Second factors that this key does not open. */
export async function countSealedOtherwise(db: Reader, keyId: string): Promise<number> {
  const { others } = await db
    .selectFrom("totps")
    .select((eb) => eb.fn.countAll<number>().as("others"))
    .where("secret", "not like", `%.${keyId}.%`)
    .executeTakeFirstOrThrow();
  return Number(others);
}
