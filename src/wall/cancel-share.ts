import { Problem } from "../contract/problems.ts";
import { lockOwnItem, updateItem } from "../store/items.ts";
import { wallsOfItem } from "../store/places.ts";
import { findShare, lockShare, updateShare } from "../store/shares.ts";
import { endOpenSteps } from "../store/steps.ts";
import type { ShareRow } from "../store/tables.ts";
import { stampPlaces } from "../store/wall-clock.ts";
import type { WallDeps } from "./deps.ts";

/**
 * Stops work on a share. Its open steps are cancelled, a running one too: what that brings later settles nothing. The
 * item stays with what it has.
 */
export async function cancelShare(deps: WallDeps, { id, person }: { id: string; person: string }): Promise<ShareRow> {
  const cancelled = await deps.store.write(async (unit) => {
    const known = await findShare(unit.db, { id, person });
    if (!known) throw new Problem("not-found", "Processing ID not found");
    const item = known.item === null ? undefined : await lockOwnItem(unit, { id: known.item, owner: person });
    const share = await lockShare(unit, id);
    if (share?.state !== "processing") throw new Problem("already-ended", `This share is ${known.state} already.`);
    const steps =
      share.run === null
        ? []
        : await endOpenSteps(unit, { run: share.run, state: "cancelled", why: "the share was cancelled" });
    const changes = { state: "cancelled", ended_at: unit.nowMs } as const;
    await updateShare(unit, id, changes);
    if (share.run !== null)
      await unit.db.updateTable("runs").set({ ended_at: unit.nowMs }).where("id", "=", share.run).execute();
    if (!item) return { share: { ...share, ...changes }, steps, walls: [] };
    await updateItem(unit, item.id, { state: "ready" });
    const walls = await wallsOfItem(unit.db, item.id);
    await stampPlaces(
      unit,
      walls.map((wall) => ({ wall, item: item.id })),
    );
    return { share: { ...share, ...changes, updated_at: unit.nowMs }, steps, walls };
  });
  deps.channel.publish({ kind: "stop-steps", steps: cancelled.steps });
  deps.channel.publish({ kind: "walls", walls: cancelled.walls });
  deps.channel.publish({ kind: "share", share: id });
  return cancelled.share;
}
