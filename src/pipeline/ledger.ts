import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "../core/ids.ts";
import { DatabaseUnavailable } from "../core/ports/database.ts";
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
import { aiLimitOf } from "../store/quotas.ts";
import { isStepHeld, keepMemo } from "../store/steps.ts";
import type { Reader, Store, Unit } from "../store/store.ts";

/** Monthly limits in micro-dollars; null is none. */
export interface Budgets {
  readonly everybodyUsd6: number | null;
  readonly personUsd6: number | null;
}

/** No call to a provider takes this long; one that nobody has ended by then was made by a process that died. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;
const ENDED_A_PASS = 500;
/** A database that is away for longer costs an answer: its step has to end some time. */
const WRITTEN_WITHIN_MS = 60_000;
const AGAIN_AFTER_MS = 1_000;

/** The budget has no room: thrown inside a unit, so that a half reservation is rolled back. */
class BudgetReached extends Error {
  readonly whose: "person" | "everybody";
  constructor(whose: "person" | "everybody") {
    super(`the budget of ${whose} is reached`);
    this.whose = whose;
  }
}

/** A worker that slept asks on behalf of a step that others have. */
class StepLost extends Error {}

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
      if (error instanceof StepLost) return { kind: "step-lost" };
      if (error instanceof BudgetReached) return { kind: "budget-reached", whose: error.whose };
      throw error;
    }
  }

  return {
    budgets,
    reserveWith,
    reserve: (wanted) =>
      reserveWith({ ...wanted, batch: null }, async (unit) => {
        if (wanted.step && !(await isStepHeld(unit.db, wanted.step))) throw new StepLost();
      }),
    async end({ call, step, outcome, usage, costUsd6, errorCode, memo }) {
      await onceItIsBack(() =>
        store.write(async (unit) => {
          // Kept only while the attempt is ours; the money is counted whoever has the step now.
          if (step && memo !== null) await keepMemo(unit, step, memo);
          // Ended once, however often: a commit that nobody knows of may have been done.
          await endCall(unit, call, { state: outcome, usage, costUsd6, errorCode });
        }),
      );
    },
    async left(person) {
      const month = monthOf(await store.nowMs());
      const budgetsOf = [
        [budgets.everybodyUsd6, EVERYBODY],
        [await personLimit(store.reader, { person, budgets }), person],
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

/** An answer that was paid and is not written down would be paid again: a database that is away is waited for. */
async function onceItIsBack(write: () => Promise<void>): Promise<void> {
  const givenUpAt = performance.now() + WRITTEN_WITHIN_MS;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || performance.now() > givenUpAt) throw error;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

/** The lower of what holds for each person by the settings, and of what the owner set for this one. */
async function personLimit(
  db: Reader,
  { person, budgets }: { person: string; budgets: Budgets },
): Promise<number | null> {
  const limits = [budgets.personUsd6, await aiLimitOf(db, person)].filter((limit) => limit !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}

async function reserveIn(
  unit: Unit,
  { id, wanted, budgets }: { id: string; wanted: CallWanted & { readonly batch: string | null }; budgets: Budgets },
): Promise<void> {
  const { person, item, step, batch, provider, model, highestUsd6 } = wanted;
  const month = monthOf(unit.nowMs);
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
  const ownUsd6 = highestUsd6 === 0 ? null : await personLimit(unit.db, { person, budgets });
  // Last, since everybody's row is waited for by every worker.
  for (const [whose, of, limit] of [
    ["person", person, ownUsd6],
    ["everybody", EVERYBODY, budgets.everybodyUsd6],
  ] as const) {
    // What costs nothing needs no room, and is counted all the same.
    const limitUsd6 = highestUsd6 === 0 ? null : limit;
    if (!(await reserveMoney(unit, { person: of, month, usd6: highestUsd6, limitUsd6 })))
      throw new BudgetReached(whose);
  }
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
