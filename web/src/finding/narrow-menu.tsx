import { useSignal } from "@preact/signals";
import { CATEGORIES, SENTIMENTS } from "../../../src/contract/choices.ts";
import type { Item } from "../../../src/contract/items.ts";
import type { Tag } from "../../../src/contract/tags.ts";
import type { FacetName } from "../address.ts";
import { ask } from "../api.ts";
import { showing } from "../choose/chosen.ts";
import { Icon } from "../icon.tsx";
import { words } from "../words/words.ts";
import { chooseFacet, facet } from "./facets.ts";
import { valueWords } from "./value-words.ts";

const MOST_TAGS = 100;
/** Sites and languages are those of what is loaded; so many of them, the most frequent ones. */
const MOST_VALUES = 40;

/** Narrows what shows by what is known of things. The tags are all the person has, with how many things have each. */
export function NarrowMenu() {
  const tags = useSignal<readonly Tag[]>([]);
  const say = words.value.finding;
  const load = async () => {
    const list = await ask<{ items: Tag[] }>("GET", `/tags?limit=${MOST_TAGS}`).catch(() => null);
    if (list !== null) tags.value = list.items;
  };
  return (
    <>
      <button type="button" class="narrow" popovertarget="narrow-menu">
        <Icon name="filter" small />
        {say.narrow}
      </button>
      <div
        id="narrow-menu"
        class="menu narrow-menu"
        popover="auto"
        onToggle={(event) => event.newState === "open" && void load()}
      >
        <Facet name="tag" values={tags.value.map((tag) => [tag.name, `${tag.name} (${tag.items})`])} />
        <Facet name="site" values={sameWords(frequent((item) => item.site_name))} />
        <Facet name="category" values={CATEGORIES.map((each) => [each, say.categories[each]])} />
        <Facet name="mood" values={SENTIMENTS.map((each) => [each, say.moods[each]])} />
        <Facet
          name="language"
          values={frequent((item) => item.language).map((each) => [each, valueWords("language", each)])}
        />
        <label class="narrow-archived">
          <input
            type="checkbox"
            checked={facet("archived") === "true"}
            onChange={({ currentTarget }) => chooseFacet("archived", currentTarget.checked ? "true" : null)}
          />
          {say.onlyArchived}
        </label>
      </div>
    </>
  );
}

function Facet({
  name,
  values,
}: {
  name: Exclude<FacetName, "kind" | "archived" | "sort">;
  values: readonly (readonly [string, string])[];
}) {
  const say = words.value.finding;
  const value = facet(name);
  // What is chosen stays choosable, also when nothing that is loaded has it.
  const all =
    value === null || values.some(([each]) => each === value)
      ? values
      : [[value, valueWords(name, value)] as const, ...values];
  return (
    <label>
      <span>{say.facets[name]}</span>
      <select
        class="field"
        value={value ?? ""}
        onChange={({ currentTarget }) => chooseFacet(name, currentTarget.value || null)}
      >
        <option value="">{say.any}</option>
        {all.map(([each, shown]) => (
          <option key={each} value={each}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}

const sameWords = (values: readonly string[]): (readonly [string, string])[] => values.map((each) => [each, each]);

/** The values of what is loaded, the most frequent first. */
function frequent(wordOf: (item: Item) => string | null): string[] {
  const counts = new Map<string, number>();
  for (const item of showing.value) {
    const value = wordOf(item);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([one, some], [other, more]) => more - some || one.localeCompare(other));
  return sorted.slice(0, MOST_VALUES).map(([value]) => value);
}
