import { newId } from "../core/ids.ts";
import type { InvitationRow } from "../store/account-tables.ts";
import { readHouse } from "../store/house.ts";
import { useInvitation } from "../store/invitations.ts";
import { findActivePerson } from "../store/persons.ts";
import type { Reader, Unit } from "../store/store.ts";
import { findOpenWallInvitation } from "../store/wall-invitations.ts";
import { invitationGone, openInvitation } from "./accounts/invitations.ts";
import { hashSecret } from "./keys.ts";
import { joinIn } from "./wall-invitations.ts";

/** What an invitation says of whoever comes by it. */
export type LetIn = Pick<InvitationRow, "email" | "name_hint">;

/**
 * What a secret lets somebody new in by: an invitation to the house, or one to a wall whose owner may invite to the house
 * too.
 * @throws Problem link-not-valid, sign-up-closed
 */
export async function findLetIn(db: Reader, { token, nowMs }: { token: string; nowMs: number }): Promise<LetIn> {
  const toWall = await findOpenWallInvitation(db, { tokenHash: hashSecret(token), nowMs });
  if (!toWall) return await openInvitation(db, { token, nowMs });
  if (!(await mayInviteToHouse(db, toWall.made_by))) throw invitationGone();
  return { email: null, name_hint: null };
}

/** Whether whom this person lets onto a wall may have an account here for it. */
export async function mayInviteToHouse(db: Reader, id: string): Promise<boolean> {
  const house = await readHouse(db);
  const person = await findActivePerson(db, id);
  if (!person || house.sign_up === "closed") return false;
  return person.role === "owner" || house.members_may_invite;
}

/**
 * Uses such a secret up for whoever is made in the same unit, and lets them onto the wall that it is for.
 * @param make makes the person of this id
 * @returns the id of what was used up
 * @throws Problem link-not-valid, invitation-over
 */
export async function letIn(
  unit: Unit,
  token: string,
  make: (person: string) => Promise<void>,
): Promise<{ person: string; used: string }> {
  const person = newId(unit.nowMs);
  const hash = hashSecret(token);
  const used = await useInvitation(unit, { hash, usedBy: person });
  if (used) {
    await make(person);
    return { person, used: used.id };
  }
  const toWall = await findOpenWallInvitation(unit.db, { tokenHash: hash, nowMs: unit.nowMs });
  if (!toWall || !(await mayInviteToHouse(unit.db, toWall.made_by))) throw invitationGone();
  await make(person);
  await joinIn(unit, { token, person });
  return { person, used: toWall.id };
}
