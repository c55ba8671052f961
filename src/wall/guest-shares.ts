import { createHmac } from "node:crypto";
import type { GuestShare } from "../contract/guest-shares.ts";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { cleanLine } from "../core/clean-text.ts";
import { newId } from "../core/ids.ts";
import type { ReceivedFile } from "../core/share-draft.ts";
import { identityHash } from "../core/url-identity.ts";
import { findAddress } from "../store/addresses.ts";
import {
  broughtBy,
  completeGuestShare,
  findGuestShare,
  giveGuestShareBack,
  insertGuestShare,
  listGuestShares,
  lockWallLink,
  noteGuestItem,
  refuseGuestShare,
  takeGuestShare,
  type WaitingGuestShare,
} from "../store/guest-shares.ts";
import { requireRoom } from "../store/quotas.ts";
import type { Unit } from "../store/store.ts";
import type { GuestShareRow, WallLinkRow } from "../store/wall-link-tables.ts";
import { findStandingBoard } from "../store/wall-links.ts";
import { acceptShare } from "./accept-share.ts";
import type { Caller } from "./caller.ts";
import { checkShare, type ShareFields } from "./check-share.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import type { WallDeps } from "./deps.ts";
import { isoTime } from "./share-status.ts";
import { wallFor } from "./wall-for.ts";

const DAY_MS = 24 * 3_600_000;

export type GuestWords = Pick<ShareFields, "url" | "text">;

interface OnWall {
  readonly wall: string;
  readonly person: string;
}

/**
 * Begins to keep what a guest brings. Its files belong to its own id, so that no person can see them.
 * @param bytes what is announced to come; null when nobody said
 * @param address where it comes from
 * @returns the id that its files are received under
 * @throws Problem too-large, too-many-requests when enough came by this link today, wall-owner-has-no-room
 */
export async function beginGuestShare(
  { store }: WallDeps,
  { link, bytes, address }: { link: WallLinkRow; bytes: number | null; address: string },
): Promise<string> {
  const mostBytes = link.most_bytes ?? LIMITS.guestBytesADay;
  const most = link.most_items ?? LIMITS.guestSharesADay;
  if (bytes === null || bytes > mostBytes)
    throw new Problem("too-large", `By this link at most ${mostBytes} bytes are taken.`, {
      params: { max_bytes: mostBytes },
    });
  const id = newId();
  const wall = await findStandingBoard(store.reader, link.wall);
  await store.write(async (unit) => {
    if (wall) await roomWithOwner(unit, { owner: wall.owner, person: null, bytes: 0 });
    await lockWallLink(unit, link.id);
    const today = await broughtBy(unit, { link: link.id, sinceMs: unit.nowMs - DAY_MS });
    if (today.count >= most || today.bytes + bytes > mostBytes)
      throw new Problem("too-many-requests", "Enough came by this link today. Try again tomorrow.", {
        retryAfterSeconds: DAY_MS / 1_000,
      });
    await insertGuestShare(unit, {
      ...{ id, link: link.id, wall: link.wall, state: "arriving", words: "{}", files: "[]", bytes },
      ...{ guest_name: null, item: null, created_at: unit.nowMs, decided_at: null },
      address_hash: createHmac("sha256", link.token_hash).update(address).digest("base64url"),
    });
  });
  return id;
}

/**
 * Everything of it has arrived, and waits. A guest's share is fetched as a stranger's: private hosts that the operator
 * allows are not allowed to it.
 * @param owner whose wall it is: what becomes of it will be theirs
 * @throws Problem when no share can come of it; wall-owner-has-no-room
 */
export async function completeGuest(
  deps: WallDeps,
  {
    id,
    owner,
    words,
    name,
    files,
  }: { id: string; owner: string; words: GuestWords; name: string; files: readonly ReceivedFile[] },
): Promise<void> {
  checkShare(words, { files, page: null }, []);
  await deps.store.write(async (unit) => {
    await roomWithOwner(unit, { owner, person: null, bytes: bytesOf(files) });
    if (!(await completeGuestShare(unit, { id, words: JSON.stringify(words), guest: guestName(name), files })))
      throw new Problem("files-unavailable", "A file was removed before all had arrived. Send it again.");
  });
}

/**
 * Where nobody wants to look first, what has arrived becomes an item at once. What the wall's owner has already waits all
 * the same: on the wall it would tell what they made of it.
 */
export async function takeAtOnce(deps: WallDeps, { id, link }: { id: string; link: WallLinkRow }): Promise<void> {
  if (link.moderated === 1) return;
  const wall = await findStandingBoard(deps.store.reader, link.wall);
  const row = wall && (await findGuestShare(deps.store.reader, { id, wall: wall.id }));
  if (!row) return;
  const { url } = checkShare(wordsOf(row), { files: filesOf(row), page: null }, []);
  const isKnown =
    url && (await findAddress(deps.store.reader, { owner: wall.owner, identityHash: identityHash(url.identity) }));
  if (isKnown) return;
  await take(deps, { id, wall: wall.id, owner: wall.owner, person: null }).catch((error: unknown) => {
    // Somebody was faster: it waits, and whoever looks after the wall decides.
    if (!(error instanceof Problem && error.code === "wall-owner-has-no-room")) throw error;
  });
}

export async function dropGuestShare({ store }: WallDeps, of: { id: string; wall: string }): Promise<void> {
  await store.write((unit) => refuseGuestShare(unit, of));
}

/** @throws Problem not-found, role-too-small */
export async function pageOfGuestShares(
  { store }: WallDeps,
  { wall, person, cursor, limit }: OnWall & { cursor?: string | undefined; limit: number },
): Promise<{ items: GuestShare[]; next_cursor: string | null }> {
  await wallFor(store.reader, { id: wall, person, use: "place" });
  const [after] = readCursor(cursor, ["string"]) ?? [null];
  const rows = await listGuestShares(store.reader, { wall, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(present), next_cursor: rows.length > limit && last ? makeCursor([last.id]) : null };
}

/**
 * What a guest brought becomes an item of the wall's owner, once however often it is asked for.
 * @returns the item
 * @throws Problem not-found, role-too-small, quota-reached; wall-owner-has-no-room for who is not that owner
 */
export async function acceptGuestShare(
  deps: WallDeps,
  { wall: id, person, share }: OnWall & { share: string },
): Promise<string> {
  const wall = await wallFor(deps.store.reader, { id, person, use: "place" });
  return await take(deps, { id: share, wall: id, owner: wall.owner, person });
}

/** @param taking.person who asks for it; null for the guest */
async function take(
  deps: WallDeps,
  taking: { id: string; wall: string; owner: string; person: string | null },
): Promise<string> {
  const { id, wall, owner, person } = taking;
  const row = await deps.store.write(async (unit) => {
    const waiting = await findGuestShare(unit.db, { id, wall });
    if (waiting?.state === "waiting") await roomWithOwner(unit, { owner, person, bytes: bytesOf(filesOf(waiting)) });
    return await takeGuestShare(unit, { id, wall, person: owner });
  });
  if (!row) throw noShare();
  if (row.item !== null) return row.item;
  const draft = checkShare({ ...wordsOf(row), wall_id: wall }, { files: filesOf(row), page: null }, []);
  const caller: Caller = { person: owner, role: "person", scopes: ["share"], by: { kind: "ticket" } };
  const { share } = await acceptShare(deps, {
    caller,
    draft: { ...draft, guest: row.guest_name ?? "" },
    // Its own id: fifty who take it at once make one item.
    idempotencyKey: `guest ${id}`,
  }).catch(async (error: unknown) => {
    if (!isNoRoom(error)) throw error;
    const files = filesOf(row).map((file) => file.id);
    await deps.store.write((unit) => giveGuestShareBack(unit, { id, wall, person: owner, files }));
    throw person === owner ? error : noRoomWithOwner();
  });
  const { item } = share;
  if (item === null) throw new Error("a share of a guest has no item");
  await deps.store.write((unit) => noteGuestItem(unit, { id, item }));
  return item;
}

/** @throws Problem not-found, role-too-small; already-ended where it was taken or refused before */
export async function throwGuestShareAway(
  { store }: WallDeps,
  { wall, person, share: id }: OnWall & { share: string },
): Promise<void> {
  await store.write(async (unit) => {
    await wallFor(unit.db, { id: wall, person, use: "place" });
    if (await refuseGuestShare(unit, { id, wall })) return;
    if (!(await findGuestShare(unit.db, { id, wall }))) throw noShare();
    throw new Problem("already-ended", "Somebody has taken or refused it already.");
  });
}

/** As it is shown: one line, cut where it is too long, which is nothing to refuse a present for. */
const guestName = (name: string): string | null =>
  cleanLine(name).slice(0, LIMITS.guestNameCharacters).toWellFormed().trim() || null;

const wordsOf = (row: GuestShareRow) => JSON.parse(row.words) as GuestWords;
const filesOf = (row: GuestShareRow) => JSON.parse(row.files) as ReceivedFile[];

function present(row: WaitingGuestShare): GuestShare {
  const { url = null, text = null } = wordsOf(row);
  return {
    id: row.id,
    link: { id: row.link, name: row.link_name },
    guest: row.guest_name,
    url,
    text,
    files: filesOf(row).map(({ name, type, bytes }) => ({ name, type, bytes })),
    created_at: isoTime(row.created_at),
  };
}

/**
 * What a guest brings is the wall's owner's, and needs room there. How much they have is told to nobody else.
 * @throws Problem quota-reached for the owner, wall-owner-has-no-room for everybody else
 */
async function roomWithOwner(
  unit: Unit,
  { owner, person, bytes }: { owner: string; person: string | null; bytes: number },
): Promise<void> {
  try {
    await requireRoom(unit, owner, { items: 1, bytes });
  } catch (error) {
    if (!isNoRoom(error) || person === owner) throw error;
    throw noRoomWithOwner();
  }
}

const isNoRoom = (error: unknown): boolean => error instanceof Problem && error.code === "quota-reached";
const noRoomWithOwner = () =>
  new Problem("wall-owner-has-no-room", "Whoever has this wall has no room for more. Tell them, or try again later.");
const bytesOf = (files: readonly ReceivedFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

const noShare = () => new Problem("not-found", "Nothing of that kind waits on this wall.");
