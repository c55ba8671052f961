import { effect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { wallAddress } from "../address.ts";
import { Icon } from "../icon.tsx";
import { words } from "../words/words.ts";
import { closeSearch, found, isSearching, searchProblem, typeWords } from "./search.ts";

/** The words that are searched for, large, and how many things were found. */
export function SearchRow() {
  const field = useRef<HTMLInputElement>(null);
  const typed = useRef("");
  // Before the next key: what follows the "/" must not be lost.
  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.focus();
    // What is chosen beside the words stands among them.
    return effect(() => {
      const said = wallAddress.value.search ?? "";
      if (field.current === null || said === typed.current) return;
      typed.current = said;
      field.current.value = said;
    });
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
        aria-label={words.value.search.label}
        placeholder={words.value.search.placeholder}
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          typed.current = event.currentTarget.value;
          typeWords(typed.current);
        }}
        onKeyDown={onKeyDown}
      />
      <output class="search-count" aria-live="polite">
        {countWords()}
      </output>
      <button type="button" class="icon-button" aria-label={words.value.search.close} onClick={closeSearch}>
        <Icon name="close" />
      </button>
    </search>
  );
}

function countWords(): string {
  const answer = found.value;
  const { search } = words.value;
  if (searchProblem.value !== null || answer === null) return isSearching.value ? search.searching : "";
  if (answer.total_is === "at-least") return search.moreThan(answer.total);
  return search.count(answer.total);
}
