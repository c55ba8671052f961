import { randomBytes } from "node:crypto";
import type { Member, WallInvitation, WallInvitationInput, WallInvitationMade } from "../contract/members.ts";
import { Problem } from "../contract/problems.ts";
import { newId } from "../core/ids.ts";
import { foldLogin } from "../core/sign-in-name.ts";
import { noteAudit } from "../store/audit.ts";
import { insertMember, membersOf, setMember, somebodies } from "../store/members.ts";
import { findByLogin, isActive } from "../store/persons.ts";
import type { Reader, Unit } from "../store/store.ts";
import {
  endWallInvitation,
  findOpenWallInvitation,
  insertWallInvitation,
  type OpenWallInvitation,
  openInvitationsFor,
  openInvitationsOf,
  useWallInvitation,
} from "../store/wall-invitations.ts";
import type { WallInvitationRow } from "../store/wall-tables.ts";
import { markShared } from "../store/walls.ts";
import type { WallDeps } from "./deps.ts";
import { hashSecret } from "./keys.ts";
import { refuseInbox } from "./members.ts";
import { isoTime } from "./share-status.ts";
import { wallFor } from "./wall-for.ts";

const TOKEN_BYTES = 32;
/** An invitation is good for so long. */
const INVITED_MS = 7 * 24 * 3_600_000;
/** Open invitations of one wall, and for one person, that are told of. */
const MOST_TOLD = 100;

interface OnWall {
  readonly wall: string;
  readonly person: string;
}

/**
 * Asks somebody to a wall: the person who is named, or with a link, shown this once, whoever follows it first.
 * @throws Problem not-found, role-too-small, inbox-is-private, person-not-found
 */
export async function inviteToWall(
  deps: WallDeps,
  { wall: id, person, input, publicUrl }: OnWall & { input: WallInvitationInput; publicUrl: string },
): Promise<WallInvitationMade> {
  const token = input.person === undefined ? randomBytes(TOKEN_BYTES).toString("base64url") : null;
  const made = await deps.store.write(async (unit): Promise<OpenWallInvitation> => {
    const wall = await wallFor(unit.db, { id, person, use: "own" });
    refuseInbox(wall);
    const row: WallInvitationRow = {
      id: newId(unit.nowMs),
      wall: id,
      role: input.role,
      token_hash: token === null ? null : hashSecret(token),
      person: input.person === undefined ? null : await invitable(unit.db, { wall: id, named: input.person, person }),
      made_by: person,
      created_at: unit.nowMs,
      expires_at: unit.nowMs + INVITED_MS,
      used_at: null,
      used_by: null,
      ended_at: null,
    };
    await insertWallInvitation(unit, row);
    const detail = { wall: id, role: row.role };
    await noteAudit(unit, { action: "wall-invitation-made", actor: person, subject: row.id, detail, address: null });
    return { ...row, wall_name: wall.name };
  });
  if (made.person !== null) deps.channel.publish({ kind: "access", person: made.person });
  const [presented] = await presentAll(deps.store.reader, [made]);
  if (!presented) throw new Error("an invitation was not presented");
  // The secret stands behind the #: it is never sent to a server, and so is in no log.
  return { ...presented, url: token === null ? null : `${publicUrl}/join#${token}` };
}

async function invitable(
  db: Reader,
  { wall, named, person }: { wall: string; named: string; person: string },
): Promise<string> {
  const found = await findByLogin(db, foldLogin(named));
  if (!found || !isActive(found))
    throw new Problem("person-not-found", "Nobody here has this name. Send them a link instead.");
  const isThere = (await membersOf(db, [wall])).get(wall)?.some((member) => member.person === found.id);
  if (isThere || found.id === person) throw new Problem("person-not-found", "They are on this wall already.");
  return found.id;
}

/** The invitations of a wall that still let somebody in, the newest first; for its owner. */
export async function invitationsOfWall(deps: WallDeps, { wall, person }: OnWall): Promise<WallInvitation[]> {
  const db = deps.store.reader;
  await wallFor(db, { id: wall, person, use: "own" });
  const nowMs = await deps.store.nowMs();
  return await presentAll(db, await openInvitationsOf(db, { wall, nowMs, limit: MOST_TOLD }));
}

/** What a person is asked to, the newest first. */
export async function invitationsFor(deps: WallDeps, person: string): Promise<WallInvitation[]> {
  const nowMs = await deps.store.nowMs();
  const rows = await openInvitationsFor(deps.store.reader, { person, nowMs, limit: MOST_TOLD });
  return await presentAll(deps.store.reader, rows);
}

/** @throws Problem not-found, role-too-small */
export async function takeInvitationBack(deps: WallDeps, { wall, person, id }: OnWall & { id: string }): Promise<void> {
  await deps.store.write(async (unit) => {
    await wallFor(unit.db, { id: wall, person, use: "own" });
    if (!(await endWallInvitation(unit, { id, wall }))) throw noInvitation();
  });
}

/** @throws Problem not-found */
export async function declineInvitation(deps: WallDeps, { person, id }: { person: string; id: string }): Promise<void> {
  await deps.store.write(async (unit) => {
    if (!(await endWallInvitation(unit, { id, person }))) throw noInvitation();
  });
}

/** What a link leads to, before it is followed. @throws Problem invitation-over */
export async function lookAtInvitation(deps: WallDeps, token: string): Promise<WallInvitation> {
  const nowMs = await deps.store.nowMs();
  const found = await findOpenWallInvitation(deps.store.reader, { tokenHash: hashSecret(token), nowMs });
  const [presented] = found ? await presentAll(deps.store.reader, [found]) : [];
  if (!presented) throw isOver();
  return presented;
}

/**
 * Lets a person in, by the secret of a link or by an invitation that names them. Whoever is there already keeps the greater
 * role; the link of their own wall is refused without being used up.
 * @returns the wall
 * @throws Problem invitation-over
 */
export async function joinWall(
  deps: WallDeps,
  asked: { person: string } & ({ token: string } | { id: string }),
): Promise<string> {
  const wall = await deps.store.write((unit) => joinIn(unit, asked));
  deps.channel.publish({ kind: "access", person: asked.person });
  return wall;
}

/** The same as part of a greater change: an account is made and joins. @throws Problem invitation-over */
export async function joinIn(
  unit: Unit,
  { person, ...by }: { person: string } & ({ token: string } | { id: string }),
): Promise<string> {
  const { nowMs } = unit;
  const asked = "token" in by ? { tokenHash: hashSecret(by.token), nowMs } : { id: by.id, person, nowMs };
  const invitation = await findOpenWallInvitation(unit.db, asked);
  if (!invitation) throw "token" in by ? isOver() : noInvitation();
  const { wall, role, made_by: addedBy } = invitation;
  const { owner } = await wallFor(unit.db, { id: wall, person: addedBy, use: "own" }).catch(() => {
    // Who asked is not its owner any more.
    throw isOver();
  });
  if (owner === person) throw new Problem("invitation-over", "This wall is yours. The link is for somebody else.");
  if (!(await useWallInvitation(unit, { id: invitation.id, person }))) throw isOver();
  const standing = (await membersOf(unit.db, [wall])).get(wall)?.find((member) => member.person === person);
  const member = { wall, person, role, added_by: addedBy, created_at: nowMs };
  if (!standing) await insertMember(unit, member);
  else if (isGreater(role, standing.role)) await setMember(unit, member);
  await markShared(unit, wall);
  const detail = { wall, role };
  await noteAudit(unit, { action: "wall-joined", actor: person, subject: person, detail, address: null });
  return wall;
}

const isGreater = (one: Member["role"], other: Member["role"]): boolean => one === "editor" && other === "viewer";

async function presentAll(db: Reader, rows: readonly OpenWallInvitation[]): Promise<WallInvitation[]> {
  const people = await somebodies(
    db,
    rows.flatMap((row) => [row.made_by, ...(row.person === null ? [] : [row.person])]),
  );
  const somebody = (id: string) => people.get(id) ?? { id, name: null };
  return rows.map((row) => ({
    id: row.id,
    wall: { id: row.wall, name: row.wall_name },
    role: row.role,
    for: row.person === null ? null : somebody(row.person),
    made_by: somebody(row.made_by),
    created_at: isoTime(row.created_at),
    expires_at: isoTime(row.expires_at),
  }));
}

const isOver = () =>
  new Problem("invitation-over", "It was used, taken back, or is older than a week. Ask for a new one.");
const noInvitation = () => new Problem("not-found", "There is no such invitation.");
