import type { Item } from "../../../src/contract/items.ts";
import { walls } from "../session.ts";
import { words } from "../words/words.ts";
import { Analysis } from "./analysis.tsx";
import { FileList } from "./file-list.tsx";
import { NoteField } from "./note-field.tsx";
import { openShare } from "./open-item.ts";
import { Steps } from "./steps.tsx";
import { TagList } from "./tag-list.tsx";
import { WallsOfItem } from "./walls-of-item.tsx";

/** The side of the sheet: what is known about the item. */
export function Side({ item }: { item: Item }) {
  return (
    <aside class="side" aria-label={words.value.item.side}>
      <section>
        <h3 id="note-heading">{words.value.item.yourNote}</h3>
        <NoteField item={item} />
      </section>
      <section>
        <h3>{words.value.common.tags}</h3>
        <TagList item={item} />
      </section>
      {walls.value.length > 1 && <WallsOfItem item={item} />}
      <Analysis item={item} />
      {openShare.value !== null && openShare.value.steps.length > 0 && <Steps status={openShare.value} />}
      {item.files.length > 0 && <FileList files={item.files} />}
    </aside>
  );
}
