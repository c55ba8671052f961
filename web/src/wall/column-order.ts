/** A card goes to a column that is at most this much longer than the shortest, in px. */
const LEVEL_PX = 140;

interface Standing {
  readonly column: number;
  readonly top: number;
}

/** How many columns a window of this width has. */
export function columnsFor(windowWidth: number): number {
  const steps = [480, 800, 1080, 1320, 1720];
  return 1 + steps.filter((step) => windowWidth >= step).length;
}

/**
 * Where cards of these heights stand, in their order from left to right: each goes to the next column to the right
 * that is about level with the shortest. So the wall reads like lines, and no column runs away.
 */
export function standCards(
  heights: readonly number[],
  { columns, gap }: { columns: number; gap: number },
): { cards: Standing[]; height: number } {
  const lengths = new Array<number>(columns).fill(0);
  let column = columns - 1;
  const cards = heights.map((height) => {
    const limit = Math.min(...lengths) + LEVEL_PX;
    do column = (column + 1) % columns;
    while ((lengths[column] ?? 0) > limit);
    const top = lengths[column] ?? 0;
    lengths[column] = top + height + gap;
    return { column, top };
  });
  return { cards, height: Math.max(0, Math.max(...lengths) - gap) };
}
