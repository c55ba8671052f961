import { useEffect, useRef } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import { Icon } from "../icon.tsx";
import { words } from "../words/words.ts";
import { tagItem } from "./item-verbs.ts";
import { saveOpenItem } from "./open-item.ts";

/** A person's tags filled, the analysis's outlined; each can be taken off, and more can be added. */
export function TagList({ item }: { item: Item }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (location.hash === "#tags") field.current?.focus();
  }, []);
  const add = () => {
    const names = (field.current?.value ?? "").split(",").map((name) => name.trim().replace(/^#/, ""));
    if (field.current) field.current.value = "";
    for (const name of names.filter(Boolean)) void saveOpenItem(() => tagItem(item.id, name, true));
  };
  return (
    <ul class="sheet-tags">
      {item.tags.map((tag) => (
        <li key={tag.name} class={tag.by === "person" ? "sheet-tag sheet-tag-own" : "sheet-tag"}>
          <bdi dir="auto">{tag.name}</bdi>
          <button
            type="button"
            aria-label={words.value.item.takeOff(tag.name)}
            onClick={() => void saveOpenItem(() => tagItem(item.id, tag.name, false))}
          >
            <Icon name="close" small />
          </button>
        </li>
      ))}
      <li>
        <input
          ref={field}
          class="tag-field"
          aria-label={words.value.item.addTag}
          placeholder={words.value.item.add}
          dir="auto"
          maxLength={LIMITS.tagCharacters}
          autocomplete="off"
          onBlur={add}
          onKeyDown={(event) => {
            if ((event.key !== "Enter" && event.key !== ",") || event.isComposing) return;
            event.preventDefault();
            add();
          }}
        />
      </li>
    </ul>
  );
}
