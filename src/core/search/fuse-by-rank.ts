/** How much the first places of a list count over the later ones; the more, the less. The usual figure. */
const RANK_OFFSET = 60;

/**
 * Several lists as one by reciprocal rank: what stands near the beginning of many comes first, whatever the lists go by. Of what
 * counts the same, that of the earlier list comes first.
 */
export function fuseByRank<Thing extends { readonly id: string }>(lists: readonly (readonly Thing[])[]): Thing[] {
  const scores = new Map<string, { readonly thing: Thing; score: number }>();
  for (const list of lists)
    for (const [rank, thing] of list.entries()) {
      const known = scores.get(thing.id) ?? { thing, score: 0 };
      known.score += 1 / (RANK_OFFSET + rank + 1);
      scores.set(thing.id, known);
    }
  return [...scores.values()].toSorted((one, other) => other.score - one.score).map(({ thing }) => thing);
}
