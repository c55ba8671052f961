import { Component } from "preact";
import type { Item } from "../../../src/contract/items.ts";
import { go, itemHref } from "../address.ts";
import { ChooseBox } from "../choose/choose-box.tsx";
import { isByHand } from "../finding/facets.ts";
import { Icon } from "../icon.tsx";
import { later } from "../later.tsx";
import { isOwn } from "../members/whose.ts";
import { ProgressBar } from "../reading/progress-bar.tsx";
import { deleteItem, pinItem } from "../sheet/item-verbs.ts";
import { words } from "../words/words.ts";
import { AtWork, Trouble } from "./at-work.tsx";
import { pageOf } from "./item-words.ts";
import { Label } from "./label.tsx";
import { Opening } from "./opening.tsx";
import { Plate, saysTitle } from "./plate.tsx";
import { isAtWork, troubleOf } from "./troubles.ts";

/** Most walls are ordered by time and need none of this. */
const Grip = later(async () => (await import("../order/grip.tsx")).Grip);

interface CardProps {
  readonly item: Item;
  readonly snippet?: string | null;
}

/** One thing on the wall: a plate and its label. A card whose item has not changed is not drawn again. */
export class Card extends Component<CardProps> {
  override shouldComponentUpdate(next: CardProps): boolean {
    return next.item !== this.props.item || next.snippet !== this.props.snippet;
  }

  override render() {
    const { item, snippet = null } = this.props;
    return (
      <article class="card">
        <Plate item={item} />
        <ProgressBar item={item} />
        <Below item={item} snippet={snippet} />
        <ChooseBox item={item} />
        <GripByHand item={item} />
        <Actions item={item} />
      </article>
    );
  }
}

/** Apart from the card, which is not drawn again when only the order of the wall is another. */
function GripByHand({ item }: { item: Item }) {
  return isByHand.value ? <Grip item={item} /> : null;
}

/** What stands under the plate: how far the work is, what went wrong, or the label. */
function Below({ item, snippet }: { item: Item; snippet: string | null }) {
  if (isAtWork(item)) {
    return (
      <>
        {!saysTitle(item) && item.kind !== "note" && <TitleLine item={item} />}
        <AtWork item={item} />
      </>
    );
  }
  const trouble = troubleOf(item);
  if (trouble !== null && saysTitle(item)) return <Trouble item={item} trouble={trouble} />;
  return (
    <>
      <Label item={item} snippet={snippet} />
      {trouble !== null && <Trouble item={item} trouble={trouble} />}
    </>
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
  const { card, common } = words.value;
  const openTags = () => go(`${itemHref(item.id)}#tags`);
  if (!isOwn(item)) return <OthersActions item={item} />;
  return (
    <fieldset class="actions" aria-label={card.actions(item.title)}>
      <button
        type="button"
        aria-pressed={isPinned}
        aria-label={isPinned ? common.unpin : common.pin}
        title={isPinned ? common.unpin : common.pin}
        onClick={() => void pinItem(item, !isPinned)}
      >
        <Icon name="pin" small />
      </button>
      <button type="button" aria-label={card.tag} title={card.tag} onClick={openTags}>
        <Icon name="tag" small />
      </button>
      {page !== null && (
        <a href={page} target="_blank" rel="noreferrer" aria-label={common.openPage} title={common.openPage}>
          <Icon name="externalLink" small />
        </a>
      )}
      <button type="button" aria-label={common.trash} title={common.trash} onClick={() => void deleteItem(item)}>
        <Icon name="trash" small />
      </button>
    </fieldset>
  );
}

/** Of somebody else's thing one opens the page; the rest is on its sheet. */
function OthersActions({ item }: { item: Item }) {
  const page = pageOf(item);
  const { card, common } = words.value;
  if (page === null) return null;
  return (
    <fieldset class="actions" aria-label={card.actions(item.title)}>
      <a href={page} target="_blank" rel="noreferrer" aria-label={common.openPage} title={common.openPage}>
        <Icon name="externalLink" small />
      </a>
    </fieldset>
  );
}
