import { insertRow, type Reader, type Unit } from "./store.ts";
import type { ApiKeyRow } from "./tables.ts";

export async function insertApiKey(unit: Unit, key: ApiKeyRow): Promise<void> {
  await insertRow(unit, "api_keys", key);
}

export async function findApiKey(db: Reader, id: string): Promise<ApiKeyRow | undefined> {
  return await db.selectFrom("api_keys").selectAll().where("id", "=", id).executeTakeFirst();
}

/** A person's keys that are not revoked, in the order they were made. */
export async function listApiKeys(
  db: Reader,
  { person, after, limit }: { person: string; after: string | null; limit: number },
): Promise<ApiKeyRow[]> {
  let query = db.selectFrom("api_keys").selectAll().where("person", "=", person).where("revoked_at", "is", null);
  if (after !== null) query = query.where("id", ">", after);
  return await query.orderBy("id").limit(limit).execute();
}

/** Tells whether there was such a key to revoke. */
export async function revokeApiKey(unit: Unit, { id, person }: { id: string; person: string }): Promise<boolean> {
  const result = await unit.db
    .updateTable("api_keys")
    .set({ revoked_at: unit.nowMs })
    .where("id", "=", id)
    .where("person", "=", person)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function markKeysUsed(unit: Unit, uses: ReadonlyMap<string, number>): Promise<void> {
  for (const [id, usedAtMs] of uses)
    await unit.db.updateTable("api_keys").set({ used_at: usedAtMs }).where("id", "=", id).execute();
}
