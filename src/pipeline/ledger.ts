import { newId } from "../core/ids.ts";
import type { CallWanted, Ledger, Reservation } from "../core/ports/ledger.ts";
import {
  EVERYBODY,
  endCall,
  insertCall,
  listForgottenCalls,
  moneyOf,
  monthOf,
  reserveMoney,
} from "../store/ai-money.ts";
import { keepMemo } from "../store/steps.ts";
import type { Store, Unit } from "../store/store.ts";

/** Monthly limits in micro-dollars; null is none. */
export interface Budgets {
  readonly everybodyUsd6: number | null;
  readonly personUsd6: number | null;
}

/** No call to a provider takes this long; one that nobody has ended by then was made by a process that died. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;
const ENDED_A_PASS = 500;

/** The budget has no room: thrown inside a unit, so that a half reservation is rolled back. */
class BudgetReached extends Error {
  readonly whose: "person" | "everybody";
  constructor(whose: "person" | "everybody") {
    super(`the budget of ${whose} is reached`);
    this.whose = whose;
  }
}

/** The ledger as rows. */
export interface RowLedger extends Ledger {
  readonly budgets: Budgets;
  /** Reserves as a part of something that is done in the same transaction, such as putting a question into a batch. */
  reserveWith(
    wanted: CallWanted & { readonly batch: string | null },
    also: (unit: Unit, call: string) => Promise<void>,
  ): Promise<Reservation>;
}

/** A reservation is one transaction of two conditional updates, however many want the last cent at the same time. */
export function openLedger(store: Store, budgets: Budgets): RowLedger {
  async function reserveWith(
    wanted: CallWanted & { readonly batch: string | null },
    also: (unit: Unit, call: string) => Promise<void>,
  ): Promise<Reservation> {
    try {
      const call = await store.write(async (unit) => {
        const id = newId(unit.nowMs);
        await also(unit, id);
        await reserveIn(unit, { id, wanted, budgets });
        return id;
      });
      return { kind: "reserved", call };
    } catch (error) {
      if (error instanceof BudgetReached) return { kind: "budget-reached", whose: error.whose };
      throw error;
    }
  }

  return {
    budgets,
    reserveWith,
    reserve: (wanted) => reserveWith({ ...wanted, batch: null }, () => Promise.resolve()),
    async end({ call, step, outcome, usage, costUsd6, errorCode, memo }) {
      await store.write(async (unit) => {
        // Kept only while the attempt is ours; the money is counted whoever has the step now.
        if (step && memo !== null) await keepMemo(unit, step, memo);
        await endCall(unit, call, { state: outcome, usage, costUsd6, errorCode });
      });
    },
    async left(person) {
      const month = monthOf(await store.nowMs());
      const budgetsOf = [
        [budgets.everybodyUsd6, EVERYBODY],
        [budgets.personUsd6, person],
      ] as const;
      let scarcest: { leftUsd6: number; ofUsd6: number } | null = null;
      for (const [ofUsd6, of] of budgetsOf) {
        if (ofUsd6 === null) continue;
        const { spentUsd6, reservedUsd6 } = await moneyOf(store.reader, { person: of, month });
        const leftUsd6 = Math.max(0, ofUsd6 - spentUsd6 - reservedUsd6);
        if (scarcest === null || leftUsd6 < scarcest.leftUsd6) scarcest = { leftUsd6, ofUsd6 };
      }
      return scarcest;
    },
  };
}

async function reserveIn(
  unit: Unit,
  { id, wanted, budgets }: { id: string; wanted: CallWanted & { readonly batch: string | null }; budgets: Budgets },
): Promise<void> {
  const { person, item, step, batch, provider, model, highestUsd6 } = wanted;
  const month = monthOf(unit.nowMs);
  for (const [whose, of, limit] of [
    ["everybody", EVERYBODY, budgets.everybodyUsd6],
    ["person", person, budgets.personUsd6],
  ] as const) {
    // What costs nothing needs no room, and is counted all the same.
    const limitUsd6 = highestUsd6 === 0 ? null : limit;
    if (!(await reserveMoney(unit, { person: of, month, usd6: highestUsd6, limitUsd6 })))
      throw new BudgetReached(whose);
  }
  const attempt = step?.attempt ?? null;
  await insertCall(unit, {
    id,
    person,
    month,
    item,
    step: step?.id ?? null,
    attempt,
    batch,
    provider,
    model,
    reserved_usd6: highestUsd6,
  });
}

/** Calls of processes that died in them: nobody knows whether they were answered, so they count as paid. */
export async function endForgottenCalls(store: Store): Promise<void> {
  const sentBeforeMs = (await store.nowMs()) - FORGOTTEN_AFTER_MS;
  const calls = await listForgottenCalls(store.reader, { sentBeforeMs, limit: ENDED_A_PASS });
  for (const call of calls)
    await store.write((unit) =>
      endCall(unit, call, { state: "unknown", usage: null, costUsd6: null, errorCode: "ai-forgotten" }),
    );
}
