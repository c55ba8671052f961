import type { Item } from "../../../src/contract/items.ts";
import type { Wall } from "../../../src/contract/walls.ts";

/** Whether a thing is one's own: only then may one change it, whatever wall it stands on. */
export const isOwn = (item: Pick<Item, "added_by">): boolean => item.added_by === null;

/** Whether one may put things on a wall, take them off and order it. */
export const mayArrange = (wall: Pick<Wall, "role" | "kind"> | null): boolean =>
  wall !== null && wall.role !== "viewer" && wall.kind !== "smart";

export const isOwnWall = (wall: Pick<Wall, "role"> | null): boolean => wall !== null && wall.role === "owner";
