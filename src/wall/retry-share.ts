import { Problem } from "../contract/problems.ts";
import type { ShareState, StepName } from "../contract/shares.ts";
import { StaleRead } from "../core/ports/database.ts";
import { stepNamed, stepsToRetry } from "../pipeline/plan.ts";
import { PRIORITIES, startRun } from "../pipeline/start-run.ts";
import { lockOwnItem, updateItem } from "../store/items.ts";
import { wallsOfItem } from "../store/places.ts";
import { findShare, listShares, lockShare, updateShare } from "../store/shares.ts";
import { stepsOfRun } from "../store/steps.ts";
import type { Unit } from "../store/store.ts";
import type { RunRow, ShareRow } from "../store/tables.ts";
import { stampPlaces } from "../store/wall-clock.ts";
import { refuseMerged } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";

/** Shares tried again by one request; the caller asks again for the rest. */
const RETRIED_AT_ONCE = 500;

/** Tries again what failed in a share: a new run of just that and what follows from it. */
export async function retryShare(deps: WallDeps, { id, person }: { id: string; person: string }): Promise<ShareRow> {
  return await begin(deps, { id, person }, async (unit, share) => {
    if (share.state === "processing")
      throw new Problem("nothing-to-retry", "This share is still being worked on. Wait until it has ended.");
    const steps = share.run === null ? [] : stepsToRetry(await stepsOfRun(unit.db, share.run));
    if (steps.length === 0) throw new Problem("nothing-to-retry", "Nothing of this share has failed.");
    return { cause: "retry", steps, priority: PRIORITIES.watched };
  });
}

/** Tries again every share of a person with something failed, up to RETRIED_AT_ONCE. */
export async function retryShares(
  deps: WallDeps,
  asked: { person: string; state?: ShareState | undefined; reason?: string | undefined },
): Promise<{ retried: number; more: boolean }> {
  let retried = 0;
  let after: string | null = null;
  for (;;) {
    const page: ShareRow[] = await listShares(deps.store.reader, { ...asked, after, limit: RETRIED_AT_ONCE });
    for (const share of page) {
      if (retried >= RETRIED_AT_ONCE) return { retried, more: true };
      after = share.id;
      try {
        await retryShare(deps, { id: share.id, person: asked.person });
        retried += 1;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
    }
    if (page.length < RETRIED_AT_ONCE) return { retried, more: false };
  }
}

/** Reads the page of an item again, as a new run of the share that made it. */
export async function readAgain(deps: WallDeps, { item, person }: { item: string; person: string }): Promise<ShareRow> {
  const row = await deps.store.reader
    .selectFrom("items")
    .select(["share", "own", "merged_into"])
    .where("id", "=", item)
    .where("owner", "=", person)
    .executeTakeFirst();
  if (!row || row.share === null) throw new Problem("not-found", "There is no such item.");
  refuseMerged(row);
  if ((JSON.parse(row.own) as { url?: string }).url === undefined)
    throw new Problem("nothing-to-retry", "This item has no page that could be read.");
  return await begin(deps, { id: row.share, person }, (_unit, share) => {
    if (share.state === "processing")
      throw new Problem("nothing-to-retry", "This item is being worked on. Wait until that has ended.");
    return Promise.resolve({ cause: "read", steps: ["read"], priority: PRIORITIES.watched });
  });
}

interface RunPlanned {
  readonly cause: RunRow["cause"];
  readonly steps: readonly StepName[];
  readonly priority: number;
}

async function begin(
  deps: WallDeps,
  { id, person }: { id: string; person: string },
  plan: (unit: Unit, share: ShareRow) => Promise<RunPlanned>,
): Promise<ShareRow> {
  const begun = await deps.store.write(async (unit) => {
    const known = await findShare(unit.db, { id, person });
    if (!known) throw new Problem("not-found", "Processing ID not found");
    const item = known.item === null ? undefined : await lockOwnItem(unit, { id: known.item, owner: person });
    if (!item) throw new Problem("nothing-to-retry", "The item of this share is gone.");
    const share = await lockShare(unit, id);
    if (!share) throw new Problem("not-found", "Processing ID not found");
    if (share.item !== item.id) throw new StaleRead("the item of a share");
    const planned = await plan(unit, share);
    const run = await startRun(unit, deps.ranks, {
      item: item.id,
      person,
      share: id,
      cause: planned.cause,
      steps: planned.steps.map((name) => ({ name, afterMs: 0 })),
      priority: planned.priority,
    });
    const changes = { state: "processing", run, error_code: null, warnings: "[]", ended_at: null } as const;
    await updateShare(unit, id, changes);
    await updateItem(unit, item.id, { state: "working" });
    const walls = await wallsOfItem(unit.db, item.id);
    await stampPlaces(
      unit,
      walls.map((wall) => ({ wall, item: item.id })),
    );
    return {
      share: { ...share, ...changes, updated_at: unit.nowMs },
      walls,
      lanes: planned.steps.map((name) => stepNamed(name).lane),
    };
  });
  for (const lane of new Set(begun.lanes)) deps.queue.ring(lane);
  deps.channel.publish({ kind: "walls", walls: begun.walls });
  deps.channel.publish({ kind: "share", share: id });
  return begun.share;
}
