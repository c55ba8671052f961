import type { Chain } from "../ai/chain.ts";
import { fullQuestionUsd6, leastLeftUsd6 } from "../ai/prices.ts";
import type { Queue } from "../core/ports/doorbells.ts";
import { PRIORITIES } from "../core/steps.ts";
import { itemsWantingBetter, wantsBetter } from "../store/analyses.ts";
import { countImprovements } from "../store/batched-steps.ts";
import { lockItem, stands } from "../store/items.ts";
import { openStepsOfItem } from "../store/steps.ts";
import type { Store } from "../store/store.ts";
import type { Ranks } from "./ranks.ts";
import { startRun } from "./start-run.ts";

export interface ImproveDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly ranks: Ranks;
  readonly chain: Chain;
}

/** Improvements under way at a time: few where each is a call of its own, many where a batch takes them all. */
const IMPROVEMENTS_AT_ONCE = { singly: 20, batched: 1_000 } as const;
const BEGUN_A_PASS = 100;
/** Names in one query; with more of them than this the oldest are looked at too early. */
const MOST_EXCEPT = 5_000;
/** An item whose improvement brought nothing is left alone for so long, or the same would come of it every moment. */
const AGAIN_AFTER_MS = 10 * 60_000;

/** When improvements were begun, by item. A process that starts anew tries each once more. */
export type Begun = Map<string, number>;

/**
 * Begins anew where the built-in analysis stood in for a provider, once one can be asked again and the budget has room:
 * as runs of their own in the background, which show nothing until they have something better. Tells how many.
 */
export async function improveSome({ store, queue, ranks, chain }: ImproveDeps, lately: Begun): Promise<number> {
  const link = chain.links.find(({ line }) => !line.isResting());
  if (!link) return 0;
  const batched = chain.batching && chain.links[0]?.line.provider.batches != null;
  const limit = batched ? IMPROVEMENTS_AT_ONCE.batched : IMPROVEMENTS_AT_ONCE.singly;
  const room = limit - (await countImprovements(store.reader, PRIORITIES.background));
  if (room <= 0) return 0;
  const neededUsd6 = link.price === null ? 0 : fullQuestionUsd6(link.price);
  const nowMs = await store.nowMs();
  for (const [item, begunAt] of lately) if (nowMs - begunAt >= AGAIN_AFTER_MS) lately.delete(item);
  const except = [...lately.keys()].slice(-MOST_EXCEPT);
  const moneyOf = new Map<string, Awaited<ReturnType<typeof chain.ledger.left>>>();
  const poor = new Set<string>();
  let begun = 0;
  for (;;) {
    const knownPoor = poor.size;
    const wanting = await itemsWantingBetter(store.reader, {
      limit: Math.min(room - begun, BEGUN_A_PASS),
      except,
      exceptOwners: [...poor],
    });
    for (const { item, owner } of wanting) {
      if (poor.has(owner)) continue;
      if (!moneyOf.has(owner)) moneyOf.set(owner, await chain.ledger.left(owner));
      const money = moneyOf.get(owner) ?? null;
      // What this pass began has reserved nothing yet: two on the same money would cost the second one its turn.
      const spokenForUsd6 = begun * neededUsd6;
      const leastUsd6 = money === null || link.price === null ? 0 : leastLeftUsd6(link.price, money.ofUsd6);
      if (money !== null && money.leftUsd6 - spokenForUsd6 < leastUsd6) {
        poor.add(owner);
        continue;
      }
      except.push(item);
      if (!(await begin({ store, ranks }, item))) continue;
      lately.set(item, nowMs);
      begun += 1;
    }
    // Those who have nothing left must not stand in front of those who have.
    if (poor.size === knownPoor || begun >= room) break;
  }
  if (begun > 0) queue.ring("ai");
  return begun;
}

/** Begins an improvement of an item that still wants one and is worked on by nobody. */
async function begin({ store, ranks }: Pick<ImproveDeps, "store" | "ranks">, item: string): Promise<boolean> {
  return await store.write(async (unit) => {
    const row = await lockItem(unit, item);
    if (row?.state !== "ready" || !stands(row) || !(await wantsBetter(unit.db, item))) return false;
    if ((await openStepsOfItem(unit.db, item)).length > 0) return false;
    await startRun(unit, ranks, {
      item,
      person: row.owner,
      share: null,
      cause: "analyze",
      steps: [{ name: "analyze", afterMs: 0 }],
      priority: PRIORITIES.background,
    });
    return true;
  });
}
