import type { FoldersBecome, ImportRowState, ImportState, PulledServiceName } from "../contract/import-names.ts";
import type { ImportCheck } from "../contract/imports.ts";
import type { ImportMapping } from "../core/imported.ts";
import type { ImportsRow } from "./import-tables.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";

/** Where the things of an import come from. `bytes` of a pull are what was answered until now. */
export type SourceOfImport =
  | { readonly kind: "file"; readonly name: string | null; readonly bytes: number }
  | {
      readonly kind: "pull";
      readonly name: string;
      readonly bytes: number;
      readonly service: PulledServiceName;
      readonly address: string;
    };

/** What a person asks of an import. */
export interface ImportWanted {
  readonly format: string | null;
  readonly mapping: ImportMapping | null;
  readonly wall: string | null;
  readonly folders: FoldersBecome;
  readonly tags: readonly string[];
}

export type ImportCounts = Readonly<Record<ImportRowState, number>>;
export const NO_COUNTS: ImportCounts = { made: 0, joined: 0, broken: 0, kept: 0, undone: 0, left: 0 };

export const sourceOf = (row: Pick<ImportsRow, "source">) => JSON.parse(row.source) as SourceOfImport;
export const wantedOf = (row: Pick<ImportsRow, "wanted">) => JSON.parse(row.wanted) as ImportWanted;
export const countsOf = (row: Pick<ImportsRow, "counts">) => JSON.parse(row.counts) as ImportCounts;
export const madeWallsOf = (row: Pick<ImportsRow, "made_walls">) => JSON.parse(row.made_walls) as string[];
export const checkedOf = (row: Pick<ImportsRow, "checked">) =>
  row.checked === null ? null : (JSON.parse(row.checked) as ImportCheck);

/** States in which an import is to be worked on. */
export const DUE_STATES = ["checking", "importing", "undoing"] as const satisfies readonly ImportState[];
export const DUE_IMPORTS = { table: "imports", states: DUE_STATES } as const;

export async function insertImport(unit: Unit, row: ImportsRow): Promise<void> {
  await insertRow(unit, "imports", row);
}

export async function findImport(
  db: Reader,
  { id, person }: { id: string; person: string },
): Promise<ImportsRow | undefined> {
  return await db
    .selectFrom("imports")
    .selectAll()
    .where("id", "=", id)
    .where("person", "=", person)
    .executeTakeFirst();
}

/** For those that were let in before: streams and workers. */
export async function readImport(db: Reader, id: string): Promise<ImportsRow | undefined> {
  return await db.selectFrom("imports").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Locks an import's row until the unit ends. It comes before the locks of items. */
export async function lockImport(
  unit: Unit,
  { id, person }: { id: string; person: string },
): Promise<ImportsRow | undefined> {
  const query = unit.db.selectFrom("imports").selectAll().where("id", "=", id).where("person", "=", person);
  return await (unit.dialect === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

export async function findImportByIdempotencyKey(
  db: Reader,
  { person, idempotencyKey }: { person: string; idempotencyKey: string },
): Promise<ImportsRow | undefined> {
  return await db
    .selectFrom("imports")
    .selectAll()
    .where("person", "=", person)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
}

/** A person's imports, the newest first. */
export async function listImports(
  db: Reader,
  { person, after, limit }: { person: string; after: string | null; limit: number },
): Promise<ImportsRow[]> {
  let query = db.selectFrom("imports").selectAll().where("person", "=", person);
  if (after !== null) query = query.where("id", "<", after);
  return await query.orderBy("id", "desc").limit(limit).execute();
}

/** How many of a person's imports are to be worked on. */
export async function countDueImports(db: Reader, person: string): Promise<number> {
  const { count } = await db
    .selectFrom("imports")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("person", "=", person)
    .where("state", "in", DUE_STATES)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Which of these imports there are, and the version of each: it rises with every change that a reader may see. */
export async function importVersions(db: Reader, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("imports").select(["id", "version"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row.version]));
}

export type ImportChanges = Partial<Omit<ImportsRow, "id" | "person" | "attempt" | "version" | "updated_at">>;

/** What a person decides about an import, whose row is locked: whoever works on it finds that it is not theirs any more. */
export async function decideImport(unit: Unit, id: string, changes: ImportChanges): Promise<void> {
  await unit.db
    .updateTable("imports")
    .set((eb) => ({
      ...changes,
      attempt: eb("attempt", "+", 1),
      tries: 0,
      leased_by: null,
      leased_until: null,
      updated_at: unit.nowMs,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
}

/** Who works on an import, as which attempt, in which of its states. */
export interface HeldImport {
  readonly id: string;
  readonly attempt: number;
  readonly state: ImportState;
}

/**
 * Makes sure that an import is still held, and that nobody decides about it until the unit ends. It comes before the
 * locks of items.
 */
export async function holdImport(unit: Unit, held: HeldImport): Promise<boolean> {
  const query = unit.db
    .selectFrom("imports")
    .select("id")
    .where("id", "=", held.id)
    .where("attempt", "=", held.attempt)
    .where("state", "=", held.state);
  return (await (unit.dialect === "postgres" ? query.forUpdate() : query).executeTakeFirst()) !== undefined;
}

/**
 * What the worker on an import writes about it, where the attempt is still its own.
 * @returns false when the attempt was lost: nothing of the unit may be kept
 */
export async function noteImport(unit: Unit, held: HeldImport, changes: ImportChanges): Promise<boolean> {
  const result = await unit.db
    .updateTable("imports")
    .set((eb) => ({ ...changes, tries: 0, updated_at: unit.nowMs, version: eb("version", "+", 1) }))
    .where("id", "=", held.id)
    .where("imports.attempt", "=", held.attempt)
    .where("state", "=", held.state)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** What was checked is imported from its first row on; where `asked` only if its person said so before. */
export async function startChecked(unit: Unit, id: string, { asked = true } = {}): Promise<void> {
  let query = unit.db
    .updateTable("imports")
    .set((eb) => ({
      state: "importing",
      starts: 1,
      position: 0,
      started_at: unit.nowMs,
      updated_at: unit.nowMs,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .where("state", "=", "ready");
  if (asked) query = query.where("starts", "=", 1);
  await query.execute();
}

/** Says that the work goes on. False when the attempt was lost. */
export async function beatImport(unit: Unit, held: HeldImport, leaseMs: number): Promise<boolean> {
  const result = await unit.db
    .updateTable("imports")
    .set({ leased_until: unit.nowMs + leaseMs })
    .where("id", "=", held.id)
    .where("attempt", "=", held.attempt)
    .where("state", "=", held.state)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Imports that ended before then and still have the file that was brought. */
export async function importsWithOldFiles(
  db: Reader,
  { endedBeforeMs, limit }: { endedBeforeMs: number; limit: number },
): Promise<{ id: string; file: string | null }[]> {
  return await db
    .selectFrom("imports")
    .select(["id", "file"])
    .where("file", "is not", null)
    .where("updated_at", "<", endedBeforeMs)
    .where("state", "in", ["done", "undone", "failed", "cancelled"])
    .limit(limit)
    .execute();
}

export async function forgetImportFile(unit: Unit, id: string): Promise<void> {
  await unit.db.updateTable("imports").set({ file: null }).where("id", "=", id).execute();
}
