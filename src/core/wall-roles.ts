import type { WallRole } from "../contract/members.ts";

/** What a wall is wanted for. */
export type WallUse =
  /** To see what stands on it. */
  | "read"
  /** To put own things on it, to take any off, to order it by hand. */
  | "place"
  /** To name it, to say who sees it and how, to delete it. */
  | "own";

const LETS: Record<WallRole, readonly WallUse[]> = {
  owner: ["read", "place", "own"],
  editor: ["read", "place"],
  viewer: ["read"],
};

/** Whether this role is enough. Items are their owners' alone, whatever the role (ARCHITECTURE.md, "Who owns what"). */
export const letsUse = (role: WallRole, use: WallUse): boolean => LETS[role].includes(use);
