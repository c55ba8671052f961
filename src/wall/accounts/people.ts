import type { Person, PersonEdit } from "../../contract/people.ts";
import { Problem } from "../../contract/problems.ts";
import type { Quota } from "../../contract/quotas.ts";
import { noteAudit } from "../../store/audit.ts";
import { endPendingSignIns } from "../../store/pending-sign-ins.ts";
import { listPersons, lockPerson, updatePerson } from "../../store/persons.ts";
import { setLimits } from "../../store/quotas.ts";
import { endResetLinks, endSessions } from "../../store/secrets.ts";
import type { Reader, Unit } from "../../store/store.ts";
import type { PersonRow } from "../../store/tables.ts";
import type { Caller } from "../caller.ts";
import { makeCursor, readCursor } from "../cursor.ts";
import type { WallDeps } from "../deps.ts";
import { isoTime } from "../share-status.ts";
import { confirmCaller } from "./confirm.ts";
import { checkName } from "./names.ts";
import { auditedLimits, limitsOfEdit, type MoneyAsked, quotasOfPeople } from "./quotas.ts";
import type { Visit } from "./visit.ts";

export async function pageOfPeople(
  db: Reader,
  { cursor, limit, money }: { cursor: string | undefined; limit: number; money: MoneyAsked },
): Promise<{ items: Person[]; next_cursor: string | null }> {
  const [after] = readCursor(cursor, ["string"]) ?? [null];
  const rows = await listPersons(db, { after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const quotaOf = await quotasOfPeople(
    db,
    page.map(({ id }) => id),
    money,
  );
  const items = page.map((row) => presentPerson(row, quotaOf(row.id)));
  return { items, next_cursor: rows.length > limit && last ? makeCursor([last.id]) : null };
}

/** The owner renames somebody, says how much they may have, shuts them out or lets them in again. @throws Problem not-found, owner-stays */
export async function editPersonOf(
  deps: WallDeps,
  { id, edit, caller, visit }: { id: string; edit: PersonEdit; caller: Caller; visit: Visit },
): Promise<void> {
  await deps.store.write(async (unit) => {
    const person = await livingPerson(unit, id);
    const note = (action: "person-renamed" | "person-disabled" | "person-enabled") =>
      noteAudit(unit, { action, actor: caller.person, subject: id, address: visit.address });
    if (edit.name !== undefined) {
      await updatePerson(unit, id, { name: checkName(edit.name) });
      await note("person-renamed");
    }
    if (edit.quota !== undefined) {
      await setLimits(unit, id, limitsOfEdit(edit.quota));
      const done = { action: "quota-changed", actor: caller.person, subject: id } as const;
      await noteAudit(unit, { ...done, detail: auditedLimits(edit.quota), address: visit.address });
    }
    if (edit.disabled === undefined || edit.disabled === (person.disabled_at !== null)) return;
    if (edit.disabled && person.role === "owner") throw ownerStays();
    await updatePerson(unit, id, { disabled_at: edit.disabled ? unit.nowMs : null });
    if (edit.disabled) await shutOut(unit, id);
    await note(edit.disabled ? "person-disabled" : "person-enabled");
  });
  deps.channel.publish({ kind: "access", person: id });
}

/**
 * Closes an account for good. From now on nothing of theirs opens; what they had is removed piece by piece by a chore.
 * @param confirm the sign-in name, or the id of somebody who has none
 * @throws Problem not-found, owner-stays, confirmation-needed
 */
export async function closeAccount(
  deps: WallDeps,
  { id, confirm, caller, visit }: { id: string; confirm: string; caller: Caller; visit: Visit },
): Promise<void> {
  await close(deps, { id, by: caller.person, visit }, (person) => {
    if (confirm !== (person.login ?? person.id))
      throw new Problem("confirmation-needed", "Confirm it by the sign-in name of whom you mean: ?confirm=…");
  });
}

/** A person closes their own. @throws Problem password-wrong, confirmation-needed, owner-stays */
export async function closeOwnAccount(
  deps: WallDeps,
  { caller, password, visit }: { caller: Caller; password: string | undefined; visit: Visit },
): Promise<void> {
  await confirmCaller(deps, { caller, password });
  await close(deps, { id: caller.person, by: caller.person, visit }, () => {});
}

async function close(
  deps: WallDeps,
  { id, by, visit }: { id: string; by: string; visit: Visit },
  check: (person: PersonRow) => void,
): Promise<void> {
  await deps.store.write(async (unit) => {
    const person = await livingPerson(unit, id);
    if (person.role === "owner") throw ownerStays();
    check(person);
    // The name and the address are free at once: whoever comes back need not wait for the last byte.
    await updatePerson(unit, id, { leaving_at: unit.nowMs, login: null, email: null });
    await shutOut(unit, id);
    await noteAudit(unit, { action: "person-removed", actor: by, subject: id, address: visit.address });
  });
  deps.channel.publish({ kind: "access", person: id });
}

/** Keys need no row changed: whoever looks one up asks for the person too. */
async function shutOut(unit: Unit, person: string): Promise<void> {
  await endSessions(unit, { person, but: null });
  await endPendingSignIns(unit, { person });
  await endResetLinks(unit, person);
}

async function livingPerson(unit: Unit, id: string): Promise<PersonRow> {
  const person = await lockPerson(unit, id);
  if (!person || person.leaving_at !== null) throw new Problem("not-found", "There is no such person.");
  return person;
}

const ownerStays = (): Problem =>
  new Problem("owner-stays", "The owner of the house can be neither shut out nor removed.");

function presentPerson(row: PersonRow & { has_password: number; has_totp: number }, quota: Quota): Person {
  const { id, login, email, name, role } = row;
  return {
    id,
    login,
    email,
    name,
    role,
    state: row.leaving_at !== null ? "leaving" : row.disabled_at !== null ? "disabled" : "active",
    password: Boolean(row.has_password),
    totp: Boolean(row.has_totp),
    quota,
    created_at: isoTime(row.created_at),
  };
}
