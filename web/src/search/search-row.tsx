import { useLayoutEffect, useRef } from "preact/hooks";
import { wallAddress } from "../address.ts";
import { Icon } from "../icon.tsx";
import { countOf } from "../words.ts";
import { closeSearch, found, isSearching, searchProblem, typeWords } from "./search.ts";

/** The words that are searched for, large, and how many things were found. */
export function SearchRow() {
  const field = useRef<HTMLInputElement>(null);
  // Before the next key: what follows the "/" must not be lost.
  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.value = wallAddress.peek().search ?? "";
    field.current.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    closeSearch();
  };
  return (
    <search class="search-row">
      <Icon name="search" />
      <input
        ref={field}
        type="text"
        inputMode="search"
        enterkeyhint="search"
        aria-label="Search all your things"
        placeholder="Search your things"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => typeWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <output class="search-count" aria-live="polite">
        {countWords()}
      </output>
      <button type="button" class="icon-button" aria-label="Close the search" onClick={closeSearch}>
        <Icon name="close" />
      </button>
    </search>
  );
}

function countWords(): string {
  const answer = found.value;
  if (searchProblem.value !== null || answer === null) return isSearching.value ? "Searching…" : "";
  if (answer.total_is === "at-least") return `More than ${countOf(answer.total, "thing")}`;
  return answer.total === 0 ? "Nothing" : countOf(answer.total, "thing");
}
