/** A card goes to a column that is at most this much longer than the shortest, in px. */
const LEVEL_PX = 140;
const FIRST_ROOM = 256;

/** How many columns there are, and how much is left between a card and the one below it, px. */
export interface Order {
  readonly columns: number;
  readonly gap: number;
}

/**
 * Where cards stand, one place of each list a card, in px of a plane that reaches up and down from its hinge. The lists
 * have room for more cards.
 */
export interface Standing {
  count: number;
  heights: Float64Array;
  columns: Uint8Array;
  tops: Float64Array;
  /**
   * The card from which the others are placed: those after it downwards, those before it upwards. Whoever jumps into the
   * middle of a long wall sees cards whose predecessors have never been drawn; these must not push when they are.
   */
  hinge: number;
  /** Where each column is cut by the hinge. */
  cuts: Float64Array;
  /** Of all cards. */
  top: number;
  bottom: number;
  /** Of the tallest card there was. */
  tallest: number;
}

export const nothingStands = (): Standing => ({
  count: 0,
  heights: new Float64Array(FIRST_ROOM),
  columns: new Uint8Array(FIRST_ROOM),
  tops: new Float64Array(FIRST_ROOM),
  hinge: 0,
  cuts: new Float64Array(),
  top: 0,
  bottom: 0,
  tallest: 0,
});

/** Makes room for so many cards; rises by doubling, so that a wall that grows page by page is seldom copied. */
export function makeRoom(standing: Standing, count: number): void {
  standing.count = count;
  if (count <= standing.tops.length) return;
  const room = Math.max(count, standing.tops.length * 2);
  for (const list of ["heights", "tops"] as const) {
    const longer = new Float64Array(room);
    longer.set(standing[list]);
    standing[list] = longer;
  }
  const columns = new Uint8Array(room);
  columns.set(standing.columns);
  standing.columns = columns;
}

/**
 * Gives the cards from the one numbered `from` on their places, in their order from left to right: each goes to the next
 * column to the right that is about level with the shortest. So the wall reads like lines, and no column runs away. What
 * follows a card never moves those before it, which is why those need not be looked at again.
 */
export function standDown(standing: Standing, from: number, { columns: count, gap }: Order): void {
  const { heights, columns, tops, hinge, cuts } = standing;
  const lengths = Float64Array.from(cuts);
  const missing = new Set(lengths.keys());
  for (let card = from - 1; card >= hinge && missing.size > 0; card--) {
    const column = columns[card] ?? 0;
    if (missing.delete(column)) lengths[column] = (tops[card] ?? 0) + (heights[card] ?? 0) + gap;
  }
  let column = from === hinge ? count - 1 : (columns[from - 1] ?? 0);
  for (let card = from; card < standing.count; card++) {
    const limit = least(lengths) + LEVEL_PX;
    do column = (column + 1) % count;
    while ((lengths[column] ?? 0) > limit);
    const height = heights[card] ?? 0;
    columns[card] = column;
    tops[card] = lengths[column] ?? 0;
    lengths[column] = (lengths[column] ?? 0) + height + gap;
    if (height > standing.tallest) standing.tallest = height;
  }
  standing.bottom = Math.max(...lengths) - gap;
}

/** The same upwards, from the card numbered `from` to the first, right to left, those before the hinge. */
export function standUp(standing: Standing, from: number, { columns: count, gap }: Order): void {
  const { heights, columns, tops, hinge, cuts } = standing;
  const edges = Float64Array.from(cuts);
  const missing = new Set(edges.keys());
  for (let card = from + 1; card < hinge && missing.size > 0; card++) {
    const column = columns[card] ?? 0;
    if (missing.delete(column)) edges[column] = tops[card] ?? 0;
  }
  let column = from + 1 >= hinge ? 0 : (columns[from + 1] ?? 0);
  for (let card = from; card >= 0; card--) {
    const limit = most(edges) - LEVEL_PX;
    do column = (column + count - 1) % count;
    while ((edges[column] ?? 0) < limit);
    const height = heights[card] ?? 0;
    const top = (edges[column] ?? 0) - gap - height;
    columns[card] = column;
    tops[card] = top;
    edges[column] = top;
    if (height > standing.tallest) standing.tallest = height;
  }
  standing.top = least(edges);
}

function least(list: Float64Array): number {
  let found = Number.POSITIVE_INFINITY;
  for (let at = 0; at < list.length; at++) found = Math.min(found, list[at] ?? 0);
  return found;
}

function most(list: Float64Array): number {
  let found = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < list.length; at++) found = Math.max(found, list[at] ?? 0);
  return found;
}

/** Where the columns are cut above a card: what stands below it begins there. */
export function cutsAbove(standing: Standing, card: number, { columns: count, gap }: Order): Float64Array {
  const { heights, columns, tops } = standing;
  const cuts = new Float64Array(count);
  const missing = new Set(cuts.keys());
  for (let before = card - 1; before >= 0 && missing.size > 0; before--) {
    const column = columns[before] ?? 0;
    if (missing.delete(column)) cuts[column] = (tops[before] ?? 0) + (heights[before] ?? 0) + gap;
  }
  return cuts;
}

/**
 * The cards that reach between two lines across the wall, and all numbered between them: one that is measured later than
 * one that follows it could move that one. Tops rise with the numbers but for a few cards, so that both ends are found by
 * halving: a wall of a hundred thousand is as quick as one of a hundred.
 */
export function cardsBetween(standing: Standing, from: number, to: number): number[] {
  const { heights, tops, tallest } = standing;
  const reaches = (card: number): boolean => {
    const top = tops[card] ?? 0;
    return top < to && top + (heights[card] ?? 0) > from;
  };
  const slack = 2 * (tallest + LEVEL_PX);
  let first = firstBelow(standing, from - tallest - slack);
  let end = firstBelow(standing, to + slack);
  while (first < end && !reaches(first)) first++;
  while (end > first && !reaches(end - 1)) end--;
  return Array.from({ length: end - first }, (_, at) => first + at);
}

/** A card that stands at or below a line while the one before it does not. */
function firstBelow({ tops, count }: Standing, line: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) >= line) high = middle;
    else low = middle + 1;
  }
  return low;
}
