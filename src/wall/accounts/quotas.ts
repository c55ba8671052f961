import type { HouseQuota, HouseQuotaEdit, Quota, QuotaEdit } from "../../contract/quotas.ts";
import { moneyOf, moneyOfPeople, monthOf } from "../../store/ai-money.ts";
import type { QuotaRow } from "../../store/quota-row.ts";
import { findQuota, houseLimits, type Limits, type NewLimits, NO_LIMIT, quotasOf } from "../../store/quotas.ts";
import type { Reader } from "../../store/store.ts";
import { usdOf } from "../present-analysis.ts";

/** What counts money beside the quotas: the setting that holds for each person, in micro-dollars. */
export interface MoneyAsked {
  readonly nowMs: number;
  readonly personUsd6: number | null;
}

/** What a person has here, of what they may have. */
export async function quotaOf(db: Reader, person: string, asked: MoneyAsked): Promise<Quota> {
  const row = await findQuota(db, person);
  const { spentUsd6, reservedUsd6 } = await moneyOf(db, { person, month: monthOf(asked.nowMs) });
  return presentQuota(row, { house: await houseLimits(db), usd6: spentUsd6 + reservedUsd6, asked });
}

/** The same of many people; the number of queries does not depend on how many. */
export async function quotasOfPeople(
  db: Reader,
  people: readonly string[],
  asked: MoneyAsked,
): Promise<(person: string) => Quota> {
  const rows = await quotasOf(db, people);
  const money = await moneyOfPeople(db, { people, month: monthOf(asked.nowMs) });
  const house = await houseLimits(db);
  return (person) => presentQuota(rows.get(person), { house, usd6: money.get(person) ?? 0, asked });
}

function presentQuota(
  row: QuotaRow | undefined,
  { house, usd6, asked }: { house: Limits; usd6: number; asked: MoneyAsked },
): Quota {
  const most = row
    ? { items: row.most_items, bytes: row.most_bytes, aiUsd6: row.most_ai_usd6 }
    : { items: house.items, bytes: house.bytes, aiUsd6: house.aiUsd6 };
  const usdLimit = Math.min(most.aiUsd6, asked.personUsd6 ?? NO_LIMIT);
  return {
    items: { used: row?.items ?? 0, limit: told(most.items), own: own(row?.own_items) },
    bytes: { used: row?.bytes ?? 0, limit: told(most.bytes), own: own(row?.own_bytes) },
    ai_usd: { used: usdOf(usd6), limit: toldUsd(usdLimit), own: own(row?.own_ai_usd6, usdOf) },
  };
}

const told = (limit: number): number | null => (limit >= NO_LIMIT ? null : limit);
const toldUsd = (limitUsd6: number): number | null => (limitUsd6 >= NO_LIMIT ? null : usdOf(limitUsd6));
const own = (set: number | null | undefined, as: (limit: number) => number = Number): number | null | "house" =>
  set === null || set === undefined ? "house" : set >= NO_LIMIT ? null : as(set);

/** What the house sets, as it is told. */
export const presentLimits = ({ items, bytes, aiUsd6 }: Limits): HouseQuota => ({
  items: told(items),
  bytes: told(bytes),
  ai_usd: toldUsd(aiUsd6),
});

const usd6Of = (usd: number): number => Math.round(usd * 1_000_000);

/** What was asked for a person, as it is kept. */
export const limitsOfEdit = ({ items, bytes, ai_usd: aiUsd }: QuotaEdit): NewLimits => ({
  ...(items === undefined ? {} : { items: kept(items) }),
  ...(bytes === undefined ? {} : { bytes: kept(bytes) }),
  ...(aiUsd === undefined ? {} : { aiUsd6: typeof aiUsd === "number" ? usd6Of(aiUsd) : kept(aiUsd) }),
});

const kept = (limit: number | null | "house"): number | null => (limit === "house" ? null : (limit ?? NO_LIMIT));

export const limitsOfHouseEdit = ({ items, bytes, ai_usd: aiUsd }: HouseQuotaEdit) => ({
  ...(items === undefined ? {} : { items: items ?? NO_LIMIT }),
  ...(bytes === undefined ? {} : { bytes: bytes ?? NO_LIMIT }),
  ...(aiUsd === undefined ? {} : { aiUsd6: aiUsd === null ? NO_LIMIT : usd6Of(aiUsd) }),
});

/** Limits as they stand in the record of what was done. */
export const auditedLimits = (edit: QuotaEdit | HouseQuotaEdit): Record<string, number | string> =>
  Object.fromEntries(
    Object.entries(edit)
      .filter(([, limit]) => limit !== undefined)
      .map(([kind, limit]) => [kind, limit ?? "none"]),
  );
