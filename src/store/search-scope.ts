import { isIndexWhole } from "./index-state.ts";
import { ownShare } from "./own-share.ts";
import type { Scope } from "./search-match.ts";
import type { Reader } from "./store.ts";

/** Where a person looks, with what makes looking there quick. */
export async function scopeOf(db: Reader, within: Pick<Scope, "person" | "wall" | "shared">): Promise<Scope> {
  const { items, isMost } = await ownShare(db, within.person);
  const isOwnAlone = within.wall === undefined && within.shared.length === 0;
  return { ...within, isMost, isWhole: await isIndexWhole(db), ...(isOwnAlone && { items }) };
}
