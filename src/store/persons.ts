import type { Somebody } from "../contract/members.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";
import type { PersonRow } from "./tables.ts";

/** What a new person is told by; an account is open when it is made. */
export type NewPerson = Omit<PersonRow, "login" | "shows_presence" | "disabled_at" | "leaving_at"> & {
  readonly login?: string | null;
};

export async function insertPerson(unit: Unit, { login = null, ...person }: NewPerson): Promise<void> {
  await insertRow(unit, "persons", { ...person, login, shows_presence: 0, disabled_at: null, leaving_at: null });
}

export async function findOwner(db: Reader): Promise<PersonRow | undefined> {
  return await db.selectFrom("persons").selectAll().where("role", "=", "owner").executeTakeFirst();
}

export async function findPerson(db: Reader, id: string): Promise<PersonRow | undefined> {
  return await db.selectFrom("persons").selectAll().where("id", "=", id).executeTakeFirst();
}

/** A person whose account is open: whatever lets somebody in asks here. */
export async function findActivePerson(db: Reader, id: string): Promise<PersonRow | undefined> {
  const person = await findPerson(db, id);
  return person && isActive(person) ? person : undefined;
}

export const isActive = ({ disabled_at, leaving_at }: PersonRow): boolean =>
  disabled_at === null && leaving_at === null;

/** The person of a sign-in name or an e-mail address, both folded. No name has an @, so that none can be another's address. */
export async function findByLogin(db: Reader, folded: string): Promise<PersonRow | undefined> {
  const column = folded.includes("@") ? "email" : "login";
  return await db.selectFrom("persons").selectAll().where(column, "=", folded).executeTakeFirst();
}

/** Locks a person's row, so that of two changes that rest on how it stands one waits for the other. */
export async function lockPerson(unit: Unit, id: string): Promise<PersonRow | undefined> {
  const query = unit.db.selectFrom("persons").selectAll().where("id", "=", id);
  return await (unit.dialect === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

export async function updatePerson(
  unit: Unit,
  id: string,
  changes: Partial<
    Pick<PersonRow, "name" | "language" | "shows_presence" | "login" | "email" | "disabled_at" | "leaving_at">
  >,
): Promise<void> {
  if (Object.keys(changes).length > 0) await unit.db.updateTable("persons").set(changes).where("id", "=", id).execute();
}

/** Those of these persons who let others on a wall see that they look at it, as others see them, in one order. */
export async function presentPeople(db: Reader, ids: readonly string[]): Promise<Somebody[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("persons")
    .select(["id", "name", "login"])
    .where("id", "in", ids)
    .where("shows_presence", "=", 1)
    .where("disabled_at", "is", null)
    .where("leaving_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.map(({ id, name, login }) => ({ id, name: name ?? login }));
}

/** Everybody in the order they came, with the ways in that they have. */
export async function listPersons(
  db: Reader,
  { after, limit }: { after: string | null; limit: number },
): Promise<(PersonRow & { has_password: number; has_totp: number })[]> {
  let query = db
    .selectFrom("persons")
    .leftJoin("passwords", "passwords.person", "persons.id")
    .leftJoin("totps", (join) => join.onRef("totps.person", "=", "persons.id").on("totps.confirmed_at", "is not", null))
    .selectAll("persons")
    .select((eb) => [
      eb.case().when("passwords.person", "is not", null).then(1).else(0).end().as("has_password"),
      eb.case().when("totps.person", "is not", null).then(1).else(0).end().as("has_totp"),
    ]);
  if (after !== null) query = query.where("persons.id", ">", after);
  return await query.orderBy("persons.id").limit(limit).execute();
}

export async function namesOf(db: Reader, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("persons").selectAll().where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those who closed their account and still have something here. */
export async function listLeaving(db: Reader, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("persons")
    .select("id")
    .where("leaving_at", "is not", null)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function isEmailTaken(db: Reader, email: string): Promise<boolean> {
  const taken = await db.selectFrom("persons").select("id").where("email", "=", email).executeTakeFirst();
  return taken !== undefined;
}
