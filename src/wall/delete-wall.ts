import { Problem } from "../contract/problems.ts";
import { takeOffWall } from "../pipeline/take-off-wall.ts";
import { lockItem } from "../store/items.ts";
import { listStanding } from "../store/places.ts";
import type { ItemRow } from "../store/tables.ts";
import { lockClocks } from "../store/wall-clock.ts";
import { inboxOf, markWallDeleted } from "../store/walls.ts";
import type { WallDeps } from "./deps.ts";
import { type WallOfCaller, wallFor } from "./wall-for.ts";

/** Items taken off a deleted wall in one unit; more would hold up everybody else's writes. */
const MOVED_AT_ONCE = 200;

/**
 * Deletes a wall. Items that stand nowhere else move to the inboxes of those whose they are; nothing is lost.
 * @throws Problem not-found, role-too-small, inbox-stays
 */
export async function deleteWall(deps: WallDeps, { id, person }: WallOfCaller): Promise<void> {
  const wall = await wallFor(deps.store.reader, { id, person, use: "own" });
  if (wall.kind === "inbox")
    throw new Problem("inbox-stays", "Everything that is shared without a wall arrives there.");
  for (;;) {
    const { isEmpty, walls } = await deps.store.write(async (unit) => {
      const places = await listStanding(unit.db, { wall: id, sort: "newest", after: null, limit: MOVED_AT_ONCE });
      const items = new Map<string, ItemRow>();
      for (const standing of places.map((place) => place.item).sort()) {
        const item = await lockItem(unit, standing);
        if (item) items.set(standing, item);
      }
      const homes = new Map<string, string>();
      for (const { owner } of items.values()) homes.set(owner, homes.get(owner) ?? (await inboxOf(unit.db, owner)).id);
      const touched = [id, ...homes.values()];
      await lockClocks(unit, touched);
      for (const place of places) {
        const item = items.get(place.item);
        const home = item && homes.get(item.owner);
        if (item && home !== undefined) await takeOffWall(unit, { item, wall: id, home, sortAtMs: place.sort_at });
      }
      // With the clock held nothing more can arrive; what came while it was waited for is moved in another round.
      const [late] = await listStanding(unit.db, { wall: id, sort: "newest", after: null, limit: 1 });
      if (!late) await markWallDeleted(unit, id);
      return { isEmpty: late === undefined, walls: touched };
    });
    deps.channel.publish({ kind: "walls", walls });
    if (isEmpty) return;
  }
}
