import type { Item } from "../../../src/contract/items.ts";
import { Icon } from "../icon.tsx";
import { words } from "../words/words.ts";
import { choose, chosen } from "./chosen.ts";

/** The corner of a card by which it is chosen; seen on hover, by keyboard, and on every card once one is chosen. */
export function ChooseBox({ item }: { item: Item }) {
  const isOn = chosen.value.has(item.id);
  return (
    <button
      type="button"
      class={chosen.value.size > 0 ? "choose choose-shown" : "choose"}
      aria-pressed={isOn}
      aria-label={words.value.card.choose(item.title)}
      onClick={(event) => choose(item.id, { reaching: event.shiftKey })}
    >
      {isOn && <Icon name="check" small />}
    </button>
  );
}
