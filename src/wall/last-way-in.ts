import { Problem } from "../contract/problems.ts";
import { listIdentities } from "../store/identities.ts";
import { listPasskeys } from "../store/passkeys.ts";
import { passwordOf } from "../store/passwords.ts";
import { lockPerson } from "../store/persons.ts";
import type { Unit } from "../store/store.ts";

/**
 * Called in the unit that takes a way in away, after it did: nobody is left without one. The owner always has the link
 * that the machine prints.
 * @throws Problem only-way-in
 */
export async function refuseLastWayIn(unit: Unit, person: string): Promise<void> {
  const locked = await lockPerson(unit, person);
  if (locked === undefined || locked.role === "owner") return;
  const hasOne =
    (await passwordOf(unit.db, person)) !== undefined ||
    (await listPasskeys(unit.db, person)).length > 0 ||
    (await listIdentities(unit.db, person)).length > 0;
  if (!hasOne) throw new Problem("only-way-in", "You would not get in any more. Set up another way first.");
}
