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

export async function insertAddress(unit: Unit, address: AddressRow): Promise<void> {
  await insertRow(unit, "addresses", address);
}

/** Adds a further address by which the next share finds this item; one that stands for another item stays with that. */
export async function addFurtherAddress(unit: Unit, address: AddressRow): Promise<void> {
  await unit.db
    .insertInto("addresses")
    .values(address)
    .onConflict((conflict) => conflict.columns(["owner", "identity_hash"]).doNothing())
    .execute();
}
