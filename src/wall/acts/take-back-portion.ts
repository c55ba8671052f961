import type { ActLeft } from "../../contract/act-names.ts";
import { LIMITS } from "../../contract/limits.ts";
import { lockItems, updateItem } from "../../store/items.ts";
import { raisePlace, returnPlace } from "../../store/places.ts";
import { refreshItem } from "../../store/refresh-item.ts";
import { unindexItem } from "../../store/search-index.ts";
import type { Unit } from "../../store/store.ts";
import type { ItemRow } from "../../store/tables.ts";
import { putTags, standingTags, takeTags } from "../../store/tags.ts";
import { placeableWalls } from "../../store/wall-access.ts";
import { lockClocks, stampPlaces } from "../../store/wall-clock.ts";
import { inboxOf } from "../../store/walls.ts";
import { restoring, TRASH_KEPT_MS } from "../trash-item.ts";
import { type Changed, hasTag, isSameSpot, type Spot, type Standing, standingsOf, standsOn } from "./standing.ts";

/** An item that an act changed. */
export interface ToTakeBack {
  readonly item: string;
  readonly before: Changed;
}

/** Why it, or something of it, is not as it was; null when all of it is. */
export interface TakenBack {
  readonly item: string;
  readonly left: ActLeft | null;
}

/**
 * Makes items as they were before an act, as far as they still are as the act left them: what somebody changed since stays.
 * Whoever did it takes it back where they may still do so. Takes numbers of clocks.
 * @throws WallGone
 */
export async function takeBackPortion(
  unit: Unit,
  { some, person }: { some: readonly ToTakeBack[]; person: string },
): Promise<{ outcomes: TakenBack[]; walls: readonly string[] }> {
  const items = await lockItems(
    unit,
    some.map(({ item }) => item),
  );
  const standings = await standingsOf(unit.db, items.values());
  const left = new Map<string, ActLeft>();
  const rows = new Map<string, ItemRow>();
  for (const { item, before } of some) {
    const standing = standings.get(item);
    if (!standing || standing.row.merged_into !== null) left.set(item, standing ? "merged" : "gone");
    else rows.set(item, await takeBackWords(unit, { standing, before }, (why) => left.set(item, why)));
  }
  // Tags come before the clocks: whoever ends one holds it while taking numbers.
  const home = (await inboxOf(unit.db, person)).id;
  const concerned = [...standings.values()].flatMap(({ places }) => [...places.keys()]);
  await lockClocks(unit, [...new Set([...concerned, home])].sort());
  const moved = new Map<string, readonly string[]>();
  for (const { item, before } of some) {
    const row = rows.get(item);
    const standing = standings.get(item);
    if (!row || !standing) continue;
    const asked = { standing: { ...standing, row }, before, person };
    moved.set(item, await takeBackPlaces(unit, asked, (why) => left.set(item, why)));
  }
  const after = await standingsOf(unit.db, rows.values());
  const stamped = [...after].flatMap(([item, standing]) =>
    standsOn(standing)
      .filter((wall) => !moved.get(item)?.includes(wall))
      .map((wall) => ({ wall, item })),
  );
  return {
    outcomes: some.map(({ item }) => ({ item, left: left.get(item) ?? null })),
    walls: [...new Set([...(await stampPlaces(unit, stamped)), ...[...moved.values()].flat()])],
  };
}

type Leave = (why: ActLeft) => void;

/** Pins, the archive and tags. Tells the row as it is then. */
async function takeBackWords(
  unit: Unit,
  { standing, before }: { standing: Standing; before: Changed },
  leave: Leave,
): Promise<ItemRow> {
  const { row } = standing;
  const changes: Partial<Pick<ItemRow, "pinned_at" | "archived_at">> = {};
  for (const name of ["pinned_at", "archived_at"] as const) {
    const turned = before[name];
    if (turned === undefined || row[name] === turned.was) continue;
    if (row[name] === turned.is) changes[name] = turned.was;
    else leave("changed-since");
  }
  const going = (before.tagged ?? []).filter((tag) => hasTag(standing.tags, tag));
  await takeTags(unit, { item: row.id, tags: going });
  const lacking = (before.untagged ?? []).filter((tag) => !hasTag(standing.tags, tag));
  const known = await standingTags(
    unit,
    lacking.map(({ tag }) => tag),
  );
  const coming = lacking.filter(({ tag }) => known.has(tag));
  if (coming.length < lacking.length) leave("tag-gone");
  const has = new Set(standing.tags.map(({ tag }) => tag)).size;
  const fits = has + new Set(coming.map(({ tag }) => tag)).size <= LIMITS.tagsPerItem;
  if (fits) await putTags(unit, { item: row.id, tags: coming });
  else leave("too-many-tags");
  if (Object.keys(changes).length + going.length + coming.length === 0) return row;
  const written = { ...changes, edited_version: row.edited_version + 1 };
  await updateItem(unit, row.id, written);
  return { ...row, ...written };
}

interface Asked {
  readonly standing: Standing;
  readonly before: Changed;
  readonly person: string;
}

/** The trash and where it stands. Tells the walls whose clocks it moved, which are locked. */
async function takeBackPlaces(unit: Unit, asked: Asked, leave: Leave): Promise<readonly string[]> {
  const { standing, before } = asked;
  const { row } = standing;
  if (before.deleted_at !== undefined) return await takeBackTrash(unit, asked, leave);
  const moved = before.places === undefined ? [] : await putBack(unit, asked, leave);
  await refreshItem(unit, row);
  return moved;
}

async function takeBackTrash(unit: Unit, { standing, before }: Asked, leave: Leave): Promise<readonly string[]> {
  const { row } = standing;
  const { was, is, edited_version: version } = before.deleted_at ?? { was: null, is: null, edited_version: 0 };
  if (row.deleted_at === was) return [];
  if (row.deleted_at !== is) leave("changed-since");
  else if (is !== null) return (await restoring(unit, row)).moved ?? [];
  else if (row.edited_version !== version) leave("changed-since");
  else if (was !== null) return await trashAgain(unit, standing, was);
  return [];
}

/** As it lay there: it comes back where it stands now. */
async function trashAgain(unit: Unit, standing: Standing, deletedAtMs: number): Promise<readonly string[]> {
  const { row, places } = standing;
  await updateItem(unit, row.id, { deleted_at: deletedAtMs, purge_at: unit.nowMs + TRASH_KEPT_MS });
  await unindexItem(unit, row.seq);
  const walls = standsOn(standing);
  for (const wall of walls) {
    const { sort_at: sortAtMs, position } = places.get(wall) as Spot;
    await returnPlace(unit, { wall, item: row.id, sortAtMs, position, removedAtMs: deletedAtMs });
  }
  return walls;
}

/** All of its places that the act moved, or none of them: an item that was moved must not stand on both walls, nor on none. */
async function putBack(unit: Unit, { standing, before, person }: Asked, leave: Leave): Promise<readonly string[]> {
  const { row, places } = standing;
  if (row.deleted_at !== null) {
    leave("in-trash");
    return [];
  }
  const changed = (before.places ?? []).filter(({ wall, was }) => !isSameSpot(places.get(wall) ?? null, was));
  if (changed.length === 0) return [];
  const why = await whyNot(unit, { row, places, changed, person });
  if (why !== null) {
    leave(why);
    return [];
  }
  for (const { wall, was } of changed) {
    const { sort_at: sortAtMs, position } = was ?? (places.get(wall) as Spot);
    const removedAtMs = was === null ? unit.nowMs : was.removed_at;
    const back = { wall, item: row.id, sortAtMs, position };
    if (removedAtMs === null) await raisePlace(unit, { ...back, addedBy: row.owner });
    else await returnPlace(unit, { ...back, removedAtMs });
  }
  return changed.map(({ wall }) => wall);
}

async function whyNot(
  unit: Unit,
  {
    row,
    places,
    changed,
    person,
  }: Pick<Standing, "row" | "places"> & { changed: NonNullable<Changed["places"]>; person: string },
): Promise<ActLeft | null> {
  if (changed.some(({ wall, is }) => !isSameSpot(places.get(wall) ?? null, is))) return "changed-since";
  const returns = changed.filter(({ was }) => was !== null && was.removed_at === null).map(({ wall }) => wall);
  for (const who of new Set([row.owner, person])) {
    const placeable = await placeableWalls(unit.db, { walls: returns, person: who });
    if (returns.some((wall) => !placeable.has(wall))) return "wall-closed";
  }
  const leaves = changed.map(({ wall }) => wall).filter((wall) => !returns.includes(wall));
  const rest = [...places].filter(([wall, { removed_at }]) => removed_at === null && !leaves.includes(wall));
  return rest.length + returns.length === 0 ? "last-wall" : null;
}
