import type { Item, WallMove, WallMoved, WallSpot } from "../../../src/contract/items.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import { ask, Refusal, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { wallId } from "../session.ts";
import { arrange, items, loading, loadMore, reloadWall, settleOrder, takePositions } from "../wall/items.ts";
import { reveal } from "../wall/masonry.tsx";
import { words } from "../words/words.ts";
import { arranged, spotOf, type Way, wayBack } from "./spots.ts";

/** Moves that are asked for or on their way; one follows the other, as they were made. */
let underWay = 0;
let last: Promise<unknown> = Promise.resolve();

/** Moves things up or down, to the top or to the end of the wall. */
export async function moveBy(ids: readonly string[], way: Way): Promise<void> {
  const moved = new Set(ids);
  // What stands below the last that is loaded is not known yet.
  if (way === "down" && loading.value === "rest" && moved.has(items.value.at(-1)?.id ?? "")) await loadMore();
  const done = moveTo(ids, spotOf(items.value, moved, way));
  const [first] = ids;
  if (first !== undefined && (way === "up" || way === "down")) requestAnimationFrame(() => reveal(first));
  await done;
}

/** Puts things somewhere else at once, then asks the server; what it does not take goes back. */
export async function moveTo(ids: readonly string[], spot: WallSpot): Promise<void> {
  const wall = wallId.value;
  const before = items.value;
  const moved = new Set(ids);
  const next = arranged(before, moved, spot);
  const inOrder = next.filter(({ id }) => moved.has(id)).map(({ id }) => id);
  const { order, common } = words.value;
  if (wall === null || inOrder.length === 0) return;
  if (next.every((item, at) => item === before[at]) && spot.at !== "end") return tell(order.alreadyThere);
  keepFocus(() => arrange(next));
  const isTaken = await send(wall, [{ ids: inOrder, ...spot }]);
  if (isTaken) tell(doneWords(next, moved, spot), { label: common.undo, run: () => void putBack(wall, before, ids) });
}

/** "“Lamps” is number 3 now." */
function doneWords(next: readonly Item[], moved: ReadonlySet<string>, spot: WallSpot): string {
  const { order } = words.value;
  const at = next.findIndex(({ id }) => moved.has(id));
  const title = next[at]?.title ?? "";
  if (moved.size > 1) return order.movedMany(moved.size);
  return spot.at === "end" ? order.movedToEnd(title) : order.moved(title, at + 1);
}

/** Brings things back to where they stood in `before`. */
async function putBack(wall: string, before: readonly Item[], ids: readonly string[]): Promise<void> {
  const moves = wayBack(before, new Set(ids));
  for (let from = 0; from < moves.length; from += LIMITS.movesABulk)
    if (!(await send(wall, moves.slice(from, from + LIMITS.movesABulk)))) return;
  tell(words.value.order.asBefore);
}

/** @returns whether the server took it; otherwise everything stands where it was, and why is told */
async function send(wall: string, moves: readonly WallMove[]): Promise<boolean> {
  const moved = new Set(moves.flatMap(({ ids }) => ids));
  underWay += 1;
  const asked = last.then(() => ask<WallMoved>("POST", `/walls/${wall}/moves`, { moves }));
  last = asked.catch(() => undefined);
  try {
    const answer = await asked;
    if (wallId.value === wall) takePositions(answer.items);
    return true;
  } catch (thrown) {
    tell(`${sentenceOf(thrown)} ${words.value.order.asBefore}`);
    // What it was to stand beside is gone, or it is itself: there is news that has not come here.
    if (thrown instanceof Refusal && !thrown.isPassing) void reloadWall();
    return false;
  } finally {
    underWay -= 1;
    // What is still on its way stands in front of what the server knows.
    if (underWay === 0 && wallId.value === wall) keepFocus(() => settleOrder(moved));
  }
}

/** A card that is put elsewhere in the document loses the focus; it gets it back. */
function keepFocus(change: () => void): void {
  const focused = document.activeElement;
  change();
  requestAnimationFrame(() => {
    const isLost = document.activeElement === document.body && focused instanceof HTMLElement && focused.isConnected;
    if (isLost) focused.focus({ preventScroll: true });
  });
}
