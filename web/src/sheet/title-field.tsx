import { useEffect } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import { EditNews } from "../edits/edit-news.tsx";
import { useKeptField } from "../edits/kept-field.ts";
import { isOwn } from "../members/whose.ts";
import { words } from "../words/words.ts";

/** The title, edited where it stands and saved when one leaves it. Emptied, it falls back to what was read. */
export function TitleField({ item }: { item: Item }) {
  const field = useKeptField(item, "title", (text) => text.replace(/\s+/g, " ").trim());
  useEffect(() => {
    if (location.hash === "#title") field.ref.current?.select();
  }, []);
  return (
    <>
      <h2 class="title-place">
        <textarea
          {...field}
          class="title-field"
          aria-label={words.value.item.title}
          rows={1}
          dir="auto"
          spellcheck={false}
          readOnly={!isOwn(item)}
          maxLength={LIMITS.titleCharacters}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.isComposing) return;
            event.preventDefault();
            event.currentTarget.blur();
          }}
        />
      </h2>
      <EditNews item={item.id} field="title" />
    </>
  );
}
