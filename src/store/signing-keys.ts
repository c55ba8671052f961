import { insertRow, type Reader, type Unit } from "./store.ts";
import type { SigningKeyRow } from "./tables.ts";

/** The keys under which addresses of files are signed, the newest first. */
export async function listSigningKeys(db: Reader): Promise<SigningKeyRow[]> {
  return await db.selectFrom("signing_keys").selectAll().orderBy("created_at", "desc").orderBy("id").execute();
}

export async function insertSigningKey(unit: Unit, key: SigningKeyRow): Promise<void> {
  await insertRow(unit, "signing_keys", key);
}

export async function forgetSigningKeys(unit: Unit, { olderThanMs }: { olderThanMs: number }): Promise<void> {
  await unit.db.deleteFrom("signing_keys").where("created_at", "<", olderThanMs).execute();
}
