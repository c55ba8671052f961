import type { FileRole } from "../contract/items.ts";
import type { FileFacts } from "../core/file-read.ts";
import { takeUse } from "./quotas.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";
import type { FileRow } from "./tables.ts";

/** The page as it was fetched is kept compressed; one that a person gave has the type it came with. */
export const SNAPSHOT_TYPE = "application/gzip";

/** A file whose row is committed before its bytes are put, so that no byte is ever without a row that names it. */
export async function stageFile(
  unit: Unit,
  {
    stagedBy = null,
    ...file
  }: { id: string; owner: string; role: FileRole; type: string; name: string | null; stagedBy?: string | null },
): Promise<string> {
  const storeKey = `${file.id.slice(-2)}/${file.id}`;
  await insertRow(unit, "files", {
    ...file,
    item: null,
    state: "staged",
    store_key: storeKey,
    sha256: null,
    bytes: 0,
    width: null,
    height: null,
    placeholder: null,
    made_from: null,
    staged_by: stagedBy,
    facts: null,
    created_at: unit.nowMs,
  });
  return storeKey;
}

/** How long an upload will be; its row carries that until it is whole. */
export async function announceLength(unit: Unit, { id, bytes }: { id: string; bytes: number }): Promise<void> {
  await unit.db.updateTable("files").set({ bytes }).where("id", "=", id).where("state", "=", "staged").execute();
}

/** A staged file is whole. False when it was given up or swept meanwhile. */
export async function completeFile(
  unit: Unit,
  { id, bytes, sha256 }: { id: string; bytes: number; sha256: string },
): Promise<boolean> {
  const result = await unit.db
    .updateTable("files")
    .set({ bytes, sha256 })
    .where("id", "=", id)
    .where("state", "=", "staged")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface KeptFile {
  readonly id: string;
  readonly owner: string;
  /** Null for what no item has: the file of an import. */
  readonly item: string | null;
  readonly sha256: string;
  readonly bytes: number;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly placeholder?: string | null;
  readonly madeFrom?: string | null;
  readonly facts?: FileFacts;
}

/**
 * A staged file is kept as an item's. Tells whether it did: the sweep may have taken it first, and then its bytes are
 * leaving and must not be named. What an item's file adds to what its person has is for the caller to count (`addUse`),
 * late in the unit.
 */
export async function keepFile(unit: Unit, file: KeptFile): Promise<boolean> {
  const result = await unit.db
    .updateTable("files")
    .set({
      state: "kept",
      item: file.item,
      sha256: file.sha256,
      bytes: file.bytes,
      width: file.width ?? null,
      height: file.height ?? null,
      placeholder: file.placeholder ?? null,
      made_from: file.madeFrom ?? null,
      facts: file.facts ? JSON.stringify(file.facts) : null,
    })
    .where("id", "=", file.id)
    .where("owner", "=", file.owner)
    .where("state", "=", "staged")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** What looking into a kept file found. */
export async function noteFile(
  unit: Unit,
  id: string,
  found: { type: string; width: number | null; height: number | null; facts: FileFacts },
): Promise<void> {
  const { type, width, height, facts } = found;
  await unit.db
    .updateTable("files")
    .set({ type, width, height, facts: JSON.stringify(facts) })
    .where("id", "=", id)
    .execute();
}

export const factsOf = (file: Pick<FileRow, "facts">): FileFacts =>
  file.facts === null ? {} : (JSON.parse(file.facts) as FileFacts);

/**
 * What a step made of an item before it made it anew: the bytes go at the next sweep. What reading made was made from
 * the page, what looking at files made was made from one of them.
 * @returns the bytes that it had, for the caller to count
 */
export async function releaseMade(
  unit: Unit,
  { item, from }: { item: string; from: "page" | "files" },
): Promise<number> {
  const released = await unit.db
    .updateTable("files")
    .set({ state: "leaving", item: null })
    .where("item", "=", item)
    .where("state", "=", "kept")
    .where((eb) =>
      from === "files"
        ? eb.and([eb("role", "=", "preview"), eb("made_from", "is not", null)])
        : eb.or([
            eb.and([eb("role", "in", ["lead-image", "preview", "page-image"]), eb("made_from", "is", null)]),
            eb.and([eb("role", "=", "snapshot"), eb("type", "=", SNAPSHOT_TYPE)]),
          ]),
    )
    .returning("bytes")
    .execute();
  return released.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Kept files that no item needs any more: their bytes go at the next sweep, and count no more for whoever had them. */
export async function releaseFiles(unit: Unit, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const kept = await unit.db
    .selectFrom("files")
    .select(["owner", "bytes"])
    .where("id", "in", ids)
    .where("item", "is not", null)
    .where("state", "=", "kept")
    .execute();
  for (const [owner, files] of [...Map.groupBy(kept, (file) => file.owner)].sort())
    await takeUse(unit, owner, { items: 0, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) });
  await unit.db.updateTable("files").set({ state: "leaving", item: null }).where("id", "in", ids).execute();
}

/** Everything that an item had is to go: it is being removed for good. Tells the bytes that it had, for the caller to count. */
export async function releaseItemFiles(unit: Unit, item: string): Promise<number> {
  const released = await unit.db
    .updateTable("files")
    .set({ state: "leaving", item: null })
    .where("item", "=", item)
    .returning("bytes")
    .execute();
  return released.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Marks staged files as leaving, at once for those named. Tells which were: only their bytes may be removed. */
export async function markLeaving(unit: Unit, ids: readonly string[]): Promise<FileRow[]> {
  if (ids.length === 0) return [];
  return await unit.db
    .updateTable("files")
    .set({ state: "leaving" })
    .where("id", "in", ids)
    .where("state", "=", "staged")
    .returningAll()
    .execute();
}

/** Files that nobody kept in time, and those on their way out. */
export async function listUnkept(
  db: Reader,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<FileRow[]> {
  return await db
    .selectFrom("files")
    .selectAll()
    .where("state", "<>", "kept")
    .where((eb) => eb.or([eb("state", "=", "leaving"), eb("created_at", "<", olderThanMs)]))
    .orderBy("created_at")
    .limit(limit)
    .execute();
}

/** The row goes last, after its bytes. */
export async function forgetFile(unit: Unit, id: string): Promise<void> {
  await unit.db.deleteFrom("files").where("id", "=", id).where("state", "=", "leaving").execute();
}

export async function findStaged(
  db: Reader,
  { id, owner }: { id: string; owner: string },
): Promise<FileRow | undefined> {
  const [row] = await findFiles(db, { ids: [id], owner });
  return row?.state === "staged" ? row : undefined;
}

/** A person's files of whatever state. */
export async function findFiles(
  db: Reader,
  { ids, owner }: { ids: readonly string[]; owner: string },
): Promise<FileRow[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom("files").selectAll().where("id", "in", ids).where("owner", "=", owner).execute();
}

/** A kept file of a person's own, or of an item that stands on a wall that they see. */
export async function findSeenFile(
  db: Reader,
  { id, person }: { id: string; person: string },
): Promise<FileRow | undefined> {
  return await db
    .selectFrom("files")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "kept")
    .where((eb) =>
      eb.or([
        eb("owner", "=", person),
        eb.exists(
          eb
            .selectFrom("places")
            .innerJoin("walls", "walls.id", "places.wall")
            .leftJoin("members", (join) =>
              join.onRef("members.wall", "=", "walls.id").on("members.person", "=", person),
            )
            .select("places.item")
            .whereRef("places.item", "=", "files.item")
            .where("places.removed_at", "is", null)
            .where("walls.deleted_at", "is", null)
            .where((of) => of.or([of("walls.owner", "=", person), of("members.person", "is not", null)])),
        ),
      ]),
    )
    .executeTakeFirst();
}

/** Every file whose bytes must lie somewhere, page by page: those that are kept, and whole ones that a share may name. */
export async function listWhole(
  db: Reader,
  { after, limit }: { after: string | null; limit: number },
): Promise<Pick<FileRow, "id" | "store_key" | "bytes" | "sha256">[]> {
  return await db
    .selectFrom("files")
    .select(["id", "store_key", "bytes", "sha256"])
    .where("sha256", "is not", null)
    .where("state", "in", ["kept", "staged"])
    .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
    .orderBy("id")
    .limit(limit)
    .execute();
}

export async function filesOfItems(db: Reader, items: readonly string[]): Promise<Map<string, FileRow[]>> {
  if (items.length === 0) return new Map();
  const rows = await db
    .selectFrom("files")
    .selectAll()
    .where("item", "in", items)
    .where("state", "=", "kept")
    .orderBy("id")
    .execute();
  return Map.groupBy(rows, (row) => row.item ?? "");
}
