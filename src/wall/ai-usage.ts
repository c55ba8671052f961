import type { AiUsage } from "../contract/analyses.ts";
import { callsByDay, EVERYBODY, moneyOf, monthOf } from "../store/ai-money.ts";
import { aiLimitOf } from "../store/quotas.ts";
import type { Reader, Store } from "../store/store.ts";
import { vectorsCounted } from "../store/vectors.ts";
import { vectorModel } from "../store/vectors-due.ts";
import type { Caller } from "./caller.ts";
import { usdOf } from "./present-analysis.ts";

/** Limits of a month in micro-dollars; null is none. */
export interface AiLimits {
  readonly everybodyUsd6: number | null;
  readonly personUsd6: number | null;
}

/** What a person's analyses cost in a month; the owner sees what everybody's do. */
export async function aiUsage(
  store: Store,
  {
    caller,
    month,
    limits,
    pricesAsOf,
    meaningOf,
  }: {
    caller: Caller;
    month: string | null;
    limits: AiLimits;
    pricesAsOf: string;
    /** The model that makes vectors; null without one. */
    meaningOf: string | null;
  },
): Promise<AiUsage> {
  const asked = month ?? monthOf(await store.nowMs());
  const budget = async (person: string, limit: number | null) => {
    const { spentUsd6, reservedUsd6 } = await moneyOf(store.reader, { person, month: asked });
    return {
      budget_usd: limit === null ? null : usdOf(limit),
      spent_usd: usdOf(spentUsd6),
      reserved_usd: usdOf(reservedUsd6),
    };
  };
  const own = await aiLimitOf(store.reader, caller.person);
  const personUsd6 = own === null ? limits.personUsd6 : Math.min(own, limits.personUsd6 ?? own);
  const calls = await callsByDay(store.reader, { person: caller.person, month: asked });
  return {
    month: asked,
    you: await budget(caller.person, personUsd6),
    ...(caller.role === "owner" ? { everybody: await budget(EVERYBODY, limits.everybodyUsd6) } : {}),
    prices_as_of: pricesAsOf,
    meaning: meaningOf === null ? null : await meaningMade(store.reader, { owner: caller.person, model: meaningOf }),
    days: calls.map((row) => ({
      day: row.day,
      provider: row.provider,
      model: row.model,
      calls: row.calls,
      failed: row.failed,
      input_tokens: row.inputTokens,
      output_tokens: row.outputTokens,
      cache_read_tokens: row.cacheReadTokens,
      cache_write_tokens: row.cacheWriteTokens,
      cost_usd: usdOf(row.costUsd6),
    })),
  };
}

async function meaningMade(db: Reader, { owner, model }: { owner: string; model: string }) {
  const dimensions = (await vectorModel(db, model))?.dimensions ?? 0;
  return { model, ...(await vectorsCounted(db, { owner, model, dimensions })) };
}
