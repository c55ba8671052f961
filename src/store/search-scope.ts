import { isIndexWhole } from "./index-state.ts";
import { ownsMost } from "./own-share.ts";
import type { Scope } from "./search-match.ts";
import type { Reader } from "./store.ts";

/** Where a person looks, with what makes looking there quick. */
export async function scopeOf(db: Reader, within: Pick<Scope, "person" | "wall" | "shared">): Promise<Scope> {
  return { ...within, isMost: await ownsMost(db, within.person), isWhole: await isIndexWhole(db) };
}
