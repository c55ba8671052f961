import type { Item } from "../../../src/contract/items.ts";
import { go, itemHref } from "../address.ts";
import { Icon } from "../icon.tsx";
import { deleteItem, pinItem } from "../sheet/item-verbs.ts";
import { AtWork, Trouble } from "./at-work.tsx";
import { pageOf } from "./item-words.ts";
import { Label } from "./label.tsx";
import { Opening } from "./opening.tsx";
import { leadPicture } from "./picture.ts";
import { Plate, saysTitle } from "./plate.tsx";
import { isAtWork, troubleOf } from "./troubles.ts";

/** One thing on the wall: a plate and its label. */
export function Card({ item, snippet = null }: { item: Item; snippet?: string | null }) {
  const trouble = isAtWork(item) ? null : troubleOf(item);
  const isBare = leadPicture(item) === null && saysTitle(item);
  return (
    <article class="card">
      <Plate item={item} />
      {isAtWork(item) ? (
        <>
          {!isBare && item.kind !== "note" && <TitleLine item={item} />}
          <AtWork item={item} />
        </>
      ) : trouble !== null && isBare ? (
        <Trouble item={item} reason={trouble} />
      ) : (
        <>
          <Label item={item} snippet={snippet} />
          {trouble !== null && <Trouble item={item} reason={trouble} />}
        </>
      )}
      <Actions item={item} />
    </article>
  );
}

function TitleLine({ item }: { item: Item }) {
  return (
    <div class="label">
      <h2 class="label-title">
        <Opening item={item}>
          <bdi dir="auto">{item.title}</bdi>
        </Opening>
      </h2>
    </div>
  );
}

function Actions({ item }: { item: Item }) {
  const isPinned = item.pinned_at !== null;
  const page = pageOf(item);
  const openTags = () => go(`${itemHref(item.id)}#tags`);
  return (
    <fieldset class="actions" aria-label={`Actions for ${item.title}`}>
      <button
        type="button"
        aria-pressed={isPinned}
        aria-label={isPinned ? "Unpin" : "Pin"}
        title={isPinned ? "Unpin" : "Pin"}
        onClick={() => void pinItem(item, !isPinned)}
      >
        <Icon name="pin" small />
      </button>
      <button type="button" aria-label="Tag" title="Tag" onClick={openTags}>
        <Icon name="tag" small />
      </button>
      {page !== null && (
        <a href={page} target="_blank" rel="noreferrer" aria-label="Open the page" title="Open the page">
          <Icon name="externalLink" small />
        </a>
      )}
      <button
        type="button"
        aria-label="Move to the trash"
        title="Move to the trash"
        onClick={() => void deleteItem(item)}
      >
        <Icon name="trash" small />
      </button>
    </fieldset>
  );
}
