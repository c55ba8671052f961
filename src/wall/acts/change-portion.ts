import type { ItemChange } from "../../contract/items.ts";
import { Problem } from "../../contract/problems.ts";
import { lockItems } from "../../store/items.ts";
import type { Unit } from "../../store/store.ts";
import type { ItemRow } from "../../store/tables.ts";
import { lockClocks, stampPlaces } from "../../store/wall-clock.ts";
import { letArrange, refuseMerged } from "../change-item.ts";
import { type Changed, changedBetween, type Standing, standingsOf, standsOn } from "./standing.ts";
import { type WayOfChange, wayOf } from "./way-of-change.ts";

/** What became of one item of an act. */
export type ItemOutcome =
  | { readonly item: string; readonly became: "changed"; readonly before: Changed }
  | { readonly item: string; readonly became: "same" }
  | { readonly item: string; readonly became: "refused"; readonly problem: Problem };

/**
 * Changes some items of an act in a unit, each as its own door would; those it refuses stay as they are, and so do those
 * that are as wanted. Takes numbers of clocks.
 * @returns what became of each in the order asked, and the walls concerned, for the doorbell
 * @throws WallGone
 */
export async function changePortion(
  unit: Unit,
  { ids, change, person }: { ids: readonly string[]; change: ItemChange; person: string },
): Promise<{ outcomes: ItemOutcome[]; walls: readonly string[] }> {
  const items = await lockItems(unit, ids);
  const before = await standingsOf(unit.db, items.values());
  const way = await wayOrRefusal(unit, change, person);
  if (way instanceof Problem) return { outcomes: ids.map((item) => refused(item, way)), walls: [] };
  if (way.movesOn !== null) {
    const standing = [...before.values()].flatMap(({ places }) => [...places.keys()]);
    const walls = [...new Set([...standing, ...(await way.movesOn(unit.db, [...items.values()]))])].sort();
    if (walls.length > 0) await lockClocks(unit, walls);
  }
  const moved = new Map<string, readonly string[]>();
  const problems = new Map<string, Problem>();
  for (const id of ids)
    try {
      const standing = before.get(id);
      await refuse(unit, { row: standing?.row, person, way });
      if (standing && !way.isSo(standing)) moved.set(id, (await way.change(unit, standing.row)).moved ?? []);
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      problems.set(id, error);
    }
  const after = await standingsOf(unit.db, await rowsOf(unit, [...moved.keys()]));
  const outcomes = ids.map((item): ItemOutcome => {
    const problem = problems.get(item);
    if (problem) return refused(item, problem);
    const changed = changedOf(before.get(item), after.get(item));
    return changed === null ? { item, became: "same" } : { item, became: "changed", before: changed };
  });
  const stamped = outcomes.flatMap(({ item, became }) => {
    const standing = after.get(item);
    if (became !== "changed" || !standing) return [];
    return standsOn(standing)
      .filter((wall) => !moved.get(item)?.includes(wall))
      .map((wall) => ({ wall, item }));
  });
  return { outcomes, walls: [...new Set([...(await stampPlaces(unit, stamped)), ...[...moved.values()].flat()])] };
}

const refused = (item: string, problem: Problem): ItemOutcome => ({ item, became: "refused", problem });

/** @throws Problem not-found, role-too-small, item-merged */
async function refuse(
  unit: Unit,
  { row, person, way }: { row: ItemRow | undefined; person: string; way: WayOfChange },
): Promise<void> {
  if (way.arranges !== null) await letArrange(unit, row, { person, wall: way.arranges });
  if (!row || (way.arranges === null && row.owner !== person)) throw new Problem("not-found", "There is no such item.");
  refuseMerged(row);
}

/** What no item can be changed by is refused for each of them. */
async function wayOrRefusal(unit: Unit, change: ItemChange, person: string): Promise<WayOfChange | Problem> {
  try {
    return await wayOf(unit.db, change, person);
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return error;
    throw error;
  }
}

async function rowsOf(unit: Unit, ids: readonly string[]): Promise<ItemRow[]> {
  if (ids.length === 0) return [];
  return await unit.db.selectFrom("items").selectAll().where("id", "in", ids).execute();
}

const changedOf = (before: Standing | undefined, after: Standing | undefined): Changed | null =>
  before && after ? changedBetween(before, after) : null;
