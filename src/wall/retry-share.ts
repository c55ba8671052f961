import { Problem } from "../contract/problems.ts";
import type { ShareState } from "../contract/shares.ts";
import { PRIORITIES } from "../core/steps.ts";
import { stepsToRetry } from "../pipeline/plan.ts";
import { listShares } from "../store/shares.ts";
import { stepsOfRun } from "../store/steps.ts";
import type { ShareRow } from "../store/tables.ts";
import { beginRun } from "./begin-run.ts";
import type { WallDeps } from "./deps.ts";

/** Shares tried again by one request; the caller asks again for the rest. */
const RETRIED_AT_ONCE = 500;

/** Tries again what failed in a share: a new run of just that and what follows from it. */
export async function retryShare(deps: WallDeps, { id, person }: { id: string; person: string }): Promise<ShareRow> {
  return await beginRun(deps, { id, person }, async (unit, share) => {
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
