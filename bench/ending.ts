/** Runs `work` and then every end it was given, the last first, whatever happened. */
export async function withEnds<Result>(
  work: (atEnd: (end: () => Promise<void>) => void) => Promise<Result>,
): Promise<Result> {
  const ends: (() => Promise<void>)[] = [];
  try {
    return await work((end) => ends.push(end));
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}
