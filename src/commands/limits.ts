import type { House } from "../contract/people.ts";
import type { Quota, QuotaKind } from "../contract/quotas.ts";
import { wrongUsage } from "./failure.ts";
import { bytesInWords } from "./times.ts";

/** Limits as they are typed. */
export interface LimitOptions {
  readonly items?: string;
  readonly bytes?: string;
  readonly ai?: string;
}

type Limit = number | null | "house";

const UNITS: Readonly<Record<string, number>> = { "": 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/**
 * What was typed, as the API takes it. `none` is no limit; `house`, for a person, what the house has.
 * @throws CommandFailed
 */
export function limitsTyped(
  { items, bytes, ai }: LimitOptions,
  { hasHouse }: { hasHouse: boolean },
): Partial<Record<QuotaKind, Limit>> {
  const limits = {
    ...(items === undefined ? {} : { items: limitTyped("--items", items, wholeNumber, hasHouse) }),
    ...(bytes === undefined ? {} : { bytes: limitTyped("--bytes", bytes, bytesTyped, hasHouse) }),
    ...(ai === undefined ? {} : { ai_usd: limitTyped("--ai", ai, Number, hasHouse) }),
  };
  return limits;
}

function limitTyped(option: string, text: string, parse: (text: string) => number, hasHouse: boolean): Limit {
  const word = text.trim().toLowerCase();
  if (word === "none") return null;
  if (word === "house" && hasHouse) return "house";
  const limit = word === "" ? Number.NaN : parse(word);
  if (Number.isFinite(limit) && limit >= 0) return limit;
  const words = hasHouse ? "none or house" : "or none";
  throw wrongUsage(`${option} takes a number, ${words}, not "${text}".`);
}

const wholeNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);

/** "5GB", "500 MB", "1000". */
function bytesTyped(text: string): number {
  const [, amount = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([kmgt]b)?$/i.exec(text) ?? [];
  const each = UNITS[unit.toUpperCase()];
  return amount === "" || each === undefined ? Number.NaN : Math.round(Number(amount) * each);
}

const AMOUNTS: Readonly<Record<QuotaKind, (amount: number) => string>> = {
  items: (count) => `${count}`,
  bytes: bytesInWords,
  ai_usd: (usd) => `$${usd.toFixed(2)}`,
};

/** "3 of 10 things", "1.2 MB of files". */
export function useInWords(quota: Quota): string[] {
  return [
    ofLimit("items", quota, "things"),
    ofLimit("bytes", quota, "of files"),
    ofLimit("ai_usd", quota, "of analyses this month"),
  ];
}

function ofLimit(kind: QuotaKind, quota: Quota, what: string): string {
  const { used, limit } = quota[kind];
  const amount = AMOUNTS[kind];
  return `${amount(used)}${limit === null ? "" : ` of ${amount(limit)}`} ${what}`;
}

/** What the house sets for everybody, a line each. */
export function houseLimitsInWords({ items, bytes, ai_usd: aiUsd }: House["quota"]): string[][] {
  const said = (kind: QuotaKind, limit: number | null) => (limit === null ? "no limit" : AMOUNTS[kind](limit));
  return [
    ["things", said("items", items)],
    ["files", said("bytes", bytes)],
    ["analyses a month", said("ai_usd", aiUsd)],
  ];
}
