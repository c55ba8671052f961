import { duplicatesOfItem } from "../../store/duplicates.ts";
import { findDuplicates, itemsAlike } from "../find-duplicates.ts";
import { alsoTouched } from "../merge.ts";
import { mergeOfItself } from "../merge-of-itself.ts";
import type { StepDefinition } from "../step.ts";

/**
 * The end of a run: that the item is ready and the share completed is the settling's doing. The search words are made by
 * whatever changed the item last; making them here once more cost a long article as much as reading it for them.
 *
 * What the item is recognised by is written here, when everything of it has been looked at, and an item that turned out
 * to be one that stood already becomes that one.
 */
export const finish: StepDefinition<Record<string, never>, null> = {
  name: "finish",
  lane: "content",
  timeoutMs: 10_000,
  tries: 5,
  delayMs: (tries) => 500 * 4 ** (tries - 1),
  message: "Putting it on the wall…",
  warning: null,
  load: () => Promise.resolve({}),
  work: () => Promise.resolve({ kind: "done", output: null }),
  async alsoLocks(db, { step }) {
    const alike = await itemsAlike(db, step);
    const pairs = await duplicatesOfItem(db, step.item);
    return pairs.length === 0 ? alike : [...alike, ...(await alsoTouched(db, step.item))];
  },
  async apply(unit, { item, step, others, doLast }) {
    await findDuplicates(unit, { item, others });
    const move = others.size === 0 ? null : await mergeOfItself(unit, { item, step, others });
    if (move) doLast(move);
  },
};
