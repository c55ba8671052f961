import { effect } from "@preact/signals";
import { stream } from "../live.ts";
import { session, wallId } from "../session.ts";
import { firstPageAddress, items, loading } from "../wall/items.ts";
import { keepAnswer } from "./answers.ts";

/** A wall that changes by the second is written down less often. */
const SETTLED_MS = 1_500;
const MOST_ITEMS = 100;

/** Keeps the wall that shows as it stands now, with what came by the stream, for the next time without a network. */
export function keepWallForOffline(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return effect(() => {
    const [wall, list] = [wallId.value, items.value];
    const isWhole = loading.value === "done" || loading.value === "rest";
    clearTimeout(timer);
    if (wall === null || !isWhole || session.value !== "signed-in" || stream.value !== "live") return;
    timer = setTimeout(() => {
      const page = { items: list.slice(0, MOST_ITEMS), next_cursor: null };
      void keepAnswer(firstPageAddress(wall), Response.json(page));
    }, SETTLED_MS);
  });
}
