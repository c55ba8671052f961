import type { Item } from "../../../src/contract/items.ts";
import { BUILT_IN } from "../analysis-words.ts";
import { ageOf, directionOf, now } from "../formats.ts";
import { Marked } from "../search/marked.tsx";
import { words } from "../words/words.ts";
import { isTitleInText, sizeWords, sourceOf } from "./item-words.ts";
import { Opening } from "./opening.tsx";
import { isShortNote, saysTitle } from "./plate.tsx";

/** The lower part of a card: title, where from and when, what was found, tags. */
export function Label({ item, snippet }: { item: Item; snippet: string | null }) {
  const hasTitle = !saysTitle(item) && !(item.kind === "note" && (item.text === null || isTitleInText(item)));
  const size = sizeWords(item);
  return (
    <div class="label" dir={directionOf(item.title)}>
      {hasTitle && (
        <h2 class="label-title">
          <Opening item={item}>
            <bdi dir="auto">{item.title}</bdi>
          </Opening>
        </h2>
      )}
      <p class="meta">
        <bdi dir="auto" class="meta-source">
          {sourceOf(item)}
        </bdi>
        {size && <span class="meta-part">{size}</span>}
        <span class="meta-part">
          <time dir="ltr" dateTime={item.created_at}>
            {ageOf(item.created_at, now.value)}
          </time>
        </span>
        {item.added_by !== null && (
          <span class="meta-part">
            <bdi dir="auto">{byWhom(item.added_by)}</bdi>
          </span>
        )}
        {item.guest !== null && (
          <span class="meta-part">
            <bdi dir="auto">{words.value.wall.guest(item.guest)}</bdi>
          </span>
        )}
        {item.analyzed_by === BUILT_IN && <BuiltIn item={item} />}
      </p>
      {snippet && !isShortNote(item) && (
        <p class="snippet" dir="auto">
          <Marked text={snippet} />
        </p>
      )}
      <Tags item={item} />
    </div>
  );
}

/** Whose a thing of somebody else is. */
export const byWhom = ({ name }: NonNullable<Item["added_by"]>): string =>
  name === null ? words.value.wall.bySomebody : words.value.wall.by(name);

/** The mark of an analysis without an AI. */
function BuiltIn({ item }: { item: Item }) {
  const { card } = words.value;
  const said = item.analysis?.better_follows ? card.builtInForNow : card.builtIn;
  return <span class="built-in" title={said} role="img" aria-label={said} />;
}

const TAGS_SHOWN = 3;

function Tags({ item }: { item: Item }) {
  if (item.tags.length === 0) return null;
  const own = item.tags.filter((tag) => tag.by === "person");
  const shown = [...own, ...item.tags.filter((tag) => tag.by === "ai")].slice(0, TAGS_SHOWN);
  return (
    <ul class="tags" aria-label={words.value.common.tags}>
      {shown.map((tag) => (
        <li key={tag.name} class={tag.by === "person" ? "tag tag-own" : "tag"}>
          <bdi dir="auto">{tag.name}</bdi>
        </li>
      ))}
    </ul>
  );
}
