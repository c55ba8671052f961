import type { FileRole } from "../contract/items.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";
import type { FileRow } from "./tables.ts";

/** A file whose row is committed before its bytes are put, so that no byte is ever without a row that names it. */
export async function stageFile(
  unit: Unit,
  file: { id: string; owner: string; role: FileRole; type: string; name: string | null },
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
    created_at: unit.nowMs,
  });
  return storeKey;
}

export interface KeptFile {
  readonly id: string;
  readonly owner: string;
  readonly item: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly placeholder?: string | null;
  readonly madeFrom?: string | null;
}

/**
 * A staged file becomes an item's. Tells whether it did: the sweep may have taken it first, and then its bytes are
 * leaving and must not be named.
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
    })
    .where("id", "=", file.id)
    .where("owner", "=", file.owner)
    .where("state", "=", "staged")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/**
 * What a step made of an item before it made it anew: the bytes go at the next sweep. What reading made was made from
 * the page, what looking at files made was made from one of them.
 */
export async function releaseMade(unit: Unit, { item, from }: { item: string; from: "page" | "files" }): Promise<void> {
  await unit.db
    .updateTable("files")
    .set({ state: "leaving", item: null })
    .where("item", "=", item)
    .where("role", "in", ["lead-image", "preview"])
    .where("made_from", from === "page" ? "is" : "is not", null)
    .execute();
}

/** Kept files that no item needs any more: their bytes go at the next sweep. */
export async function releaseFiles(unit: Unit, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await unit.db.updateTable("files").set({ state: "leaving", item: null }).where("id", "in", ids).execute();
}

/** Everything that an item had is to go: it is being removed for good. */
export async function releaseItemFiles(unit: Unit, item: string): Promise<void> {
  await unit.db.updateTable("files").set({ state: "leaving", item: null }).where("item", "=", item).execute();
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

export async function findKeptFile(
  db: Reader,
  { id, owner }: { id: string; owner: string },
): Promise<FileRow | undefined> {
  return await db
    .selectFrom("files")
    .selectAll()
    .where("id", "=", id)
    .where("owner", "=", owner)
    .where("state", "=", "kept")
    .executeTakeFirst();
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
