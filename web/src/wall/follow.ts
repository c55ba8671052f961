import { effect, untracked } from "@preact/signals";
import { followWall } from "../live.ts";
import { refreshHits, updateHit } from "../search/search.ts";
import { session, wallId } from "../session.ts";
import { hearOfOpenItem } from "../sheet/open-item.ts";
import { dropItem, openWall, reloadWall, upsertItem } from "./items.ts";
import { forgetProgress, hearProgress, type Progress } from "./progress.ts";

/** Keeps the wall that shows loaded and live, whichever it is. */
export function keepWallLive(): () => void {
  return effect(() => {
    const wall = wallId.value;
    if (session.value !== "signed-in" || wall === null) return;
    return untracked(() => {
      void openWall(wall);
      return followWall(wall, {
        item(item, itsWall) {
          if (item.state !== "working") forgetProgress(item.id);
          if (item.deleted_at !== null || !item.wall_ids.includes(wall)) dropItem(item.id);
          else if (itsWall === null || itsWall === wall) upsertItem(item);
          updateHit(item);
          hearOfOpenItem(item.id);
        },
        removed(id, itsWall) {
          if (itsWall === null || itsWall === wall) dropItem(id);
        },
        progress(data) {
          const progress = data as Progress;
          hearProgress(progress);
          hearOfOpenItem(progress.item_id);
        },
        resync() {
          void reloadWall();
          void refreshHits();
        },
      });
    });
  });
}
