import type { Lane } from "../core/steps.ts";
import { lastRank } from "../store/steps.ts";
import type { Unit } from "../store/store.ts";

/** About how long a step holds a place: how far one person's next step stands behind their last. */
const STEP_WEIGHT_MS = 1_000;
/** People remembered; one forgotten is asked of the rows again. */
const REMEMBERED = 10_000;

/**
 * Fairness between people without a queue each: a step's rank is now, or behind its person's last one in that lane.
 * Somebody with a thousand steps waiting does not keep the one step of another waiting; alone, they wait for nobody.
 * Kept in memory since it only orders work; what a restart forgets is read from the open steps.
 */
export class Ranks {
  readonly #last = new Map<string, number>();

  async next(unit: Unit, { person, lane }: { person: string; lane: Lane }): Promise<number> {
    const key = `${lane} ${person}`;
    const last = this.#last.get(key) ?? (await lastRank(unit.db, { person, lane })) ?? 0;
    const rank = Math.max(unit.nowMs, last) + STEP_WEIGHT_MS;
    if (this.#last.size >= REMEMBERED && !this.#last.has(key)) this.#last.clear();
    this.#last.set(key, rank);
    return rank;
  }
}
