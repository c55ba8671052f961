import { effect, untracked } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import { isArriving } from "../box/send.ts";
import { followWall } from "../live.ts";
import { refreshHits, updateHit } from "../search/search.ts";
import { session, wallId } from "../session.ts";
import { hearOfOpenItem } from "../sheet/open-item.ts";
import { dropItem, items, openWall, reloadWall, upsertItem } from "./items.ts";
import { forgetProgress, hearProgress, type Progress } from "./progress.ts";

/** New things that came by the stream while something of ours was arriving, and may be that very thing. */
const held = new Map<string, Item>();

/** A thing that arrives takes the place of the card that sent it; shown at once it would stand there twice for a moment. */
function show(item: Item): void {
  const isNew = !items.value.some((each) => each.id === item.id);
  if (isNew && isArriving.value) held.set(item.id, item);
  else upsertItem(item);
}

function showHeld(): void {
  for (const item of held.values()) upsertItem(item);
  held.clear();
}

/** Keeps the wall that shows loaded and live, whichever it is. */
export function keepWallLive(): () => void {
  const stopShowing = effect(() => {
    if (!isArriving.value) untracked(showHeld);
  });
  const stopFollowing = effect(() => {
    const wall = wallId.value;
    if (session.value !== "signed-in" || wall === null) return;
    return untracked(() => {
      held.clear();
      void openWall(wall);
      return followWall(wall, {
        item(item, itsWall) {
          if (item.state !== "working") forgetProgress(item.id);
          if (item.deleted_at !== null || !item.wall_ids.includes(wall)) dropItem(item.id);
          else if (itsWall === null || itsWall === wall) show(item);
          updateHit(item);
          hearOfOpenItem(item.id);
        },
        removed(id, itsWall) {
          held.delete(id);
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
  return () => {
    stopShowing();
    stopFollowing();
  };
}
