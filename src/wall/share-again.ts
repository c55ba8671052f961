import { StaleRead } from "../core/ports/database.ts";
import type { Bell } from "../core/ports/doorbells.ts";
import type { ShareDraft } from "../core/share-draft.ts";
import { firstSteps, type PlannedStep } from "../pipeline/plan.ts";
import { startRun } from "../pipeline/start-run.ts";
import { foundOf, lockItem, ownOf, updateItem } from "../store/items.ts";
import { placesOfItems, raisePlace } from "../store/places.ts";
import { refreshItem } from "../store/refresh-item.ts";
import { insertShare } from "../store/shares.ts";
import { openStepsOfItem } from "../store/steps.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow, ShareRow } from "../store/tables.ts";
import { addTags } from "../store/tags.ts";
import { livingWalls } from "../store/walls.ts";
import { type AcceptedInUnit, joinNotes, keepReceivedFiles } from "./accepted.ts";
import type { WallDeps } from "./deps.ts";

/**
 * An address that stands already is shared again: the item comes to the top, out of the trash if it lay there, with the
 * new tags and the new note on a line of its own. Nothing is read again, unless the share brings files or the page
 * itself, or the item was never read.
 */
export async function shareAgain(
  deps: WallDeps,
  unit: Unit,
  {
    share,
    draft,
    item: id,
    chosenWall,
    priority,
  }: { share: ShareRow; draft: ShareDraft; item: string; chosenWall: string | null; priority: number },
): Promise<AcceptedInUnit> {
  const item = await lockStanding(unit, id);
  const places = (await placesOfItems(unit.db, [item.id])).get(item.id) ?? [];
  const stood = places.filter((place) => place.removed_at === item.deleted_at).map((place) => place.wall);
  const living = await livingWalls(unit.db, stood);
  const standing = stood.filter((wall) => living.has(wall));

  const own = ownOf(item);
  const note = draft.note ? joinNotes(own.note, draft.note) : own.note;
  const changed = JSON.stringify({ ...own, ...(note ? { note } : {}) });
  const revived: ItemRow = { ...item, own: changed, deleted_at: null };
  await addTags(unit, { owner: item.owner, item: item.id, names: draft.tags, by: "person" });
  await keepReceivedFiles(unit, { draft, owner: item.owner, item: item.id });

  const steps = await stepsFor(unit, item, draft);
  const hasWork = steps.length > 0;
  const whose = { item: item.id, person: item.owner, share: share.id };
  const bells: Bell[] = [];
  const run = hasWork ? await startRun(unit, deps.ranks, { ...whose, cause: "share", steps, priority }, bells) : null;
  const accepted: ShareRow = {
    ...share,
    item: item.id,
    duplicate: 1,
    run,
    state: hasWork ? "processing" : "completed",
    ended_at: hasWork ? null : unit.nowMs,
  };
  await insertShare(unit, accepted);
  await updateItem(unit, item.id, {
    own: changed,
    deleted_at: null,
    purge_at: null,
    ...(hasWork ? { state: "working", share: share.id } : {}),
  });

  // To the top of the wall that was named, or of every wall where it stands; one that stands nowhere goes to the target.
  const walls = new Set(chosenWall === null && standing.length > 0 ? standing : [...standing, share.wall]);
  const raised = chosenWall === null ? [...walls].sort() : [share.wall];
  const back = item.deleted_at === null ? [] : standing.filter((wall) => !raised.includes(wall));
  for (const wall of [...raised, ...back].sort())
    await raisePlace(unit, { wall, item: item.id, sortAtMs: unit.nowMs, addedBy: share.person });
  // The walls are words of the index, so it comes after them.
  await refreshItem(unit, revived);
  return { share: accepted, replayed: false, bells, walls: [...raised, ...back] };
}

/** Addresses go over when an item is merged: one that was merged while its lock was waited for is looked up anew. */
async function lockStanding(unit: Unit, id: string): Promise<ItemRow> {
  const item = await lockItem(unit, id);
  if (!item || item.merged_into !== null) throw new StaleRead("what stands for an address");
  return item;
}

async function stepsFor(unit: Unit, item: ItemRow, draft: ShareDraft): Promise<PlannedStep[]> {
  const open = await openStepsOfItem(unit.db, item.id);
  const neverRead = foundOf(item).readAtMs === undefined && !open.some((step) => step.name === "read");
  const page = draft.page !== null || neverRead;
  if (!page && draft.files.length === 0) return [];
  return firstSteps({ page, files: draft.files.length > 0 });
}
