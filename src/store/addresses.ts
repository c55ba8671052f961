import { compiledOnce, insertRow, type Reader, type Unit } from "./store.ts";
import type { AddressRow } from "./tables.ts";

const addressByIdentity = compiledOnce<{ item: string }, [string, string]>((db, [owner, hash]) =>
  db.selectFrom("addresses").select("item").where("owner", "=", owner).where("identity_hash", "=", hash),
);

/** The item that stands for an address of this person. */
export async function findAddress(
  db: Reader,
  { owner, identityHash }: { owner: string; identityHash: string },
): Promise<{ item: string } | undefined> {
  const [row] = await addressByIdentity(db, [owner, identityHash]);
  return row;
}

/** The items that stand for these addresses of this person, by the identity of each. */
export async function itemsByAddress(
  db: Reader,
  { owner, identityHashes }: { owner: string; identityHashes: readonly string[] },
): Promise<Map<string, string>> {
  if (identityHashes.length === 0) return new Map();
  const rows = await db
    .selectFrom("addresses")
    .select(["identity_hash", "item"])
    .where("owner", "=", owner)
    .where("identity_hash", "in", identityHashes)
    .execute();
  return new Map(rows.map((row) => [row.identity_hash, row.item]));
}

export async function insertAddress(unit: Unit, address: AddressRow): Promise<void> {
  await insertRow(unit, "addresses", address);
}

/**
 * Adds a further address by which the next share finds this item; one that stands for another item stays with that.
 * @returns the item it stands for, when that is not this one
 */
export async function addFurtherAddress(unit: Unit, address: AddressRow): Promise<string | null> {
  const result = await unit.db
    .insertInto("addresses")
    .values(address)
    .onConflict((conflict) => conflict.columns(["owner", "identity_hash"]).doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 0n) return null;
  const known = await findAddress(unit.db, { owner: address.owner, identityHash: address.identity_hash });
  return known && known.item !== address.item ? known.item : null;
}
