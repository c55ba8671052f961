import type { AiUsage } from "../../src/contract/analyses.ts";
import type { BulkRow } from "../../src/contract/shares.ts";
import type { Journey } from "./journey.ts";
import type { AskOptions } from "./new-wall.ts";
import { until } from "./until.ts";

/** More at a time may be more than a busy machine takes in one go. */
const ROWS_A_REQUEST = 20;

/** Brings many things at once; tells their ids in the order of the rows. */
export async function bring(wall: Journey, rows: readonly Record<string, unknown>[]): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < rows.length; from += ROWS_A_REQUEST) {
    const some = rows.slice(from, from + ROWS_A_REQUEST);
    const { body } = await wall.expect<{ items: BulkRow[] }>(200, "POST", "/share/bulk", { body: some });
    ids.push(...body.items.map((row) => row.item_id ?? ""));
  }
  return ids;
}

/** Whether everything of a person is found by meaning. */
export async function allMade(wall: Journey, as: AskOptions = {}): Promise<boolean> {
  const { meaning } = await wall.get<AiUsage>("/ai/usage", as);
  return meaning !== null && meaning.made === meaning.things;
}

export const untilAllMade = (wall: Journey, as: AskOptions = {}): Promise<true> =>
  until("everything to have its vector", async () => (await allMade(wall, as)) || null);
