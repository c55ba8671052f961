import type { Item } from "../../../src/contract/items.ts";
import { chosen } from "../choose/chosen.ts";
import { Icon } from "../icon.tsx";
import { words } from "../words/words.ts";
import { takeHold } from "./drag.ts";
import "./order.css";
import { openOrderMenu } from "./order-menu.tsx";

/** By this a card is dragged, with a mouse or a finger; pressed it says where else the card can go. */
export function Grip({ item }: { item: Item }) {
  // Whoever takes hold of one of those that are chosen moves them all.
  const moved = () => (chosen.value.has(item.id) ? [...chosen.value] : [item.id]);
  let wasDragged = false;
  return (
    <button
      type="button"
      class="grip"
      aria-label={words.value.order.grip(item.title)}
      title={words.value.order.grip(item.title)}
      onPointerDown={(event) => {
        wasDragged = false;
        takeHold(event, moved(), () => {
          wasDragged = true;
        });
      }}
      onClick={(event) => {
        if (!wasDragged) openOrderMenu({ grip: event.currentTarget, ids: moved() });
        wasDragged = false;
      }}
    >
      <Icon name="grip" small />
    </button>
  );
}
