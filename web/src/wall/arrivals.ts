import { effect, signal } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import { items } from "./items.ts";

/** Scrolled further than this, one looks at something else than the top of the wall. */
const AWAY_PX = 600;

const isAway = signal(false);
/** What stood on the wall when the person scrolled away from its top. */
const standing = signal<ReadonlySet<string>>(new Set());

addEventListener(
  "scroll",
  () => {
    isAway.value = scrollY > AWAY_PX;
  },
  { passive: true },
);
effect(() => {
  if (isAway.value) standing.value = new Set(items.peek().map((item) => item.id));
});

/**
 * What arrives at the top while one looks further down waits there: it would push every card into another column
 * under the eyes of whoever reads. It takes its place as soon as the top is in sight.
 */
export function splitArrivals<Sending>(
  list: readonly Item[],
  onTheirWay: readonly Sending[],
): { shown: readonly Item[]; sendings: readonly Sending[]; waiting: number } {
  const first = isAway.value ? list.findIndex((item) => standing.value.has(item.id)) : 0;
  if (!isAway.value || first === -1) return { shown: list, sendings: onTheirWay, waiting: 0 };
  return { shown: list.slice(first), sendings: [], waiting: first + onTheirWay.length };
}
