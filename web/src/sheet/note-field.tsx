import { useLayoutEffect, useRef } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import { words } from "../words/words.ts";
import { fitHeight } from "./fit-height.ts";
import { editOpenItem } from "./open-item.ts";

/** The owner's remark; saved when one leaves it. */
export function NoteField({ item }: { item: Item }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = field.current;
    if (area === null || document.activeElement === area) return;
    area.value = item.note ?? "";
    fitHeight(area);
  }, [item.note]);
  const save = () => {
    const note = field.current?.value.trim() ?? "";
    if (note !== (item.note ?? "")) editOpenItem({ note: note === "" ? null : note });
  };
  return (
    <textarea
      ref={field}
      class="note-field"
      aria-labelledby="note-heading"
      rows={1}
      dir="auto"
      placeholder={words.value.item.why}
      maxLength={LIMITS.noteCharacters}
      onInput={(event) => fitHeight(event.currentTarget)}
      onBlur={save}
    />
  );
}
