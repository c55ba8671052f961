import type { ItemKind } from "../contract/choices.ts";
import type { ShareState, Warning } from "../contract/shares.ts";
import { compiledOnce, insertRow, type Reader, type Unit } from "./store.ts";
import type { ItemRow, PlaceRow, RunRow, ShareRow } from "./tables.ts";

export const warningsOf = (row: Pick<ShareRow, "warnings">): Warning[] => JSON.parse(row.warnings) as Warning[];

/** Where it stood. Shares of before walls were ordered by hand know of no position. */
export type PlaceBefore = Pick<PlaceRow, "sort_at" | "removed_at"> & Partial<Pick<PlaceRow, "position">>;

/** How an item stood that a share found, and what the share made of it. */
export interface StoodBefore {
  readonly item: string;
  /** The walls to whose top it went; null where it had never stood. */
  readonly walls: readonly { wall: string; was: PlaceBefore | null }[];
  /**
   * Null when the share brought none. Not its words, which must go with the item: the hash of what it became, and how
   * much of that stood before.
   */
  readonly note: { became: string; stoodCharacters: number } | null;
  /** Ids of the tags that came with the share and were not there. */
  readonly tags: readonly string[];
  /** It lay in the trash. */
  readonly trash: Pick<ItemRow, "deleted_at" | "purge_at"> | null;
  /** When the share was taken back. */
  readonly undoneAtMs?: number;
}

export const beforeOf = (share: Pick<ShareRow, "before">): StoodBefore | null =>
  share.before === null ? null : (JSON.parse(share.before) as StoodBefore);

export async function insertShare(unit: Unit, share: ShareRow): Promise<void> {
  await insertRow(unit, "shares", share);
}

export async function insertRun(unit: Unit, run: RunRow): Promise<void> {
  await insertRow(unit, "runs", run);
}

/** Why a run was begun. */
export async function causeOf(db: Reader, run: string): Promise<RunRow["cause"] | null> {
  const row = await db.selectFrom("runs").select("cause").where("id", "=", run).executeTakeFirst();
  return row?.cause ?? null;
}

const shareByIdempotencyKey = compiledOnce<ShareRow, [string, string]>((db, [person, key]) =>
  db.selectFrom("shares").selectAll().where("person", "=", person).where("idempotency_key", "=", key),
);

export async function findByIdempotencyKey(
  db: Reader,
  { person, idempotencyKey }: { person: string; idempotencyKey: string },
): Promise<ShareRow | undefined> {
  const [row] = await shareByIdempotencyKey(db, [person, idempotencyKey]);
  return row;
}

const shareOfPerson = compiledOnce<ShareRow, [string, string]>((db, [id, person]) =>
  db.selectFrom("shares").selectAll().where("id", "=", id).where("person", "=", person),
);

export async function findShare(
  db: Reader,
  { id, person }: { id: string; person: string },
): Promise<ShareRow | undefined> {
  const [share] = await shareOfPerson(db, [id, person]);
  return share;
}

/** Locks a share's row until the unit ends; its item is locked before, never after. */
export async function lockShare(unit: Unit, id: string): Promise<ShareRow | undefined> {
  const query = unit.db.selectFrom("shares").selectAll().where("id", "=", id);
  return await (unit.dialect === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

export async function updateShare(
  unit: Unit,
  id: string,
  changes: Partial<Pick<ShareRow, "state" | "run" | "error_code" | "warnings" | "ended_at" | "item" | "before">>,
): Promise<void> {
  await unit.db
    .updateTable("shares")
    .set((eb) => ({ ...changes, updated_at: unit.nowMs, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Which of these shares there are, and the version of each: it rises with every change that a reader may see. */
export async function shareVersions(db: Reader, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("shares").select(["id", "version"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row.version]));
}

/** Shares of an item, the newest first. */
export async function sharesOfItem(db: Reader, { item, limit }: { item: string; limit: number }): Promise<string[]> {
  const rows = await db
    .selectFrom("shares")
    .select("id")
    .where("item", "=", item)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Those of these items that somebody shared. */
export async function itemsShared(db: Reader, items: readonly string[]): Promise<Set<string>> {
  if (items.length === 0) return new Set();
  const rows = await db.selectFrom("shares").select("item").distinct().where("item", "in", items).execute();
  return new Set(rows.flatMap(({ item }) => item ?? []));
}

/** A share turned out to be of something that stood already. */
export async function markDuplicate(unit: Unit, id: string): Promise<void> {
  await unit.db.updateTable("shares").set({ duplicate: 1 }).where("id", "=", id).execute();
}

export interface SharesAsked {
  readonly person: string;
  readonly state?: ShareState | undefined;
  /** An error code of one of its steps. */
  readonly reason?: string | undefined;
  readonly after: string | null;
  readonly limit: number;
}

/** A person's shares, the newest first. */
export async function listShares(db: Reader, asked: SharesAsked): Promise<ShareRow[]> {
  let query = db.selectFrom("shares").selectAll().where("person", "=", asked.person);
  const { state, reason } = asked;
  if (state !== undefined) query = query.where("state", "=", state);
  if (reason !== undefined)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom("steps")
          .select("steps.id")
          .whereRef("steps.run", "=", "shares.run")
          .where("steps.state", "=", "failed")
          .where("steps.error_code", "=", reason),
      ),
    );
  if (asked.after !== null) query = query.where("id", "<", asked.after);
  return await query.orderBy("id", "desc").limit(asked.limit).execute();
}

/** How long the latest completed shares of a kind took, ms each. */
export async function recentDurationsMs(db: Reader, kind: ItemKind, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom("shares")
    .select(["created_at", "ended_at"])
    .where("kind", "=", kind)
    .where("ended_at", "is not", null)
    .where("state", "=", "completed")
    .where("duplicate", "=", 0)
    .orderBy("ended_at", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => (row.ended_at ?? row.created_at) - row.created_at);
}

/** Removes shares that ended before a time, with their runs and steps. */
export async function forgetShares(
  unit: Unit,
  { endedBeforeMs, limit }: { endedBeforeMs: number; limit: number },
): Promise<void> {
  const old = await unit.db
    .selectFrom("shares")
    .select("id")
    .where("ended_at", "<", endedBeforeMs)
    .limit(limit)
    .execute();
  if (old.length === 0) return;
  const ids = old.map((row) => row.id);
  await unit.db.deleteFrom("runs").where("share", "in", ids).execute();
  await unit.db.deleteFrom("shares").where("id", "in", ids).execute();
}
