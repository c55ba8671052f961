import { insertRow, type Reader, type Unit } from "./store.ts";
import type { PersonRow } from "./tables.ts";

export async function insertPerson(unit: Unit, person: PersonRow): Promise<void> {
  await insertRow(unit, "persons", person);
}

export async function findOwner(db: Reader): Promise<PersonRow | undefined> {
  return await db.selectFrom("persons").selectAll().where("role", "=", "owner").executeTakeFirst();
}

export async function findPerson(db: Reader, id: string): Promise<PersonRow | undefined> {
  return await db.selectFrom("persons").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function updatePerson(
  unit: Unit,
  id: string,
  changes: Partial<Pick<PersonRow, "name" | "language">>,
): Promise<void> {
  if (Object.keys(changes).length > 0) await unit.db.updateTable("persons").set(changes).where("id", "=", id).execute();
}
