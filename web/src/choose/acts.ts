import type { Act, ActQuery } from "../../../src/contract/acts.ts";
import type { ItemChange } from "../../../src/contract/items.ts";
import { ask, Refusal, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { refreshHits } from "../search/search.ts";
import { reloadWall } from "../wall/items.ts";
import { words } from "../words/words.ts";

/** How often the page looks how far an act is that goes on in the background. */
const LOOK_MS = 500;

/** What is changed: things by their ids, or all that a question finds. */
export type Chosen = { readonly ids: readonly string[] } | { readonly query: ActQuery };

/** Asks for one change and waits for its end; a long one says how far it is, and can be taken back meanwhile. */
export async function begin(chosen: Chosen, change: ItemChange): Promise<Act> {
  return await endOf(await ask<Act>("POST", "/acts", { ...chosen, change }), true);
}

/** Takes an act back, shows everything as it is then, and says what was left. */
export async function takeBack(id: string): Promise<void> {
  try {
    const act = await endOf(await ask<Act>("POST", `/acts/${id}/undo`), false);
    await Promise.all([reloadWall(), refreshHits()]);
    const { left } = act.counts;
    if (left > 0) tell(words.value.choose.left(left));
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}

/** What offers the way back, in a notice. */
export const wayBack = (id: string) => ({ label: words.value.common.undo, run: () => void takeBack(id) });

async function endOf(act: Act, offersUndo: boolean): Promise<Act> {
  let now = act;
  while (now.ended_at === null) {
    const { chosen, changed, same, refused, undone, left } = now.counts;
    const done = offersUndo ? changed + same + refused : undone + left;
    tell(words.value.choose.under(done, chosen), offersUndo ? wayBack(now.id) : undefined);
    await new Promise((wake) => setTimeout(wake, LOOK_MS));
    now = await look(now);
  }
  return now;
}

/** A server that is busy for a moment is asked again: the act goes on whoever looks. */
async function look(last: Act): Promise<Act> {
  try {
    return await ask<Act>("GET", `/acts/${last.id}`);
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.isPassing) return last;
    throw thrown;
  }
}
