import { StaleRead } from "../core/ports/database.ts";
import { identifyUrl, identityHash } from "../core/url-identity.ts";
import { addFurtherAddress, findAddress } from "../store/addresses.ts";
import { suggestDuplicate } from "../store/duplicates.ts";
import { stands } from "../store/items.ts";
import type { Reader, Unit } from "../store/store.ts";
import type { AddressRow, ItemRow } from "../store/tables.ts";

type Further = Pick<AddressRow, "address" | "via">;

/** The items of this person that stand for one of these addresses, by a plain read. */
export async function holdersOf(
  db: Reader,
  { owner, addresses }: { owner: string; addresses: readonly Further[] },
): Promise<string[]> {
  const holders: string[] = [];
  for (const { address } of addresses) {
    const identified = identifyUrl(address);
    if ("problem" in identified) continue;
    const known = await findAddress(db, { owner, identityHash: identityHash(identified.identity) });
    if (known) holders.push(known.item);
  }
  return holders;
}

/**
 * Where a page led to and what it calls itself become further addresses of its item: the next share of any of them finds
 * it. One that stands for another item stays with that, and the two are suggested to be one thing.
 * @param others what `holdersOf` told, locked
 */
export async function keepFurtherAddresses(
  unit: Unit,
  { item, addresses, others }: { item: ItemRow; addresses: readonly Further[]; others: ReadonlyMap<string, ItemRow> },
): Promise<void> {
  for (const { address, via } of addresses) {
    const identified = identifyUrl(address);
    if ("problem" in identified) continue;
    const hash = identityHash(identified.identity);
    const further = { owner: item.owner, item: item.id, identity_hash: hash, address: identified.address, via };
    const holder = await addFurtherAddress(unit, further);
    if (holder === null) continue;
    const other = others.get(holder);
    if (!other) throw new StaleRead("what stands for an address");
    if (stands(item) && stands(other))
      await suggestDuplicate(unit, { owner: item.owner, items: [item.id, other.id], why: "address" });
  }
}
