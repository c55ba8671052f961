const BETWEEN = "\n\n";

/** What the files of two items say, when they are the files of one. */
export function joinFilesText(winner: string | null, loser: string | null): string | null {
  return [winner, loser].filter(Boolean).join(BETWEEN) || null;
}

/** The same without what came from the loser; as it is where that does not stand in it any more. */
export function partFilesText(joined: string | null, loser: string | null): string | null {
  if (!joined || !loser) return joined;
  if (joined === loser) return null;
  const at = `${BETWEEN}${joined}${BETWEEN}`.indexOf(`${BETWEEN}${loser}${BETWEEN}`);
  if (at < 0) return joined;
  const before = joined.slice(0, Math.max(0, at - BETWEEN.length));
  const after = joined.slice(at + loser.length + BETWEEN.length);
  return [before, after].filter(Boolean).join(BETWEEN) || null;
}
