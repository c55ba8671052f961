import type { Item } from "../../../src/contract/items.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import { EditNews } from "../edits/edit-news.tsx";
import { useKeptField } from "../edits/kept-field.ts";
import { words } from "../words/words.ts";

/** The owner's remark; saved when one leaves it. */
export function NoteField({ item }: { item: Item }) {
  const field = useKeptField(item, "note", (text) => text.trim());
  return (
    <>
      <textarea
        {...field}
        class="note-field"
        aria-labelledby="note-heading"
        rows={1}
        dir="auto"
        placeholder={words.value.item.why}
        maxLength={LIMITS.noteCharacters}
      />
      <EditNews item={item.id} field="note" />
    </>
  );
}
