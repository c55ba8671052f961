import { Problem } from "../contract/problems.ts";
import { letsUse, type WallUse } from "../core/wall-roles.ts";
import type { Reader } from "../store/store.ts";
import { findSeenWall, type SeenWall } from "../store/wall-access.ts";
import { refuseSmart } from "./smart-walls.ts";

export interface WallOfCaller {
  readonly id: string;
  readonly person: string;
}

/**
 * A wall for whoever may use it so. To those who may not even see it, it is not there.
 * @throws Problem not-found, role-too-small, smart-wall
 */
export async function wallFor(db: Reader, { id, person, use }: WallOfCaller & { use: WallUse }): Promise<SeenWall> {
  const wall = await findSeenWall(db, { id, person });
  if (!wall) throw new Problem("not-found", "There is no such wall.");
  if (!letsUse(wall.role, use)) throw new Problem("role-too-small", TOO_SMALL[use]);
  if (use === "place") refuseSmart(wall);
  return wall;
}

const TOO_SMALL: Record<WallUse, string> = {
  read: "You may not see this wall.",
  place: "You may look at this wall. Ask its owner to make you an editor.",
  own: "Only the owner of this wall may do that.",
};
