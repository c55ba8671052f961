import { effect, untracked } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import { areSettingsOpen, facets, replaceAddress, wallHref } from "../address.ts";
import { followWall, watchedImports } from "../live.ts";
import { tell } from "../notice.tsx";
import { isArriving } from "../outbox/outbox.ts";
import { refreshHits, updateHit } from "../search/search.ts";
import { followedWalls, refreshWalls, session, wallId } from "../session.ts";
import { hearOfOpenItem } from "../sheet/open-item.ts";
import { words } from "../words/words.ts";
import { announceArrival } from "./announcer.tsx";
import { dropItem, items, openWall, reloadSoon, reloadWall, upsertItem } from "./items.ts";
import { forgetProgress, hearProgress, type Progress } from "./progress.ts";

/** New things that came by the stream while something of ours was arriving, and may be that very thing. */
const held = new Map<string, Item>();

/** A thing that arrives takes the place of the card that sent it; shown at once it would stand there twice for a moment. */
function show(item: Item): void {
  if (isNew(item) && isArriving.value) held.set(item.id, item);
  else bring(item);
}

function showHeld(): void {
  for (const item of held.values()) bring(item);
  held.clear();
}

/** What this window sent itself stands there already, and is not told. */
function bring(item: Item): void {
  if (isNew(item)) {
    announceArrival(item.title);
    if (isCrowd()) return;
  }
  upsertItem(item);
}

/**
 * More new things than these within a moment are not drawn one by one: the wall is loaded again, as far as it was. Where
 * the settings lie over it, that has time until they are closed.
 */
const CROWD = 200;
const MOMENT_MS = 2_000;
let came = 0;
let isMoment = false;

function isCrowd(): boolean {
  came += 1;
  if (!isMoment) {
    isMoment = true;
    setTimeout(settleCrowd, MOMENT_MS);
  }
  return came > CROWD;
}

function settleCrowd(): void {
  if (came > CROWD && areSettingsOpen.value) {
    setTimeout(settleCrowd, MOMENT_MS);
    return;
  }
  if (came > CROWD) void reloadWall();
  came = 0;
  isMoment = false;
}

const isNew = ({ id }: Item): boolean => !items.value.some((each) => each.id === id);

/** Keeps the wall that shows loaded and live, whichever it is. */
export function keepWallLive(): () => void {
  const stopShowing = effect(() => {
    if (!isArriving.value) untracked(showHeld);
  });
  const stopOpening = effect(() => {
    const wall = wallId.value;
    void facets.value;
    if (session.value !== "signed-in" || wall === null) return;
    untracked(() => {
      held.clear();
      void openWall(wall);
    });
  });
  let followed: string | null = null;
  const stopFollowing = effect(() => {
    const wall = wallId.value;
    const walls = followedWalls.value;
    const imports = watchedImports.value;
    if (session.value !== "signed-in" || wall === null || walls === null) return;
    // What fits a smart wall only the server knows.
    const isSmart = walls !== wall;
    // Between one stream and the next of the same wall something may come that neither tells.
    const missed = followed === wall;
    followed = wall;
    return untracked(() => {
      return followWall(
        { wall, walls, imports, missed },
        {
          item(item, itsWall) {
            if (item.state !== "working") forgetProgress(item.id);
            if (isSmart) reloadSoon();
            else if (item.deleted_at !== null || !item.wall_ids.includes(wall)) dropItem(item.id);
            else if (itsWall === null || itsWall === wall) show(item);
            updateHit(item);
            hearOfOpenItem(item.id);
          },
          removed(id, itsWall) {
            held.delete(id);
            if (isSmart) reloadSoon();
            else if (itsWall === null || itsWall === wall) dropItem(id);
          },
          progress(data) {
            const progress = data as Progress;
            hearProgress(progress);
            hearOfOpenItem(progress.item_id);
          },
          gone() {
            items.value = [];
            replaceAddress(wallHref({ wall: null, search: null }));
            tell(words.value.wall.shownOut);
            void refreshWalls();
          },
          resync() {
            // First, since it says in which order the wall is to be read.
            void refreshWalls().then(reloadWall);
            void refreshHits();
          },
        },
      );
    });
  });
  return () => {
    stopShowing();
    stopOpening();
    stopFollowing();
  };
}
