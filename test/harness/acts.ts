import type { Act, ActQuery } from "../../src/contract/acts.ts";
import type { Item, ItemChange } from "../../src/contract/items.ts";
import type { Journey } from "./journey.ts";
import { withRows } from "./look-inside.ts";
import type { AskOptions } from "./new-wall.ts";
import { storeItems } from "./stored-items.ts";
import { until } from "./until.ts";

/** Asks for a change, and tells the act as it was answered. */
export async function act(
  wall: Journey,
  chosen: { ids: readonly string[] } | { query: ActQuery },
  change: ItemChange,
  as: AskOptions = {},
): Promise<Act> {
  return (await wall.expect<Act>(202, "POST", "/acts", { ...as, body: { ...chosen, change } })).body;
}

/** The act once nobody works on it any more. */
export async function ended(wall: Journey, { id }: Pick<Act, "id">, as: AskOptions = {}): Promise<Act> {
  return await until("the end of the act", async () => {
    const standing = await wall.get<Act>(`/acts/${id}`, as);
    return standing.ended_at !== null && standing;
  });
}

/** Takes an act back, and tells it when that has ended. */
export async function undo(wall: Journey, { id }: Pick<Act, "id">, as: AskOptions = {}): Promise<Act> {
  await wall.expect<Act>(202, "POST", `/acts/${id}/undo`, as);
  return await ended(wall, { id }, as);
}

/** Counts without those that are none. */
export const countsOf = ({ counts }: Act): Partial<Act["counts"]> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

/** Notes on a wall of Ada's that say this and their number, past the program: thousands in seconds. */
export async function storeNotes(
  wall: Journey,
  { count, on, saying }: { count: number; on: string; saying: string },
): Promise<void> {
  const { person } = await wall.get<{ person: { id: string } }>("/me");
  await withRows(wall, (store) =>
    storeItems(store, { owner: person.id, wall: on, count }, (n) => ({
      kind: "note",
      own: { firstTitle: `${saying} ${n}`, text: `${saying} ${n}` },
      found: {},
      body: "",
    })),
  );
  await until("them to be found", async () => (await found(wall, saying)) === Math.min(count, 1_000));
}

/** How many a search finds, counted to 1,000. */
export const found = async (wall: Journey, q: string): Promise<number> =>
  (await wall.get<{ total: number }>(`/search?q=${encodeURIComponent(q)}`)).total;

/** An item as its person sees it, without what counts its changes. */
export function asSeen({ updated_at: _, edited_version: __, clock: ___, ...item }: Item) {
  return { ...item, wall_ids: item.wall_ids.toSorted() };
}
