import type { ComponentChildren } from "preact";
import type { Item } from "../../../src/contract/items.ts";
import { follow, itemHref } from "../address.ts";

/** The link that opens an item; its reach is the whole card (see card.css). */
export function Opening({ item, children }: { item: Item; children: ComponentChildren }) {
  return (
    <a class="opening" href={itemHref(item.id)} onClick={follow} dir="auto">
      {children}
    </a>
  );
}
