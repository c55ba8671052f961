import type { PasswordRow } from "./account-tables.ts";
import type { Reader, Unit } from "./store.ts";

export async function passwordOf(db: Reader, person: string): Promise<PasswordRow | undefined> {
  return await db.selectFrom("passwords").selectAll().where("person", "=", person).executeTakeFirst();
}

/** Sets a person's password, whether or not there was one. */
export async function setPassword(unit: Unit, { person, phc }: { person: string; phc: string }): Promise<void> {
  const changed = { phc, changed_at: unit.nowMs };
  await unit.db
    .insertInto("passwords")
    .values({ person, ...changed })
    .onConflict((conflict) => conflict.column("person").doUpdateSet(changed))
    .execute();
}

/** The same password under newer figures, unless it was changed meanwhile. */
export async function rehashPassword(
  unit: Unit,
  { person, from, to }: { person: string; from: string; to: string },
): Promise<void> {
  await unit.db
    .updateTable("passwords")
    .set({ phc: to })
    .where("person", "=", person)
    .where("phc", "=", from)
    .execute();
}

export async function removePassword(unit: Unit, person: string): Promise<boolean> {
  const result = await unit.db.deleteFrom("passwords").where("person", "=", person).executeTakeFirst();
  return result.numDeletedRows === 1n;
}
