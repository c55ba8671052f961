import { wallAddress } from "./address.ts";
import { closeSearch } from "./search/search.ts";
import { openSearch } from "./wall/head.tsx";

/** One-letter keys for what is done most: n writes, / searches, Escape ends the search. They rest while one types and while a dialog, such as an item’s sheet, lies over the wall. */
export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]") !== null) return;
    const { target } = event;
    if (target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select")))
      return;
    if (event.key === "n") {
      event.preventDefault();
      document.getElementById("box")?.focus();
    }
    if (event.key === "Escape" && wallAddress.value.search !== null) closeSearch();
    if (event.key === "/") {
      event.preventDefault();
      openSearch();
    }
  });
}
