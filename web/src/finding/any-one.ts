import type { Item } from "../../../src/contract/items.ts";
import { go, itemHref } from "../address.ts";
import { ask, Refusal, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { wall } from "../session.ts";
import { words } from "../words/words.ts";

/** Opens any one thing of the wall that shows; says so when there is none. */
export async function openAnyOne(): Promise<void> {
  try {
    const query = wall.value === null || wall.value.kind === "smart" ? "" : `?wall=${wall.value.id}`;
    go(itemHref((await ask<Item>("GET", `/items/random${query}`)).id));
  } catch (thrown) {
    const isNone = thrown instanceof Refusal && thrown.code === "not-found";
    tell(isNone ? words.value.finding.noneToChoose : sentenceOf(thrown));
  }
}
