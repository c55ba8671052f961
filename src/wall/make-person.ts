import { INBOX_NAME } from "../contract/inbox-name.ts";
import { newId } from "../core/ids.ts";
import { insertPerson } from "../store/persons.ts";
import type { Unit } from "../store/store.ts";
import { insertWall } from "../store/walls.ts";

/** Makes a person with their inbox, in a unit; tells the id. */
export async function makePersonIn(
  unit: Unit,
  {
    id = newId(unit.nowMs),
    role,
    login = null,
    email = null,
    name = null,
  }: {
    id?: string;
    role: "owner" | "person";
    login?: string | null;
    email?: string | null;
    name?: string | null;
  },
): Promise<string> {
  await insertPerson(unit, { id, login, email, name, role, language: null, created_at: unit.nowMs });
  await insertWall(unit, {
    id: newId(unit.nowMs),
    owner: id,
    name: INBOX_NAME,
    kind: "inbox",
    visibility: "private",
    idempotency_key: null,
    made_as: INBOX_NAME,
    created_at: unit.nowMs,
    deleted_at: null,
  });
  return id;
}
