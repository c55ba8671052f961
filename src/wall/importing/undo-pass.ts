import type { ImportReasonCode } from "../../contract/import-names.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import { releaseFiles } from "../../store/files.ts";
import { endWorkOf } from "../../store/hand-over.ts";
import { removeHighlights } from "../../store/highlights.ts";
import {
  addedOf,
  itemsOfOtherImports,
  lastImportRows,
  leaveWallRows,
  madeOf,
  type Reason,
  type RowAdded,
  settleImportRow,
} from "../../store/import-rows.ts";
import type { ImportRowRow, ImportsRow } from "../../store/import-tables.ts";
import {
  countsOf,
  type HeldImport,
  holdImport,
  type ImportCounts,
  madeWallsOf,
  noteImport,
} from "../../store/imports.ts";
import { lockItems, ownOf, updateItem } from "../../store/items.ts";
import { placesOfItems, removePlace, returnPlace } from "../../store/places.ts";
import { lockUse } from "../../store/quotas.ts";
import { refreshItem } from "../../store/refresh-item.ts";
import { unindexItem } from "../../store/search-index.ts";
import { itemsShared } from "../../store/shares.ts";
import type { Unit } from "../../store/store.ts";
import type { ItemRow, PlaceRow } from "../../store/tables.ts";
import { removePersonTags } from "../../store/tags.ts";
import { lockClocks, stampPlaces } from "../../store/wall-clock.ts";
import { countStanding, findWall } from "../../store/walls.ts";
import { hashOfNote, noteBefore } from "../accepted.ts";
import { deleteWall } from "../delete-wall.ts";
import { TRASH_KEPT_MS } from "../trash-item.ts";
import { type ImportDeps, ImportLost } from "./import-pass.ts";
import { isCounted } from "./report-rows.ts";

const ROWS_A_UNIT = 50;

/** Where an item stands now, and where it will be taken off. */
interface Undone {
  readonly state: "undone" | "left";
  readonly reason: Reason | null;
}

/**
 * Takes an import back, the last row first: what a row added to standing items goes before what made them. What nobody has
 * touched since goes to the trash; what was left alone says why. Walls that it put up and that are empty now go too.
 * @throws ImportLost; whatever the database throws
 */
export async function takeBack(
  deps: ImportDeps,
  { row, held, signal }: { row: ImportsRow; held: HeldImport; signal: AbortSignal },
  told: () => void,
): Promise<void> {
  let counts = countsOf(row);
  let position = row.position;
  for (;;) {
    signal.throwIfAborted();
    const done = await deps.store.write((unit) => takeBackSome(unit, { row, held, counts, position }));
    if (done === null) throw new ImportLost();
    visitFailpoint("import-rows-undone");
    if (done.rows === 0) break;
    ({ counts, position } = done);
    if (done.steps.length > 0) deps.channel.publish({ kind: "stop-steps", steps: done.steps });
    if (done.walls.length > 0) deps.channel.publish({ kind: "walls", walls: done.walls });
    told();
  }
  const inUse = await takeDownWalls(deps, row);
  const isOurs = await deps.store.write(async (unit) => {
    const reason = {
      code: "wall-in-use" as const,
      message: "Something stands on this wall, or you gave it another name.",
    };
    if (!(await holdImport(unit, held))) return false;
    await leaveWallRows(unit, { importId: row.id, walls: inUse, reason });
    return await noteImport(unit, held, { state: "undone", ended_at: unit.nowMs });
  });
  if (!isOurs) throw new ImportLost();
}

async function takeBackSome(
  unit: Unit,
  { row, held, counts, position }: { row: ImportsRow; held: HeldImport; counts: ImportCounts; position: number },
): Promise<{ rows: number; counts: ImportCounts; position: number; walls: string[]; steps: string[] } | null> {
  if (!(await holdImport(unit, held))) return null;
  const rows = await lastImportRows(unit.db, { importId: row.id, limit: ROWS_A_UNIT });
  const ids = [...new Set(rows.flatMap(({ item }) => item ?? []))];
  const items = ids.length === 0 ? new Map<string, ItemRow>() : await lockItems(unit, ids);
  const known: Known = {
    items,
    places: await placesOfItems(unit.db, ids),
    shared: await itemsShared(unit.db, ids),
    others: await itemsOfOtherImports(unit.db, { importId: row.id, items: ids }),
  };
  const walls = standingWalls(known);
  await lockUse(unit, row.person);
  if (walls.length > 0) await lockClocks(unit, walls);
  const trashed: string[] = [];
  const next: Record<keyof ImportCounts, number> = { ...counts };
  for (const one of rows) {
    const { state, reason } = await takeBackRow(unit, one, { known, trashed });
    await settleImportRow(unit, { importId: row.id, n: one.n, state, reason });
    if (!isCounted(one)) continue;
    next[one.state] -= 1;
    next[state] += 1;
  }
  const steps = await endWorkOf(unit, trashed);
  const moved = position + rows.length;
  const changes = { counts: JSON.stringify(next), position: moved };
  if (rows.length > 0 && !(await noteImport(unit, held, changes))) return null;
  return { rows: rows.length, counts: next, position: moved, walls, steps };
}

interface Known {
  readonly items: Map<string, ItemRow>;
  readonly places: Map<string, PlaceRow[]>;
  readonly shared: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
}

const standingWalls = ({ places }: Known): string[] =>
  [...new Set([...places.values()].flat().map(({ wall }) => wall))].sort();

async function takeBackRow(
  unit: Unit,
  row: ImportRowRow,
  { known, trashed }: { known: Known; trashed: string[] },
): Promise<Undone> {
  // Walls follow when nothing lies on them any more; what smart lists became among them.
  if (row.kind !== "thing") return { state: "undone", reason: null };
  const item = row.item === null ? undefined : known.items.get(row.item);
  if (!item) return undone("gone", "It was removed for good before.");
  if (row.state === "joined") return await withdraw(unit, row, { item, known });
  const why = touchedBy(row, item, known);
  if (why !== null) return why;
  await trash(unit, item, known);
  trashed.push(item.id);
  return { state: "undone", reason: null };
}

const undone = (code: ImportReasonCode, message: string): Undone => ({ state: "undone", reason: { code, message } });
const left = (code: ImportReasonCode, message: string): Undone => ({ state: "left", reason: { code, message } });

/** Why an item that a row made is left alone; null when nobody has touched it. */
function touchedBy(row: ImportRowRow, item: ItemRow, { places, shared, others }: Known): Undone | null {
  if (item.merged_into !== null) return left("merged", "You made it one with another item.");
  if (item.deleted_at !== null) return undone("in-trash", "It lies in the trash already.");
  // Before what was edited: sharing it again may have written in its note.
  if (shared.has(item.id)) return left("shared-again", "You shared it again since.");
  if (others.has(item.id)) return left("another-import", "Another import brought it too.");
  if (item.edited_version !== 1) return left("edited", "You changed it since.");
  const standing = standingOf(places.get(item.id)).map(({ wall }) => wall);
  const same =
    standing.length === madeOf(row).walls.length && madeOf(row).walls.every((wall) => standing.includes(wall));
  return same ? null : left("moved", "You put it elsewhere since.");
}

const standingOf = (places: readonly PlaceRow[] = []): PlaceRow[] =>
  places.filter(({ removed_at }) => removed_at === null);

/** As `trashItem` does it, with the clocks locked. */
async function trash(unit: Unit, item: ItemRow, known: Known): Promise<void> {
  const changes = { deleted_at: unit.nowMs, purge_at: unit.nowMs + TRASH_KEPT_MS };
  await updateItem(unit, item.id, changes);
  await unindexItem(unit, item.seq);
  for (const { wall } of standingOf(known.places.get(item.id))) await removePlace(unit, { wall, item: item.id });
}

/** Takes back what a row added to an item that stood, as far as it is still as the row left it. */
async function withdraw(
  unit: Unit,
  row: ImportRowRow,
  { item, known }: { item: ItemRow; known: Known },
): Promise<Undone> {
  if (row.made === null) return { state: "undone", reason: null };
  if (item.merged_into !== null) return left("merged", "You made it one with another item.");
  const added = addedOf(row);
  await removePersonTags(unit, { item: item.id, tags: added.tags });
  if (added.highlights) await removeHighlights(unit, { item: item.id, importId: row.import });
  await releaseFiles(unit, added.files);
  const isTrashed = item.deleted_at !== null;
  const returns = !isTrashed && added.trash?.edited_version === item.edited_version;
  const changes = {
    own: withoutNote(item, added),
    ...(added.pinned ? { pinned_at: null } : {}),
    ...(returns ? { deleted_at: added.trash?.deleted_at ?? null, purge_at: unit.nowMs + TRASH_KEPT_MS } : {}),
  };
  await updateItem(unit, item.id, changes);
  const changed = { ...item, ...changes };
  known.items.set(item.id, changed);
  if (!isTrashed) await putBack(unit, changed, { added, known });
  await refreshItem(unit, changed);
  if (changed.deleted_at !== null) await unindexItem(unit, item.seq);
  return { state: "undone", reason: null };
}

/** The note as it was, unless somebody wrote in it since. */
function withoutNote(item: ItemRow, { note }: RowAdded): string {
  const { note: standing, ...rest } = ownOf(item);
  if (note === null || standing === undefined || hashOfNote(standing) !== note.became) return item.own;
  return JSON.stringify({ ...rest, note: noteBefore(standing, note.stoodCharacters) });
}

/** Off the walls on which the row put it; an item stands on one at least. Takes numbers of clocks. */
async function putBack(unit: Unit, item: ItemRow, { added, known }: { added: RowAdded; known: Known }): Promise<void> {
  const standing = standingOf(known.places.get(item.id));
  const isBack = item.deleted_at !== null;
  const leaving = standing.filter(({ wall }) => isBack || added.walls.some((place) => place.wall === wall));
  const kept = standing.filter((place) => !leaving.includes(place));
  const gone = isBack || kept.length > 0 ? leaving : [];
  for (const { wall } of gone) {
    const was = added.walls.find((place) => place.wall === wall)?.was ?? null;
    if (isBack)
      await returnPlace(unit, {
        wall,
        item: item.id,
        sortAtMs: was?.sort_at ?? item.created_at,
        position: was?.position ?? null,
        removedAtMs: item.deleted_at,
      });
    else await removePlace(unit, { wall, item: item.id });
  }
  const goneWalls = gone.map(({ wall }) => wall);
  known.places.set(
    item.id,
    standing.filter(({ wall }) => !goneWalls.includes(wall)),
  );
  await stampPlaces(
    unit,
    (gone.length === 0 ? standing : kept).map(({ wall }) => ({ wall, item: item.id })),
  );
}

/** Walls that the import put up and on which nothing stands. One that somebody uses or has named anew stays; tells which. */
async function takeDownWalls(deps: ImportDeps, row: ImportsRow): Promise<string[]> {
  const { store } = deps;
  const ids = madeWallsOf(row);
  const standing = await countStanding(store.reader, ids);
  const inUse: string[] = [];
  for (const id of ids) {
    const wall = await findWall(store.reader, { id, owner: row.person });
    if (!wall) continue;
    if ((standing.get(id) ?? 0) > 0 || wall.name !== wall.made_as) inUse.push(id);
    else await deleteWall(deps, { id, person: row.person });
  }
  return inUse;
}
