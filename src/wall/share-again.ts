import { findTheLink, wordsBesideLink } from "../core/link-in-text.ts";
import { hasLines } from "../core/merge-own.ts";
import { StaleRead } from "../core/ports/database.ts";
import type { Bell } from "../core/ports/doorbells.ts";
import type { ShareDraft } from "../core/share-draft.ts";
import { identifyUrl } from "../core/url-identity.ts";
import { firstSteps, type PlannedStep } from "../pipeline/plan.ts";
import { startRun } from "../pipeline/start-run.ts";
import { contentOf } from "../store/contents.ts";
import { foundOf, lockItem, ownOf, updateItem } from "../store/items.ts";
import { placesOfItems, raisePlace } from "../store/places.ts";
import { addUse } from "../store/quotas.ts";
import { refreshItem } from "../store/refresh-item.ts";
import { insertShare, type PlaceBefore, type StoodBefore } from "../store/shares.ts";
import { openStepsOfItem } from "../store/steps.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow, PlaceRow, ShareRow } from "../store/tables.ts";
import { addTags } from "../store/tags.ts";
import { placeableWalls } from "../store/wall-access.ts";
import { type AcceptedInUnit, hashOfNote, joinNotes, keepReceivedFiles } from "./accepted.ts";
import type { WallDeps } from "./deps.ts";

/**
 * An address that stands already is shared again: the item comes to the top, out of the trash if it lay there, with the
 * new tags, and with the new note and the words beside the link as lines of its note. Nothing is read again, unless the share brings files or the page
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
  // Not on a wall of somebody else where they may put nothing by now.
  const placeable = await placeableWalls(unit.db, { walls: stood, person: item.owner });
  const standing = stood.filter((wall) => placeable.has(wall));

  const own = ownOf(item);
  const note = joinNotes(own.note, await newWords(unit, item, draft));
  const changed = JSON.stringify({ ...own, ...(note ? { note } : {}) });
  const revived: ItemRow = { ...item, own: changed, deleted_at: null };
  const added = await addTags(unit, { owner: item.owner, item: item.id, names: draft.tags, by: "person" });
  const bytes = await keepReceivedFiles(unit, { draft, owner: item.owner, item: item.id });

  const steps = await stepsFor(unit, item, draft);
  const hasWork = steps.length > 0;
  const whose = { item: item.id, person: item.owner, share: share.id };
  const bells: Bell[] = [];
  const run = hasWork ? await startRun(unit, deps.ranks, { ...whose, cause: "share", steps, priority }, bells) : null;
  // To the top of the wall that was named, or of every wall where it stands; one that stands nowhere goes to the target.
  const walls = new Set(chosenWall === null && standing.length > 0 ? standing : [...standing, share.wall]);
  const raised = chosenWall === null ? [...walls].sort() : [share.wall];
  const back = item.deleted_at === null ? [] : standing.filter((wall) => !raised.includes(wall));
  const touched = [...raised, ...back].sort();
  const before: StoodBefore = {
    item: item.id,
    walls: touched.map((wall) => ({ wall, was: wasAt(places, wall) })),
    note: note && note !== own.note ? { became: hashOfNote(note), stoodCharacters: own.note?.length ?? 0 } : null,
    tags: added,
    trash: item.deleted_at === null ? null : { deleted_at: item.deleted_at, purge_at: item.purge_at },
  };
  const accepted: ShareRow = {
    ...share,
    item: item.id,
    duplicate: 1,
    before: JSON.stringify(before),
    run,
    state: hasWork ? "processing" : "completed",
    ended_at: hasWork ? null : unit.nowMs,
  };
  await insertShare(unit, accepted);
  await updateItem(unit, item.id, {
    own: changed,
    // Somebody may be writing in the note just now: they are to hear that it says more.
    ...(before.note === null ? {} : { edited_version: item.edited_version + 1 }),
    deleted_at: null,
    purge_at: null,
    ...(hasWork ? { state: "working", share: share.id } : {}),
  });

  await addUse(unit, item.owner, { items: 0, bytes });
  for (const wall of touched)
    await raisePlace(unit, { wall, item: item.id, sortAtMs: unit.nowMs, addedBy: share.person });
  // The walls are words of the index, so it comes after them.
  await refreshItem(unit, revived);
  return { share: accepted, replayed: false, bells, walls: touched };
}

/**
 * What a person wrote with the share that the item does not say yet (docs/decisions/0023-words-beside-a-known-link.md).
 * A title is no such thing: phones and browsers send the page's own along.
 */
async function newWords(unit: Unit, item: ItemRow, draft: ShareDraft): Promise<string[]> {
  const words = draft.text === null ? null : wordsBeside(draft.text, draft.url?.identity);
  const added = draft.note === null ? [] : [draft.note];
  if (words === null || hasLines(draft.note, words)) return added;
  const own = ownOf(item);
  const text = own.textIsLong ? (await contentOf(unit.db, item.id))?.shared_text : own.text;
  const said = [own.note, text, text && wordsBeside(text, draft.url?.identity), own.title, foundOf(item).title];
  return said.some((each) => hasLines(each ?? null, words)) ? added : [words, ...added];
}

/** The words of a text beside the link that the share is for, however that is written there. */
function wordsBeside(text: string, identity: string | undefined): string | null {
  const link = findTheLink(text)?.url ?? null;
  const identified = link === null ? null : identifyUrl(link);
  const isTheLink = identified !== null && !("problem" in identified) && identified.identity === identity;
  return wordsBesideLink(text, isTheLink ? link : null);
}

function wasAt(places: readonly PlaceRow[], wall: string): PlaceBefore | null {
  const place = places.find((each) => each.wall === wall);
  return place ? { sort_at: place.sort_at, removed_at: place.removed_at, position: place.position } : null;
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
