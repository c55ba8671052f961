import { Problem } from "../contract/problems.ts";
import { NO_NUMBER, readNewest } from "../store/search-newest.ts";
import type { Store } from "../store/store.ts";
import { weigh } from "./asked-words.ts";
import { type Finding, lookingFor, readQuestion, wantedBy } from "./find-items.ts";

/** So many finds are read in one statement. */
const FINDS_A_READ = 5_000;

/**
 * The ids of all that answers a question just now, the newest first, up to `most`. A facet is question enough; what of the
 * question cannot be meant is refused, since what is left would find more than was asked for.
 * @throws Problem query-not-understood, not-found
 */
export async function findsInOrder(
  store: Store,
  asked: Pick<Finding, "person" | "wall" | "q" | "facets" | "offsetMinutes">,
  most: number,
): Promise<string[]> {
  const { reader, dialect } = store;
  const looking = await lookingFor(store, { ...asked, limit: 1 });
  const question = readQuestion(looking, asked.q);
  const [mistake] = question.mistakes;
  const { query } = question;
  const isAsked =
    query.kind !== "all" || query.of.length > 0 || Object.values(asked.facets).some((one) => one !== undefined);
  if (mistake || !isAsked)
    throw new Problem("query-not-understood", notUnderstood(asked.q, mistake), {
      fields: [{ field: "/query/q", message: mistake?.code ?? "asks for nothing" }],
    });
  const { wanted, atMost } = await weigh(reader, await wantedBy(reader, looking, question));
  return await store.readByIndex(async (db) => {
    const ids: string[] = [];
    for (let before = NO_NUMBER; ids.length < most; ) {
      const limit = Math.min(FINDS_A_READ, most - ids.length);
      const rows = await readNewest(db, dialect, { scope: looking.scope, wanted, atMost, before, limit });
      ids.push(...rows.map(({ id }) => id));
      const last = rows.at(-1);
      if (!last || rows.length < limit) break;
      before = last.seq;
    }
    return ids;
  });
}

const notUnderstood = (q: string, mistake: { at: number; length: number } | undefined): string =>
  mistake
    ? `"${q.slice(mistake.at, mistake.at + mistake.length)}" could not be understood; without it more would be found.`
    : "Say what to look for.";
