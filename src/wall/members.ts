import type { Member, MemberRole } from "../contract/members.ts";
import { Problem } from "../contract/problems.ts";
import { noteAudit } from "../store/audit.ts";
import { lockItem } from "../store/items.ts";
import { changeMember, membersOf, removeMember, setMember, somebodies } from "../store/members.ts";
import { raisePlace, wallsOfItem } from "../store/places.ts";
import { homelessOn } from "../store/places-of-others.ts";
import { refreshItem } from "../store/refresh-item.ts";
import type { Reader, Unit } from "../store/store.ts";
import { lockClocks } from "../store/wall-clock.ts";
import { handWallTo, inboxOf } from "../store/walls.ts";
import type { WallDeps } from "./deps.ts";
import { isoTime } from "./share-status.ts";
import { refuseSmart } from "./smart-walls.ts";
import { wallFor } from "./wall-for.ts";

interface OnWall {
  readonly wall: string;
  readonly person: string;
}

/** Everybody who sees a wall, its owner first. */
export async function listMembers(db: Reader, { wall: id, person }: OnWall): Promise<Member[]> {
  const wall = await wallFor(db, { id, person, use: "read" });
  const rows = (await membersOf(db, [id])).get(id) ?? [];
  const people = await somebodies(db, [wall.owner, ...rows.map((row) => row.person)]);
  const memberOf = (who: string, role: Member["role"], sinceMs: number): Member => ({
    person: people.get(who) ?? { id: who, name: null },
    role,
    since: isoTime(sinceMs),
    is_you: who === person,
  });
  return [
    memberOf(wall.owner, "owner", wall.created_at),
    ...rows.map((row) => memberOf(row.person, row.role, row.created_at)),
  ];
}

/** @throws Problem not-found, role-too-small, wall-owner-stays */
export async function changeRole(
  deps: WallDeps,
  { wall: id, person, member, role }: OnWall & { member: string; role: MemberRole },
): Promise<void> {
  await deps.store.write(async (unit) => {
    const wall = await wallFor(unit.db, { id, person, use: "own" });
    refuseOwner(wall.owner, member);
    if (!(await changeMember(unit, { wall: id, person: member, role }))) throw noMember();
    const detail = { wall: id, role };
    await noteAudit(unit, { action: "wall-role-changed", actor: person, subject: member, detail, address: null });
  });
  deps.channel.publish({ kind: "access", person: member });
}

/** Things that are brought home in one unit; more would hold up everybody else's writes. */
const BROUGHT_AT_ONCE = 200;

/**
 * Ends a membership: the owner shows somebody out, or somebody leaves. What the member put there stays, and stands in their
 * inbox too where they would not see it any more. Open streams end at once, on every process.
 * @throws Problem not-found, role-too-small, wall-owner-stays
 */
export async function endMembership(
  deps: WallDeps,
  { wall: id, person, member }: OnWall & { member: string },
): Promise<void> {
  for (;;) {
    const { isOver, walls } = await deps.store.write(async (unit) => {
      const wall = await wallFor(unit.db, { id, person, use: member === person ? "read" : "own" });
      refuseOwner(wall.owner, member);
      const brought = await bringHome(unit, { wall: id, member });
      const last = brought.count < BROUGHT_AT_ONCE;
      if (last && !(await removeMember(unit, { wall: id, person: member }))) throw noMember();
      const detail = { wall: id };
      if (last) await noteAudit(unit, { action: "wall-left", actor: person, subject: member, detail, address: null });
      return { isOver: last, walls: brought.walls };
    });
    if (walls.length > 0) deps.channel.publish({ kind: "walls", walls });
    if (isOver) break;
  }
  deps.channel.publish({ kind: "access", person: member });
}

async function bringHome(
  unit: Unit,
  { wall, member }: { wall: string; member: string },
): Promise<{ count: number; walls: string[] }> {
  const homeless = await homelessOn(unit.db, { wall, owner: member, limit: BROUGHT_AT_ONCE });
  if (homeless.length === 0) return { count: 0, walls: [] };
  const inbox = (await inboxOf(unit.db, member)).id;
  const touched = new Set([inbox]);
  const locked = [];
  for (const { item: id, sort_at: sortAtMs } of homeless.toSorted((a, b) => (a.item < b.item ? -1 : 1))) {
    const item = await lockItem(unit, id);
    if (item && item.deleted_at === null && item.merged_into === null) locked.push({ item, sortAtMs });
  }
  await lockClocks(unit, [...touched]);
  for (const { item, sortAtMs } of locked) {
    if ((await wallsOfItem(unit.db, item.id)).includes(inbox)) continue;
    await raisePlace(unit, { wall: inbox, item: item.id, sortAtMs, addedBy: member });
    await refreshItem(unit, item);
  }
  return { count: homeless.length, walls: [...touched] };
}

/**
 * Gives a wall to one of its members; who had it is an editor from then on. Its feed is taken away, since its address was
 * the former owner's to give.
 * @throws Problem not-found, role-too-small, person-not-found, inbox-is-private
 */
export async function handOn(deps: WallDeps, { wall: id, person, to }: OnWall & { to: string }): Promise<void> {
  await deps.store.write(async (unit) => {
    const wall = await wallFor(unit.db, { id, person, use: "own" });
    refuseInbox(wall);
    if (to === person) return;
    if (!(await removeMember(unit, { wall: id, person: to })))
      throw new Problem("person-not-found", "A wall is handed on to one of its members. Invite them first.");
    await handWallTo(unit, { wall: id, owner: to });
    await setMember(unit, { wall: id, person, role: "editor", added_by: to, created_at: unit.nowMs });
    await noteAudit(unit, {
      action: "wall-handed-on",
      actor: person,
      subject: to,
      detail: { wall: id },
      address: null,
    });
  });
  for (const each of [person, to]) deps.channel.publish({ kind: "access", person: each });
}

/** Whatever only the person themself sees. @throws Problem inbox-is-private, smart-wall */
export function refuseInbox({ kind }: { kind: string }): void {
  refuseSmart({ kind });
  if (kind === "inbox")
    throw new Problem("inbox-is-private", "Put the things on another wall and let others see that one.");
}

function refuseOwner(owner: string, member: string): void {
  if (owner === member)
    throw new Problem("wall-owner-stays", "Hand the wall on to one of its members first, or delete it.");
}

const noMember = () => new Problem("not-found", "They are not a member of this wall.");
