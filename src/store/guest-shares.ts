import type { ReceivedFile } from "../core/share-draft.ts";
import { keepFile } from "./files.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";
import type { GuestShareRow } from "./wall-link-tables.ts";

interface OnWall {
  readonly id: string;
  readonly wall: string;
}

export async function insertGuestShare(unit: Unit, row: GuestShareRow): Promise<void> {
  await insertRow(unit, "guest_shares", row);
}

/** Until the unit ends nobody else counts what came by this link. */
export async function lockWallLink(unit: Unit, id: string): Promise<void> {
  await unit.db.updateTable("wall_links").set({ used_at: unit.nowMs }).where("id", "=", id).execute();
}

/** How much came by a link since then, announced bytes included, whatever became of it. */
export async function broughtBy(
  unit: Unit,
  { link, sinceMs }: { link: string; sinceMs: number },
): Promise<{ count: number; bytes: number }> {
  const found = await unit.db
    .selectFrom("guest_shares")
    .select((eb) => [eb.fn.countAll<number>().as("count"), eb.fn.sum<number | null>("bytes").as("bytes")])
    .where("link", "=", link)
    .where("created_at", ">", sinceMs)
    .executeTakeFirstOrThrow();
  return { count: Number(found.count), bytes: Number(found.bytes ?? 0) };
}

/** Everything of it has arrived. Its files are kept as its own, so that they may wait for longer than an upload does. */
export async function completeGuestShare(
  unit: Unit,
  { id, words, guest, files }: { id: string; words: string; guest: string | null; files: readonly ReceivedFile[] },
): Promise<boolean> {
  for (const file of files) if (!(await keepFile(unit, { ...file, owner: id, item: null }))) return false;
  await unit.db
    .updateTable("guest_shares")
    .set({ state: "waiting", words, guest_name: guest, files: JSON.stringify(files) })
    .where("id", "=", id)
    .execute();
  return true;
}

export async function findGuestShare(db: Reader, { id, wall }: OnWall): Promise<GuestShareRow | undefined> {
  return await db
    .selectFrom("guest_shares")
    .selectAll()
    .where("id", "=", id)
    .where("wall", "=", wall)
    .executeTakeFirst();
}

export interface WaitingGuestShare extends GuestShareRow {
  readonly link_name: string | null;
}

/** What waits for somebody's word, the oldest first, and what was taken by a process that did not live to make the item. */
export async function listGuestShares(
  db: Reader,
  { wall, after, limit }: { wall: string; after: string | null; limit: number },
): Promise<WaitingGuestShare[]> {
  let query = db
    .selectFrom("guest_shares")
    .innerJoin("wall_links", "wall_links.id", "guest_shares.link")
    .selectAll("guest_shares")
    .select("wall_links.name as link_name")
    .where("guest_shares.wall", "=", wall)
    .where("guest_shares.state", "in", ["waiting", "taken"])
    .where("guest_shares.item", "is", null);
  if (after !== null) query = query.where("guest_shares.id", ">", after);
  return await query.orderBy("guest_shares.id").limit(limit).execute();
}

/** It is taken, and nobody can refuse it any more; its files are ready to become an item of this person's. */
export async function takeGuestShare(
  unit: Unit,
  { id, wall, person }: OnWall & { person: string },
): Promise<GuestShareRow | undefined> {
  const taken = await unit.db
    .updateTable("guest_shares")
    .set({ state: "taken", decided_at: unit.nowMs })
    .where("id", "=", id)
    .where("wall", "=", wall)
    .where("state", "in", ["waiting", "taken"])
    .returningAll()
    .executeTakeFirst();
  if (taken)
    await unit.db
      .updateTable("files")
      .set({ owner: person, state: "staged", created_at: unit.nowMs })
      .where("owner", "=", id)
      .where("state", "=", "kept")
      .execute();
  return taken;
}

/** It could not be taken after all, and waits again as if nobody had tried. */
export async function giveGuestShareBack(
  unit: Unit,
  { id, wall, person, files }: OnWall & { person: string; files: readonly string[] },
): Promise<void> {
  await unit.db
    .updateTable("guest_shares")
    .set({ state: "waiting", decided_at: null })
    .where("id", "=", id)
    .where("wall", "=", wall)
    .where("state", "=", "taken")
    .where("item", "is", null)
    .execute();
  if (files.length === 0) return;
  await unit.db
    .updateTable("files")
    .set({ owner: id, state: "kept" })
    .where("id", "in", files)
    .where("owner", "=", person)
    .where("state", "=", "staged")
    .execute();
}

export async function noteGuestItem(unit: Unit, { id, item }: { id: string; item: string }): Promise<void> {
  await unit.db.updateTable("guest_shares").set({ item, words: "{}", files: "[]" }).where("id", "=", id).execute();
}

/** Nothing of it is left but that something came. Whether there was something to refuse. */
export async function refuseGuestShare(unit: Unit, { id, wall }: OnWall): Promise<boolean> {
  const refused = await unit.db
    .updateTable("guest_shares")
    .set({ state: "refused", decided_at: unit.nowMs, words: "{}", files: "[]", guest_name: null })
    .where("id", "=", id)
    .where("wall", "=", wall)
    .where("state", "in", ["arriving", "waiting"])
    .executeTakeFirst();
  if (refused.numUpdatedRows === 0n) return false;
  await unit.db.updateTable("files").set({ state: "leaving" }).where("owner", "=", id).execute();
  return true;
}

const ROWS_A_PASS = 500;

/** What never arrived whole, what nobody decided on, and what was decided long ago. */
export async function forgetOldGuestShares(
  unit: Unit,
  { arrivingBeforeMs, beforeMs }: { arrivingBeforeMs: number; beforeMs: number },
): Promise<void> {
  const old = await unit.db
    .selectFrom("guest_shares")
    .select("id")
    .where((eb) =>
      eb.or([
        eb("created_at", "<", beforeMs),
        eb.and([eb("state", "=", "arriving"), eb("created_at", "<", arrivingBeforeMs)]),
      ]),
    )
    .limit(ROWS_A_PASS)
    .execute();
  const ids = old.map(({ id }) => id);
  if (ids.length === 0) return;
  await unit.db.updateTable("files").set({ state: "leaving" }).where("owner", "in", ids).execute();
  await unit.db.deleteFrom("guest_shares").where("id", "in", ids).execute();
}
