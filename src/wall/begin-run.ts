import { Problem } from "../contract/problems.ts";
import type { StepName } from "../contract/shares.ts";
import { StaleRead } from "../core/ports/database.ts";
import { type Bell, ringAll } from "../core/ports/doorbells.ts";
import { startRun } from "../pipeline/start-run.ts";
import { lockOwnItem, updateItem } from "../store/items.ts";
import { wallsOfItem } from "../store/places.ts";
import { findShare, lockShare, updateShare } from "../store/shares.ts";
import type { Unit } from "../store/store.ts";
import type { RunRow, ShareRow } from "../store/tables.ts";
import { stampPlaces } from "../store/wall-clock.ts";
import type { WallDeps } from "./deps.ts";

/** A run of a share's item, to be begun now. */
export interface RunPlanned {
  readonly cause: RunRow["cause"];
  readonly steps: readonly StepName[];
  readonly priority: number;
  /** What the first step shall know; JSON. */
  readonly memo?: string;
}

/**
 * Begins a new run of a share, whose item is locked while `plan` decides about it.
 * @throws Problem not-found, nothing-to-retry; whatever `plan` throws
 */
export async function beginRun(
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
    const bells: Bell[] = [];
    const steps = planned.steps.map((name) => ({ name, afterMs: 0, ...(planned.memo ? { memo: planned.memo } : {}) }));
    const { cause, priority } = planned;
    const whose = { item: item.id, person, share: id };
    const run = await startRun(unit, deps.ranks, { ...whose, cause, steps, priority }, bells);
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
      bells,
    };
  });
  ringAll(deps.queue, begun.bells);
  deps.channel.publish({ kind: "walls", walls: begun.walls });
  deps.channel.publish({ kind: "share", share: id });
  return begun.share;
}
