import { LIMITS } from "../../contract/limits.ts";
import type { Invitation, InvitationLook } from "../../contract/people.ts";
import { Problem } from "../../contract/problems.ts";
import { newId } from "../../core/ids.ts";
import type { InvitationRow } from "../../store/account-tables.ts";
import { noteAudit } from "../../store/audit.ts";
import { readHouse } from "../../store/house.ts";
import {
  countOpenInvitations,
  findOpenInvitation,
  insertInvitation,
  listInvitations,
  revokeInvitation,
} from "../../store/invitations.ts";
import { findPerson } from "../../store/persons.ts";
import type { Reader } from "../../store/store.ts";
import type { Caller } from "../caller.ts";
import { makeCursor, readCursor } from "../cursor.ts";
import type { WallDeps } from "../deps.ts";
import { hashSecret } from "../keys.ts";
import { isoTime } from "../share-status.ts";
import { newToken } from "../sign-in.ts";
import { checkEmail, checkName } from "./names.ts";

const DAY_MS = 86_400_000;

export interface InvitationWanted {
  readonly email: string | null | undefined;
  readonly nameHint: string | null | undefined;
  readonly days: number | undefined;
}

/**
 * Invites somebody: the owner may, and others where the owner lets them.
 * @returns the invitation, and the only sight of its token
 * @throws Problem sign-up-closed, scope-too-small, email-not-valid, too-many-invitations
 */
export async function makeInvitation(
  deps: WallDeps,
  wanted: InvitationWanted,
  { caller, address }: { caller: Caller; address: string },
): Promise<{ invitation: Invitation; token: string }> {
  const email = checkEmail(wanted.email);
  const token = newToken();
  const row = await deps.store.write(async (unit) => {
    const house = await readHouse(unit.db);
    if (house.sign_up === "closed") throw signUpClosed();
    if (caller.role !== "owner" && !house.members_may_invite)
      throw new Problem("scope-too-small", "Only the owner of this house invites people.");
    if ((await countOpenInvitations(unit.db, { madeBy: caller.person, nowMs: unit.nowMs })) >= LIMITS.invitationsOpen)
      throw new Problem(
        "too-many-invitations",
        `At most ${LIMITS.invitationsOpen} invitations may be open. Revoke some of them.`,
        {
          params: { max: LIMITS.invitationsOpen },
        },
      );
    const made = await insertInvitation(unit, {
      id: newId(unit.nowMs),
      token_hash: hashSecret(token),
      made_by: caller.person,
      role_of_house: "person",
      email,
      name_hint: checkName(wanted.nameHint),
      expires_at: unit.nowMs + (wanted.days ?? LIMITS.invitationDays) * DAY_MS,
    });
    await noteAudit(unit, { action: "invitation-made", actor: caller.person, subject: made.id, address });
    return made;
  });
  return { invitation: presentInvitation(row, row.created_at), token };
}

/** The owner sees all, others their own. */
export async function pageOfInvitations(
  db: Reader,
  { caller, nowMs, cursor, limit }: { caller: Caller; nowMs: number; cursor: string | undefined; limit: number },
): Promise<{ items: Invitation[]; next_cursor: string | null }> {
  const [before] = readCursor(cursor, ["string"]) ?? [null];
  const rows = await listInvitations(db, { madeBy: madeByOf(caller), before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => presentInvitation(row, nowMs)),
    next_cursor: rows.length > limit && last ? makeCursor([last.id]) : null,
  };
}

/** @throws Problem not-found */
export async function endInvitation(
  deps: WallDeps,
  id: string,
  { caller, address }: { caller: Caller; address: string },
): Promise<void> {
  await deps.store.write(async (unit) => {
    if (!(await revokeInvitation(unit, { id, madeBy: madeByOf(caller) })))
      throw new Problem("not-found", "There is no such invitation that still opens something.");
    await noteAudit(unit, { action: "invitation-revoked", actor: caller.person, subject: id, address });
  });
}

/** What whoever holds the token is told of it. @throws Problem link-not-valid, sign-up-closed */
export async function lookAtInvitation(
  db: Reader,
  { token, nowMs }: { token: string; nowMs: number },
): Promise<InvitationLook> {
  const row = await openInvitation(db, { token, nowMs });
  const inviter = await findPerson(db, row.made_by);
  return {
    invited_by: inviter?.name ?? null,
    email: row.email,
    name_hint: row.name_hint,
    expires_at: isoTime(row.expires_at),
  };
}

/** @throws Problem link-not-valid, sign-up-closed */
export async function openInvitation(
  db: Reader,
  { token, nowMs }: { token: string; nowMs: number },
): Promise<InvitationRow> {
  const row = await findOpenInvitation(db, { hash: hashSecret(token), nowMs });
  if (!row) throw invitationGone();
  if ((await readHouse(db)).sign_up === "closed") throw signUpClosed();
  return row;
}

export const invitationGone = (): Problem =>
  new Problem("link-not-valid", "This invitation was used before, was taken back or is too old. Ask for a new one.");

const signUpClosed = (): Problem =>
  new Problem("sign-up-closed", "Nobody new may come at the moment. The owner of this house can change that.");

const madeByOf = ({ role, person }: Caller): string | null => (role === "owner" ? null : person);

function presentInvitation(row: InvitationRow, nowMs: number): Invitation {
  const { id, email, name_hint, made_by, used_by } = row;
  const state =
    row.used_at !== null ? "used" : row.revoked_at !== null ? "revoked" : row.expires_at <= nowMs ? "expired" : "open";
  const times = { created_at: isoTime(row.created_at), expires_at: isoTime(row.expires_at) };
  return { id, email, name_hint, state, made_by, used_by, ...times };
}
