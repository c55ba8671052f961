import { signal } from "@preact/signals";
import { go, itemHref, settingsHref, wallAddress } from "./address.ts";
import { choose, chooseAll, chooseAllFound, chosen, isFinding, letGo, showing } from "./choose/chosen.ts";
import { openAnyOne } from "./finding/any-one.ts";
import { isByHand } from "./finding/facets.ts";
import { closeSearch } from "./search/search.ts";
import { openSearch } from "./wall/head.tsx";
import { reveal } from "./wall/masonry.tsx";
import { goToEnd } from "./wall/to-end.ts";
import type { Words } from "./words/words.ts";

/** Whether the list of keys shows. */
export const areKeysShown = signal(false);

/** What each key does, by its name in the words of the list that `?` shows. */
export const KEYS: readonly { readonly keys: readonly string[]; readonly does: keyof Words["keys"] }[] = [
  { keys: ["n"], does: "write" },
  { keys: ["/"], does: "search" },
  { keys: ["j", "k"], does: "step" },
  { keys: ["Home"], does: "toTop" },
  { keys: ["End"], does: "toEnd" },
  { keys: ["Enter"], does: "open" },
  { keys: ["e"], does: "edit" },
  { keys: ["t"], does: "tag" },
  { keys: ["x"], does: "choose" },
  { keys: ["a"], does: "chooseAll" },
  { keys: ["A"], does: "chooseAllFound" },
  { keys: ["p"], does: "pin" },
  { keys: ["#"], does: "trash" },
  { keys: ["Alt ↑", "Alt ↓"], does: "order" },
  { keys: ["Alt Shift ↑", "Alt Shift ↓"], does: "orderFar" },
  { keys: ["r"], does: "random" },
  { keys: ["Escape"], does: "letGo" },
  { keys: [","], does: "settings" },
  { keys: ["?"], does: "show" },
];

/** They rest while one types and while a dialog, such as an item’s sheet, lies over the wall. */
export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    if (document.querySelector("dialog[open]") !== null) return;
    const { target } = event;
    if (target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select")))
      return;
    const { key, altKey, shiftKey } = event;
    if (altKey ? order(key, shiftKey) : press(key, shiftKey)) event.preventDefault();
  });
}

/** Moves what is chosen, or the thing that has the focus, where the wall is ordered by hand. */
function order(key: string, isFar: boolean): boolean {
  const isUp = key === "ArrowUp";
  const ids = chosen.value.size > 0 ? [...chosen.value] : [current()].filter((id) => id !== null);
  if (!isByHand.value || !(isUp || key === "ArrowDown") || ids.length === 0) return false;
  const [near, far] = isUp ? (["up", "top"] as const) : (["down", "end"] as const);
  void import("./order/move.ts").then(({ moveBy }) => moveBy(ids, isFar ? far : near));
  return true;
}

/** @returns whether the key meant something */
function press(key: string, isShift: boolean): boolean {
  const here = current();
  switch (key) {
    case "n":
      document.getElementById("box")?.focus();
      return true;
    case "/":
      openSearch();
      return true;
    case "j":
      return step(1);
    case "k":
      return step(-1);
    case "a":
      chooseAll();
      return true;
    case "A":
      void chooseAllFound();
      return true;
    case "x":
    case "X":
      if (here !== null) choose(here, { reaching: isShift });
      return here !== null;
    case "e":
    case "t":
      if (here !== null) go(`${itemHref(here)}#${key === "e" ? "title" : "tags"}`);
      return here !== null;
    case "r":
      void openAnyOne();
      return true;
    case "p":
    case "#":
      return change(key);
    case ",":
      go(settingsHref());
      return true;
    case "Home":
      // At once: the browser's own gliding would be led astray by cards that are measured on the way.
      scrollTo({ top: 0, behavior: "instant" });
      return true;
    case "End":
      if (!isFinding.value) void goToEnd();
      return !isFinding.value;
    case "?":
      areKeysShown.value = true;
      return true;
    case "Escape":
      // A menu that lies over the rest closes first, and by itself.
      if (document.querySelector(":popover-open") !== null) return false;
      if (chosen.value.size > 0) letGo();
      else if (wallAddress.value.search !== null) closeSearch();
      return false;
    default:
      return false;
  }
}

function change(key: "p" | "#"): boolean {
  const ids = chosen.value.size > 0 ? chosen.value : new Set([current()]);
  const things = showing.value.filter((item) => ids.has(item.id));
  if (things.length === 0) return false;
  const isNext = chosen.value.size === 0 && key === "#" && step(1);
  const isPinning = things.some((item) => item.pinned_at === null);
  void import("./choose/change-many.ts").then(({ changeMany, trashed, pinned }) =>
    changeMany(things, key === "#" ? trashed() : pinned(isPinning)),
  );
  return isNext || things.length > 0;
}

/** The thing that has the focus. */
function current(): string | null {
  return document.activeElement?.closest<HTMLElement>(".masonry > [data-key]")?.dataset["key"] ?? null;
}

/** The focus goes to the next thing, or the one before; it is brought into sight, drawn or not. */
function step(by: 1 | -1): boolean {
  const ids = showing.value.map((item) => item.id);
  const at = ids.indexOf(current() ?? "");
  const next = at === -1 ? ids[0] : ids[at + by];
  if (next === undefined) return false;
  reveal(next);
  // At once where it is drawn already: the next key may come before the next frame, and counts from here.
  if (!focusOn(next)) requestAnimationFrame(() => focusOn(next));
  return true;
}

/** @returns whether the thing is drawn */
function focusOn(id: string): boolean {
  const card = document.querySelector<HTMLElement>(`.masonry > [data-key="${CSS.escape(id)}"]`);
  card?.querySelector<HTMLElement>("a, button")?.focus({ preventScroll: true });
  return card !== null;
}
