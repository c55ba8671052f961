import { randomBytes } from "node:crypto";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import type { WallLink, WallLinkEdit, WallLinkInput, WallLinkMade } from "../contract/wall-links.ts";
import { cleanLine } from "../core/clean-text.ts";
import { newId } from "../core/ids.ts";
import { hashPassword } from "../core/password-hash.ts";
import { noteAudit } from "../store/audit.ts";
import type { WallLinkRow } from "../store/wall-link-tables.ts";
import {
  findWallLink,
  followLinks,
  insertWallLink,
  type LinkChanges,
  listWallLinks,
  revokeWallLink,
  updateWallLink,
} from "../store/wall-links.ts";
import type { WallDeps } from "./deps.ts";
import { hashSecret } from "./keys.ts";
import { refuseInbox } from "./members.ts";
import { qrCode } from "./qr-code.ts";
import { isoTime, isoTimeOrNull } from "./share-status.ts";
import { wallFor } from "./wall-for.ts";

const TOKEN_BYTES = 32;

interface OnWall {
  readonly wall: string;
  readonly person: string;
}

/** The links to a wall that are not revoked, the newest first; for its owner. @throws Problem not-found, role-too-small */
export async function linksOfWall({ store }: WallDeps, { wall, person }: OnWall): Promise<WallLink[]> {
  await wallFor(store.reader, { id: wall, person, use: "own" });
  return (await listWallLinks(store.reader, { wall, limit: LIMITS.linksAWall })).map(presentLink);
}

/**
 * Makes a link that opens a wall to whoever has it. Its address is told this once; what is kept opens nothing.
 * @throws Problem not-found, role-too-small, inbox-is-private, out-of-range
 */
export async function makeLink(
  deps: WallDeps,
  { wall: id, person, input, publicUrl }: OnWall & { input: WallLinkInput; publicUrl: string },
): Promise<WallLinkMade> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  if (input.kind === "guest") refusePassword(input);
  const changes = await changesOf(input);
  const row = await deps.store.write(async (unit): Promise<WallLinkRow> => {
    const wall = await wallFor(unit.db, { id, person, use: "own" });
    refuseInbox(wall);
    const standing = await listWallLinks(unit.db, { wall: id, limit: LIMITS.linksAWall });
    if (standing.length >= LIMITS.linksAWall)
      throw new Problem("out-of-range", `A wall has at most ${LIMITS.linksAWall} links. Revoke one first.`);
    const made: WallLinkRow = {
      ...{ name: null, password_hash: null, expires_at: null, embed: 0, moderated: 1, most_items: null },
      ...{ most_bytes: null, revoked_at: null, used_at: null },
      ...changes,
      id: newId(unit.nowMs),
      wall: id,
      kind: input.kind,
      token_hash: hashSecret(token),
      made_by: person,
      created_at: unit.nowMs,
    };
    refusePast(made.expires_at, unit.nowMs);
    await insertWallLink(unit, made);
    const detail = { wall: id, kind: made.kind };
    await noteAudit(unit, { action: "wall-link-made", actor: person, subject: made.id, detail, address: null });
    await followLinks(unit, id);
    return made;
  });
  const url = `${publicUrl}/${row.kind === "view" ? "w" : "g"}/${token}`;
  return { ...presentLink(row), url, qr: qrCode(url) };
}

/** Changes the fields that are named; a new password shuts out whoever came in by the old one. @throws Problem */
export async function editLink(
  deps: WallDeps,
  { wall, person, link: id, edit }: OnWall & { link: string; edit: WallLinkEdit },
): Promise<WallLink> {
  const changes = await changesOf(edit);
  const row = await deps.store.write(async (unit) => {
    await wallFor(unit.db, { id: wall, person, use: "own" });
    if ((await findWallLink(unit.db, { id, wall }))?.kind === "guest") refusePassword(edit);
    if (changes.expires_at !== undefined) refusePast(changes.expires_at, unit.nowMs);
    await updateWallLink(unit, { id, wall }, changes);
    await followLinks(unit, wall);
    return await findWallLink(unit.db, { id, wall });
  });
  if (!row) throw noLink();
  deps.channel.publish({ kind: "access", person });
  return presentLink(row);
}

/** From the moment this resolves the link opens nothing, and what it opened ends, on any process. @throws Problem */
export async function revokeLink(deps: WallDeps, { wall, person, link: id }: OnWall & { link: string }): Promise<void> {
  await deps.store.write(async (unit) => {
    await wallFor(unit.db, { id: wall, person, use: "own" });
    if (!(await revokeWallLink(unit, { id, wall }))) throw noLink();
    await noteAudit(unit, { action: "wall-link-revoked", actor: person, subject: id, detail: { wall }, address: null });
    await followLinks(unit, wall);
  });
  deps.channel.publish({ kind: "access", person });
}

/** A password takes its time to hash, so this comes before any unit. */
async function changesOf({
  password,
  expires_at: until,
  embed,
  moderated,
  ...rest
}: WallLinkEdit): Promise<LinkChanges> {
  const { name, most_items: mostItems, most_bytes: mostBytes } = rest;
  for (const [field, value] of Object.entries({ most_items: mostItems, most_bytes: mostBytes }))
    if (typeof value === "number" && value < 1)
      throw new Problem("out-of-range", `${field} is 1 or more; null is the usual limit.`, {
        fields: [{ field: `/${field}`, message: "1 or more" }],
      });
  return {
    ...(name === undefined ? {} : { name: name === null ? null : cleanLine(name) || null }),
    ...(password === undefined ? {} : { password_hash: password === null ? null : await hashPassword(password) }),
    ...(until === undefined ? {} : { expires_at: until === null ? null : Date.parse(until) }),
    ...(embed === undefined ? {} : { embed: embed ? 1 : 0 }),
    ...(moderated === undefined ? {} : { moderated: moderated ? 1 : 0 }),
    ...(mostItems === undefined ? {} : { most_items: mostItems }),
    ...(mostBytes === undefined ? {} : { most_bytes: mostBytes }),
  };
}

/** A guest sees nothing that a password would keep from anybody. */
function refusePassword({ password }: WallLinkEdit): void {
  if (password !== undefined && password !== null)
    throw new Problem("fields-not-valid", "A link for guests has no password: nothing is seen by it.", {
      fields: [{ field: "/password", message: "not of a link for guests" }],
    });
}

function refusePast(expiresAtMs: number | null, nowMs: number): void {
  if (expiresAtMs !== null && expiresAtMs <= nowMs)
    throw new Problem("out-of-range", "expires_at lies in the past. Revoke the link to end it now.", {
      fields: [{ field: "/expires_at", message: "in the past" }],
    });
}

const presentLink = (row: WallLinkRow): WallLink => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  has_password: row.password_hash !== null,
  expires_at: isoTimeOrNull(row.expires_at),
  embed: row.embed === 1,
  moderated: row.moderated === 1,
  most_items: row.most_items,
  most_bytes: row.most_bytes,
  created_at: isoTime(row.created_at),
  used_at: isoTimeOrNull(row.used_at),
});

const noLink = () => new Problem("not-found", "There is no such link.");
