import { sql } from "kysely";
import type { TokenUsage } from "../core/ports/ai-provider.ts";
import type { AiCallRow } from "./analysis-tables.ts";
import { compiledOnce, insertRow, type Reader, type Unit } from "./store.ts";

/** The person of the row that counts everybody together. */
export const EVERYBODY = "";

/** The month of a time, in UTC: `2026-11`. */
export const monthOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 7);

const reserve = compiledOnce<{ person: string }, [number, string, string, number]>((db, [usd6, person, month, most]) =>
  db
    .updateTable("ai_months")
    .set((eb) => ({ reserved_usd6: eb("reserved_usd6", "+", usd6) }))
    .where("person", "=", person)
    .where("month", "=", month)
    .where((eb) => eb(eb("reserved_usd6", "+", eb.ref("spent_usd6")), "<=", most))
    .returning("person"),
);

/**
 * Reserves money of a month in one conditional update, so that of many workers that want the last cent one gets it.
 *
 * A person's row before everybody's, always, and of one call a unit: two units cannot wait for each other, and the row
 * that every worker wants is held for no longer than a COMMIT takes. So it comes last in a unit.
 * @param limitUsd6 null is no limit
 */
export async function reserveMoney(
  unit: Unit,
  { person, month, usd6, limitUsd6 }: { person: string; month: string; usd6: number; limitUsd6: number | null },
): Promise<boolean> {
  const most = (limitUsd6 ?? Number.MAX_SAFE_INTEGER) - usd6;
  const reserved = () => reserve(unit.db, [usd6, person, month, most]);
  if ((await reserved()).length === 1) return true;
  // The first of a month makes its row; asking for that each time cost as much as the reservation.
  await unit.db
    .insertInto("ai_months")
    .values({ person, month, reserved_usd6: 0, spent_usd6: 0 })
    .onConflict((conflict) => conflict.columns(["person", "month"]).doNothing())
    .execute();
  return (await reserved()).length === 1;
}

const spend = compiledOnce<never, [number, number, string, string]>(
  (db, [reserved, spent, person, month]) =>
    db
      .updateTable("ai_months")
      .set((eb) => ({
        reserved_usd6: eb("reserved_usd6", "-", reserved),
        spent_usd6: eb("spent_usd6", "+", spent),
      }))
      .where("person", "=", person)
      .where("month", "=", month) as never,
);

/** What was reserved becomes what was spent. */
async function spendMoney(
  unit: Unit,
  {
    person,
    month,
    reservedUsd6,
    spentUsd6,
  }: { person: string; month: string; reservedUsd6: number; spentUsd6: number },
): Promise<void> {
  await spend(unit.db, [reservedUsd6, spentUsd6, person, month]);
}

/** Notes a call that is about to be made, its money reserved. From here on an unknown outcome counts as paid. */
export async function insertCall(
  unit: Unit,
  call: Pick<
    AiCallRow,
    "id" | "person" | "month" | "item" | "step" | "attempt" | "batch" | "provider" | "model" | "reserved_usd6"
  >,
): Promise<void> {
  await insertRow(unit, "ai_calls", {
    ...call,
    state: "sent",
    cost_usd6: 0,
    input_tokens: 0,
    output_tokens: 0,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    error_code: null,
    sent_at: unit.nowMs,
    ended_at: null,
  });
}

export interface CallOutcome {
  readonly state: "answered" | "unknown" | "free";
  readonly usage: TokenUsage | null;
  /** Null: what was reserved. */
  readonly costUsd6: number | null;
  readonly errorCode: string | null;
}

/** Ends a call and moves its money, last in the unit. False when it had ended before: nothing is counted twice. */
export async function endCall(unit: Unit, id: string, outcome: CallOutcome): Promise<boolean> {
  const { state, usage, errorCode } = outcome;
  const call = await unit.db.selectFrom("ai_calls").selectAll().where("id", "=", id).executeTakeFirst();
  if (!call) return false;
  const costUsd6 = state === "free" ? 0 : (outcome.costUsd6 ?? call.reserved_usd6);
  const result = await unit.db
    .updateTable("ai_calls")
    .set({
      state,
      cost_usd6: costUsd6,
      input_tokens: usage?.input ?? 0,
      output_tokens: usage?.output ?? 0,
      cache_read_tokens: usage?.cacheRead ?? 0,
      cache_write_tokens: usage?.cacheWrite ?? 0,
      error_code: errorCode,
      ended_at: unit.nowMs,
    })
    .where("id", "=", id)
    .where("state", "=", "sent")
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) return false;
  for (const person of [call.person, EVERYBODY])
    await spendMoney(unit, { person, month: call.month, reservedUsd6: call.reserved_usd6, spentUsd6: costUsd6 });
  return true;
}

/** Calls nobody has ended: whoever made them died. Batched ones wait for their batch. */
export async function listForgottenCalls(
  db: Reader,
  { sentBeforeMs, limit }: { sentBeforeMs: number; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom("ai_calls")
    .select("id")
    .where("state", "=", "sent")
    .where("sent_at", "<", sentBeforeMs)
    .where("batch", "is", null)
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

export interface MonthMoney {
  readonly spentUsd6: number;
  readonly reservedUsd6: number;
}

/** What a person, or everybody, has spent in a month and has under way. */
export async function moneyOf(db: Reader, { person, month }: { person: string; month: string }): Promise<MonthMoney> {
  const row = await db
    .selectFrom("ai_months")
    .select(["reserved_usd6", "spent_usd6"])
    .where("person", "=", person)
    .where("month", "=", month)
    .executeTakeFirst();
  return { spentUsd6: Number(row?.spent_usd6 ?? 0), reservedUsd6: Number(row?.reserved_usd6 ?? 0) };
}

/** What each of these people has spent and has under way in a month, together, in micro-dollars. */
export async function moneyOfPeople(
  db: Reader,
  { people, month }: { people: readonly string[]; month: string },
): Promise<Map<string, number>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom("ai_months")
    .selectAll()
    .where("person", "in", people)
    .where("month", "=", month)
    .execute();
  return new Map(rows.map((row) => [row.person, Number(row.reserved_usd6) + Number(row.spent_usd6)]));
}

export interface CallSums {
  readonly day: string;
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly costUsd6: number;
}

const DAY_MS = 86_400_000;

/** A person's calls of a month, summed by day and model. */
export async function callsByDay(
  db: Reader,
  { person, month }: { person: string; month: string },
): Promise<CallSums[]> {
  const rows = await db
    .selectFrom("ai_calls")
    .select((eb) => [
      sql<number>`(sent_at - sent_at % ${sql.lit(DAY_MS)}) / ${sql.lit(DAY_MS)}`.as("day"),
      "provider",
      "model",
      eb.fn.countAll<number>().as("calls"),
      eb.fn.count<number>("error_code").as("failed"),
      eb.fn.sum<number>("input_tokens").as("input"),
      eb.fn.sum<number>("output_tokens").as("output"),
      eb.fn.sum<number>("cache_read_tokens").as("cache_read"),
      eb.fn.sum<number>("cache_write_tokens").as("cache_write"),
      eb.fn.sum<number>("cost_usd6").as("cost"),
    ])
    .where("person", "=", person)
    .where("month", "=", month)
    .groupBy(["day", "provider", "model"])
    .orderBy("day")
    .orderBy("model")
    .execute();
  return rows.map((row) => ({
    day: new Date(Number(row.day) * DAY_MS).toISOString().slice(0, 10),
    provider: row.provider,
    model: row.model,
    calls: Number(row.calls),
    failed: Number(row.failed),
    inputTokens: Number(row.input),
    outputTokens: Number(row.output),
    cacheReadTokens: Number(row.cache_read),
    cacheWriteTokens: Number(row.cache_write),
    costUsd6: Number(row.cost),
  }));
}
