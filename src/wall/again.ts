import { Problem } from "../contract/problems.ts";
import type { AnalysisWish } from "../core/analysis.ts";
import { PRIORITIES } from "../core/steps.ts";
import type { AnalyzeMemo } from "../pipeline/steps/analyze.ts";
import type { ShareRow } from "../store/tables.ts";
import { beginRun } from "./begin-run.ts";
import { type ItemOfPerson, refuseMerged } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";

/** Reads the page of an item again, as a new run of the share that made it. @throws Problem not-found, item-merged, nothing-to-retry */
export async function readAgain(deps: WallDeps, { item, person }: { item: string; person: string }): Promise<ShareRow> {
  const row = await shareOf(deps, { item, person });
  if ((JSON.parse(row.own) as { url?: string }).url === undefined)
    throw new Problem("nothing-to-retry", "This item has no page that could be read.");
  return await beginRun(deps, { id: row.share, person }, (_unit, share) => {
    refuseBusy(share);
    return Promise.resolve({ cause: "read", steps: ["read"], priority: PRIORITIES.watched });
  });
}

/** Analyses an item anew, as its person wishes. What comes is shown whatever stands, unless it is only a stand-in. */
export async function analyzeAgain(
  deps: WallDeps,
  { item, person }: ItemOfPerson,
  wish: AnalysisWish,
): Promise<ShareRow> {
  const row = await shareOf(deps, { item, person });
  return await beginRun(deps, { id: row.share, person }, (_unit, share) => {
    refuseBusy(share);
    const memo = JSON.stringify({ wish } satisfies AnalyzeMemo);
    return Promise.resolve({ cause: "analyze", steps: ["analyze"], priority: PRIORITIES.watched, memo });
  });
}

/** The share that made an item. @throws Problem not-found, item-merged */
async function shareOf(deps: WallDeps, { item, person }: ItemOfPerson): Promise<{ share: string; own: string }> {
  const row = await deps.store.reader
    .selectFrom("items")
    .select(["share", "own", "merged_into"])
    .where("id", "=", item)
    .where("owner", "=", person)
    .executeTakeFirst();
  if (!row || row.share === null) throw new Problem("not-found", "There is no such item.");
  refuseMerged(row);
  return { share: row.share, own: row.own };
}

function refuseBusy({ state }: ShareRow): void {
  if (state === "processing")
    throw new Problem("nothing-to-retry", "This item is being worked on. Wait until that has ended.");
}
