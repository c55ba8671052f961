import type { ImportReasonCode, ImportRowState } from "../contract/import-names.ts";
import type { ImportRowRow } from "./import-tables.ts";
import type { PlaceBefore } from "./shares.ts";
import { insertRows, type Reader, type Unit } from "./store.ts";
import type { ItemRow } from "./tables.ts";

/** What a row made: enough to tell whether anybody has touched it since. */
export interface RowMade {
  /** Where the new item stands. */
  readonly walls: readonly string[];
}

/** What a row added to an item that stood already. */
export interface RowAdded {
  /** Walls on which it was put, and where it had stood there. */
  readonly walls: readonly { wall: string; was: PlaceBefore | null }[];
  /** Ids of the tags that were not there. */
  readonly tags: readonly string[];
  /** The hash of what the note became, and how much of that stood before. */
  readonly note: { became: string; stoodCharacters: number } | null;
  readonly pinned: boolean;
  readonly highlights: boolean;
  /** Ids of files that it was given. */
  readonly files: readonly string[];
  /** It lay in the trash, and this was its version when it came out. */
  readonly trash: Pick<ItemRow, "deleted_at" | "edited_version"> | null;
}

export const madeOf = (row: Pick<ImportRowRow, "made">) => JSON.parse(row.made ?? "{}") as RowMade;
export const addedOf = (row: Pick<ImportRowRow, "made">) => JSON.parse(row.made ?? "{}") as RowAdded;

export async function insertImportRows(unit: Unit, rows: readonly ImportRowRow[]): Promise<void> {
  await insertRows(unit, "import_rows", rows);
}

/** Rows of an import in the order of its source, after the row `after`. */
export async function listImportRows(
  db: Reader,
  {
    importId,
    states,
    after,
    limit,
  }: { importId: string; states?: readonly ImportRowState[] | undefined; after: number; limit: number },
): Promise<ImportRowRow[]> {
  let query = db.selectFrom("import_rows").selectAll().where("import", "=", importId).where("n", ">", after);
  if (states) query = query.where("state", "in", states);
  return await query.orderBy("n").limit(limit).execute();
}

export async function settleImportRow(
  unit: Unit,
  { importId, n, state, reason }: { importId: string; n: number; state: "undone" | "left"; reason: Reason | null },
): Promise<void> {
  await unit.db
    .updateTable("import_rows")
    .set({ state, reason_code: reason?.code ?? null, reason: reason?.message ?? null })
    .where("import", "=", importId)
    .where("n", "=", n)
    .execute();
}

export interface Reason {
  readonly code: ImportReasonCode;
  readonly message: string;
}

/** Items of these to which another import's rows refer: it brought them too. */
export async function itemsOfOtherImports(
  db: Reader,
  { importId, items }: { importId: string; items: readonly string[] },
): Promise<Set<string>> {
  if (items.length === 0) return new Set();
  const rows = await db
    .selectFrom("import_rows")
    .select("item")
    .where("item", "in", items)
    .where("import", "<>", importId)
    .where("state", "in", ["made", "joined"])
    .execute();
  return new Set(rows.flatMap(({ item }) => item ?? []));
}

/** Those of these items that an import has brought or added to. */
export async function itemsOfImport(
  db: Reader,
  { importId, items }: { importId: string; items: readonly string[] },
): Promise<Set<string>> {
  if (items.length === 0) return new Set();
  const rows = await db
    .selectFrom("import_rows")
    .select("item")
    .where("item", "in", items)
    .where("import", "=", importId)
    .execute();
  return new Set(rows.flatMap(({ item }) => item ?? []));
}

/** Rows of an import that can be taken back, the last ones of its source first. */
export async function lastImportRows(
  db: Reader,
  { importId, limit }: { importId: string; limit: number },
): Promise<ImportRowRow[]> {
  return await db
    .selectFrom("import_rows")
    .selectAll()
    .where("import", "=", importId)
    .where("state", "in", ["made", "joined", "kept"])
    .orderBy("n", "desc")
    .limit(limit)
    .execute();
}

/** Walls that an import put up and that stay: the rows of their folders say so. */
export async function leaveWallRows(
  unit: Unit,
  { importId, walls, reason }: { importId: string; walls: readonly string[]; reason: Reason },
): Promise<void> {
  if (walls.length === 0) return;
  await unit.db
    .updateTable("import_rows")
    .set({ state: "left", reason_code: reason.code, reason: reason.message })
    .where("import", "=", importId)
    .where("kind", "=", "wall")
    .where("state", "=", "undone")
    .where(
      "made",
      "in",
      walls.map((wall) => JSON.stringify({ wall })),
    )
    .execute();
}
