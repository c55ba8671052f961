import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import { words } from "../words/words.ts";
import { fitHeight } from "./fit-height.ts";
import { editOpenItem } from "./open-item.ts";

/** The title, edited where it stands and saved when one leaves it. Emptied, it falls back to what was read. */
export function TitleField({ item }: { item: Item }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = field.current;
    if (area === null || document.activeElement === area) return;
    area.value = item.title;
    fitHeight(area);
  }, [item.title]);
  useEffect(() => {
    if (location.hash === "#title") field.current?.select();
  }, []);
  const save = () => {
    const title = field.current?.value.replace(/\s+/g, " ").trim() ?? "";
    if (title !== item.title) editOpenItem({ title: title === "" ? null : title });
  };
  return (
    <h2 class="title-place">
      <textarea
        ref={field}
        class="title-field"
        aria-label={words.value.item.title}
        rows={1}
        dir="auto"
        spellcheck={false}
        maxLength={LIMITS.titleCharacters}
        onInput={(event) => fitHeight(event.currentTarget)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
    </h2>
  );
}
