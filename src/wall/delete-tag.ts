import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import type { DeletedTag, Tag } from "../contract/tags.ts";
import { StaleRead } from "../core/ports/database.ts";
import {
  countTakenOff,
  endDeletion,
  endTag,
  findDeletedTag,
  putTagBack,
  takenOff,
  takeTagOff,
} from "../store/deleted-tags.ts";
import { lockItems } from "../store/items.ts";
import type { Reader, Unit } from "../store/store.ts";
import { listedTag } from "../store/tag-counts.ts";
import { ensureTag, findTag, findTagNamed, lockTag } from "../store/tag-rows.ts";
import type { DeletedTagRow } from "../store/tag-tables.ts";
import { itemsOfTag } from "../store/tags.ts";
import type { WallDeps } from "./deps.ts";
import { ITEMS_RETAGGED_A_UNIT, inUnits, type Retagged, showRetagged } from "./retagged.ts";

interface TagOfPerson {
  readonly person: string;
  readonly name: string;
}

/**
 * Takes a tag off everything, whoever put it there, and forgets it with its synonyms; no analysis uses these words until
 * the person does. Goes on in units of ITEMS_RETAGGED_A_UNIT; what a crash leaves half done, the same request completes.
 * What had it is kept for LIMITS.tagUndoHours (docs/decisions/0045-deleted-tags.md).
 * @throws Problem not-found
 */
export async function deleteTag(deps: WallDeps, tag: TagOfPerson): Promise<DeletedTag> {
  await inUnits(deps, (unit) => deleteSome(unit, tag));
  const { reader } = deps.store;
  const deleted = await lastDeletion(reader, { ...tag, nowMs: await deps.store.nowMs() });
  if (!deleted) throw new Problem("not-found", "The tag was brought back meanwhile.");
  return {
    name: deleted.name,
    items: await countTakenOff(reader, deleted.id),
    restorable_until: new Date(deleted.deleted_at + UNDO_MS).toISOString(),
  };
}

/** Brings back a tag that was deleted, on what had it, with its synonyms. Goes on like `deleteTag`. @throws Problem not-found */
export async function restoreTag(deps: WallDeps, { person, name }: TagOfPerson): Promise<Tag> {
  await inUnits(deps, (unit) => restoreSome(unit, { person, name }));
  const tag = await findTag(deps.store.reader, { owner: person, name });
  if (!tag) throw new Problem("not-found", "The tag was deleted again meanwhile.");
  return await listedTag(deps.store.reader, tag);
}

const UNDO_MS = LIMITS.tagUndoHours * 3_600_000;

const lastDeletion = (db: Reader, { person, name, nowMs }: TagOfPerson & { nowMs: number }) =>
  findDeletedTag(db, { owner: person, name, sinceMs: nowMs - UNDO_MS });

async function deleteSome(unit: Unit, { person, name }: TagOfPerson): Promise<Retagged> {
  const tag = await findTagNamed(unit.db, { owner: person, name });
  if (!tag) throw await noSuchTag(unit, { person, name });
  const items = await itemsOfTag(unit.db, { tag: tag.id, limit: ITEMS_RETAGGED_A_UNIT });
  if (items.length > 0) {
    const locked = await lockItems(unit, items);
    await lockTag(unit, tag.id);
    const changed = await takeTagOff(unit, { tag, items });
    return { isDone: false, walls: await showRetagged(unit, { locked, changed }) };
  }
  await lockTag(unit, tag.id);
  // With the tag's row locked nobody can put it anywhere; somebody may have before.
  const [left] = await itemsOfTag(unit.db, { tag: tag.id, limit: 1 });
  if (left === undefined) await endTag(unit, tag);
  return { isDone: left === undefined, walls: [] };
}

async function noSuchTag(unit: Unit, { person, name }: TagOfPerson): Promise<Problem> {
  const meant = await findTag(unit.db, { owner: person, name });
  if (!meant) return new Problem("not-found", "You have no such tag.");
  return new Problem("not-found", `You have no such tag: the word is a synonym of ${meant.name}. Delete that one.`);
}

async function restoreSome(unit: Unit, { person, name }: TagOfPerson): Promise<Retagged> {
  const deleted = await lastDeletion(unit.db, { person, name, nowMs: unit.nowMs });
  if (!deleted) throw new Problem("not-found", "No tag of this name was deleted lately.");
  const rows = await takenOff(unit.db, { tag: deleted.id, limit: ITEMS_RETAGGED_A_UNIT });
  return rows.length > 0 ? await putSomeBack(unit, deleted, rows) : await finishRestore(unit, deleted);
}

async function putSomeBack(
  unit: Unit,
  { owner, name }: DeletedTagRow,
  rows: Awaited<ReturnType<typeof takenOff>>,
): Promise<Retagged> {
  const locked = await lockItems(unit, [...new Set(rows.map((row) => row.now))]);
  for (const { now } of rows)
    if (locked.get(now)?.merged_into !== null) throw new StaleRead("an item that a tag comes back to");
  const changed = await putTagBack(unit, { to: await ensureTag(unit, { owner, name }), rows });
  return { isDone: false, walls: await showRetagged(unit, { locked, changed }) };
}

async function finishRestore(unit: Unit, deleted: DeletedTagRow): Promise<Retagged> {
  const { owner, name } = deleted;
  await endDeletion(unit, { deleted, to: await ensureTag(unit, { owner, name }) });
  return { isDone: true, walls: [] };
}
