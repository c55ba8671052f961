import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { ownOf, updateItem } from "../store/items.ts";
import { placesOfItems, returnPlace } from "../store/places.ts";
import { refreshItem } from "../store/refresh-item.ts";
import { unindexItem } from "../store/search-index.ts";
import { beforeOf, findShare, lockShare, type StoodBefore, updateShare } from "../store/shares.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow, PlaceRow, ShareRow } from "../store/tables.ts";
import { removePersonTags } from "../store/tags.ts";
import { lockClocks } from "../store/wall-clock.ts";
import { hashOfNote, noteBefore } from "./accepted.ts";
import { changeItem } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";

const UNDO_KEPT_MS = LIMITS.undoMinutes * 60_000;

/**
 * Takes back a share of something that stood already: the item goes where it was in the order of its walls, or into the
 * trash again, and loses the note and the tags that came along. What anybody changed since then stays, and so do files
 * and whatever work the share began.
 * @throws Problem not-found, item-merged, item-in-trash, nothing-to-undo, already-undone, undo-too-late
 */
export async function undoShare(deps: WallDeps, { id, person }: { id: string; person: string }): Promise<ShareRow> {
  const known = await findShare(deps.store.reader, { id, person });
  if (!known) throw new Problem("not-found", "Processing ID not found");
  const { item } = stoodBefore(known);
  await changeItem(deps, { item, person }, async (unit, row) => {
    const share = await lockShare(unit, id);
    if (!share) throw new Problem("not-found", "Processing ID not found");
    const before = undoable(share, unit.nowMs);
    if (row.deleted_at !== null) throw new Problem("item-in-trash", "Restore the item first.");
    await updateShare(unit, id, { before: JSON.stringify({ ...before, undoneAtMs: unit.nowMs }) });
    await removePersonTags(unit, { item, tags: before.tags });
    const changes = {
      own: withoutNote(row, before),
      edited_version: row.edited_version + 1,
      ...(before.trash ?? {}),
    };
    await updateItem(unit, item, changes);
    const moved = await putBack(unit, { before, sharedAtMs: share.created_at });
    await refreshItem(unit, { ...row, ...changes });
    if (before.trash !== null) await unindexItem(unit, row.seq);
    return { moved };
  });
  deps.channel.publish({ kind: "share", share: id });
  return (await findShare(deps.store.reader, { id, person })) ?? known;
}

function stoodBefore(share: ShareRow): StoodBefore {
  const before = beforeOf(share);
  if (before === null) throw new Problem("nothing-to-undo", "This share did not find anything that stood already.");
  return before;
}

function undoable(share: ShareRow, nowMs: number): StoodBefore {
  const before = stoodBefore(share);
  if (before.undoneAtMs !== undefined) throw new Problem("already-undone", "This share was taken back before.");
  if (nowMs - share.created_at > UNDO_KEPT_MS)
    throw new Problem(
      "undo-too-late",
      `A share can be taken back for ${LIMITS.undoMinutes} minutes. Change the item instead.`,
    );
  return before;
}

/** The note as it was, unless somebody wrote in it since. */
function withoutNote(item: ItemRow, { note }: StoodBefore): string {
  const { note: standing, ...rest } = ownOf(item);
  if (note === null || standing === undefined || hashOfNote(standing) !== note.became) return item.own;
  return JSON.stringify({ ...rest, note: noteBefore(standing, note.stoodCharacters) });
}

/** Each place that is still where the share put it goes back. Takes numbers of the walls' clocks. */
async function putBack(
  unit: Unit,
  { before, sharedAtMs }: { before: StoodBefore; sharedAtMs: number },
): Promise<string[]> {
  const { item, walls, trash } = before;
  const places = (await placesOfItems(unit.db, [item])).get(item) ?? [];
  const standing = places.filter((place) => place.removed_at === null);
  const returns = standing.flatMap((place) => {
    const isUntouched = place.sort_at === sharedAtMs && place.position === null;
    const raised = isUntouched ? walls.find(({ wall }) => wall === place.wall) : undefined;
    if (raised) return [returnOf(unit, place, { was: raised.was, trash })];
    // Whatever wall it was put on since then: a restore brings it back there too.
    const { wall, sort_at: sortAtMs, position } = place;
    return trash === null ? [] : [{ wall, sortAtMs, position, removedAtMs: trash.deleted_at }];
  });
  const leaving = returns.filter(({ removedAtMs }) => removedAtMs !== null);
  // An item stands on at least one wall.
  const isLast = trash === null && leaving.length === standing.length;
  const done = isLast ? returns.filter((each) => !leaving.includes(each)) : returns;
  const moved = done.map(({ wall }) => wall);
  if (moved.length === 0) return [];
  await lockClocks(unit, moved);
  for (const place of done) await returnPlace(unit, { ...place, item });
  return moved;
}

function returnOf(
  unit: Unit,
  { wall, sort_at }: PlaceRow,
  { was, trash }: { was: StoodBefore["walls"][number]["was"]; trash: StoodBefore["trash"] },
) {
  const stood = was !== null && was.removed_at === (trash?.deleted_at ?? null);
  const removedAtMs = stood ? was.removed_at : unit.nowMs;
  return { wall, sortAtMs: was?.sort_at ?? sort_at, position: was?.position ?? null, removedAtMs };
}
