import { Problem } from "../contract/problems.ts";
import type { AnalysisWish } from "../core/analysis.ts";
import { newId } from "../core/ids.ts";
import { PRIORITIES } from "../core/steps.ts";
import type { AnalyzeMemo } from "../pipeline/steps/analyze.ts";
import { lockOwnItem, updateItem } from "../store/items.ts";
import { wallsOfItem } from "../store/places.ts";
import { findShare, insertShare } from "../store/shares.ts";
import type { Unit } from "../store/store.ts";
import type { ShareRow } from "../store/tables.ts";
import { inboxOf } from "../store/walls.ts";
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

/**
 * The share that made an item. One that was imported has none, and shares are forgotten some time after their end: then one
 * is made that has ended, for the run to belong to.
 * @throws Problem not-found, item-merged
 */
async function shareOf(deps: WallDeps, { item, person }: ItemOfPerson): Promise<{ share: string; own: string }> {
  const row = await deps.store.reader
    .selectFrom("items")
    .select(["share", "own", "merged_into"])
    .where("id", "=", item)
    .where("owner", "=", person)
    .executeTakeFirst();
  if (!row) throw new Problem("not-found", "There is no such item.");
  refuseMerged(row);
  const known = row.share === null ? undefined : await findShare(deps.store.reader, { id: row.share, person });
  return { share: known?.id ?? (await deps.store.write((unit) => makeShare(unit, { item, person }))), own: row.own };
}

async function makeShare(unit: Unit, { item, person }: ItemOfPerson): Promise<string> {
  const row = await lockOwnItem(unit, { id: item, owner: person });
  if (!row) throw new Problem("not-found", "There is no such item.");
  refuseMerged(row);
  const made = row.share === null ? undefined : await findShare(unit.db, { id: row.share, person });
  if (made) return made.id;
  const id = newId(unit.nowMs);
  const [wall = (await inboxOf(unit.db, person)).id] = await wallsOfItem(unit.db, item);
  await insertShare(unit, {
    id,
    person,
    api_key: null,
    idempotency_key: null,
    fingerprint: "",
    wall,
    item,
    duplicate: 0,
    before: null,
    kind: row.kind,
    state: "completed",
    run: null,
    error_code: null,
    warnings: "[]",
    version: 1,
    created_at: unit.nowMs,
    updated_at: unit.nowMs,
    ended_at: unit.nowMs,
  });
  await updateItem(unit, item, { share: id });
  return id;
}

function refuseBusy({ state }: ShareRow): void {
  if (state === "processing")
    throw new Problem("nothing-to-retry", "This item is being worked on. Wait until that has ended.");
}
