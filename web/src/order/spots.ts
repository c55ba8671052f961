import type { Item, WallMove, WallSpot } from "../../../src/contract/items.ts";

/** The ways a thing is moved without being dragged. */
export const WAYS = ["top", "up", "down", "end"] as const;
export type Way = (typeof WAYS)[number];

type Things = readonly Pick<Item, "id">[];

/** Where that is, said by a neighbour, so that it holds whatever others do meanwhile. */
export function spotOf(list: Things, ids: ReadonlySet<string>, way: Way): WallSpot {
  if (way === "top" || way === "end") return { at: way };
  const first = list.findIndex(({ id }) => ids.has(id));
  const last = list.findLastIndex(({ id }) => ids.has(id));
  const [above, below] = [list[first - 1], list[last + 1]];
  if (way === "up") return above ? { before: above.id } : { at: "top" };
  return below ? { after: below.id } : { at: "end" };
}

/** The list as it is when these stand together there, in their present order. */
export function arranged<Thing extends { readonly id: string }>(
  list: readonly Thing[],
  ids: ReadonlySet<string>,
  spot: WallSpot,
): Thing[] {
  const moved = list.filter(({ id }) => ids.has(id));
  const others = list.filter(({ id }) => !ids.has(id));
  return others.toSpliced(placeIn(others, spot), 0, ...moved);
}

function placeIn(others: Things, spot: WallSpot): number {
  if (spot.at === "top") return 0;
  const named = others.findIndex(({ id }) => id === (spot.before ?? spot.after));
  if (named === -1) return others.length;
  return spot.before === undefined ? named + 1 : named;
}

/** The moves that bring these back to where they stand in `list`: each run of them below what stands above it. */
export function wayBack(list: Things, ids: ReadonlySet<string>): WallMove[] {
  const moves: WallMove[] = [];
  let above: string | null = null;
  let isRun = false;
  for (const { id } of list) {
    const isMoved = ids.has(id);
    if (isMoved && isRun) moves.at(-1)?.ids.push(id);
    else if (isMoved) moves.push({ ids: [id], ...topOrBelow(list, ids, above) });
    else above = id;
    isRun = isMoved;
  }
  return moves;
}

/** On top stood what stood above the first other; something new may have come there meanwhile. */
function topOrBelow(list: Things, ids: ReadonlySet<string>, above: string | null): WallSpot {
  if (above !== null) return { after: above };
  const first = list.find(({ id }) => !ids.has(id));
  return first ? { before: first.id } : { at: "top" };
}
