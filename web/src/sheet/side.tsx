import type { Item } from "../../../src/contract/items.ts";
import { later } from "../later.tsx";
import { isAway } from "../live.ts";
import { walls } from "../session.ts";
import { byWhom } from "../wall/label.tsx";
import { words } from "../words/words.ts";
import { Analysis } from "./analysis.tsx";
import { FileList } from "./file-list.tsx";
import { NoteField } from "./note-field.tsx";
import { openShare } from "./open-item.ts";
import { hasArticle } from "./reading.tsx";
import { Similar } from "./similar.tsx";
import { Steps } from "./steps.tsx";
import { TagList } from "./tag-list.tsx";
import { WallsOfItem } from "./walls-of-item.tsx";

const HighlightList = later(async () => {
  const { default: Loaded, wordsAreHere } = await import("../reading/highlight-list.tsx");
  await wordsAreHere;
  return Loaded;
});

/** The side of the sheet: what is known about the item. */
export function Side({ item }: { item: Item }) {
  if (item.added_by !== null)
    return (
      <aside class="side" aria-label={words.value.item.side}>
        <section>
          <p class="quiet">
            <bdi dir="auto">{byWhom(item.added_by)}</bdi>
          </p>
        </section>
        {item.tags.length > 0 && (
          <section>
            <h3>{words.value.common.tags}</h3>
            <ul class="sheet-tags">
              {item.tags.map(({ name }) => (
                <li key={name} class="sheet-tag sheet-tag-only">
                  <bdi dir="auto">{name}</bdi>
                </li>
              ))}
            </ul>
          </section>
        )}
        {item.files.length > 0 && <FileList files={item.files} />}
        <Similar item={item} />
      </aside>
    );
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
      {hasArticle(item) && !isAway.value && <HighlightList item={item} />}
      {walls.value.length > 1 && <WallsOfItem item={item} />}
      <Analysis item={item} />
      {openShare.value !== null && openShare.value.steps.length > 0 && <Steps status={openShare.value} />}
      {item.files.length > 0 && <FileList files={item.files} />}
      <Similar item={item} />
    </aside>
  );
}
