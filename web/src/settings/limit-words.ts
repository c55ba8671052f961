import type { Person } from "../../../src/contract/people.ts";
import type { QuotaKind } from "../../../src/contract/quotas.ts";
import { moneyOf } from "../analysis-words.ts";
import { figuresOf, sizeOf } from "../formats.ts";
import { me } from "../session.ts";
import { said } from "./accounts-said.ts";

export const KINDS = ["items", "bytes", "ai_usd"] as const satisfies readonly QuotaKind[];

const AMOUNTS: Readonly<Record<QuotaKind, (amount: number) => string>> = {
  items: (count) => figuresOf(count),
  bytes: sizeOf,
  ai_usd: moneyOf,
};

/** "1,234", "1.7 MB", "$2.50". */
export const amountOf = (kind: QuotaKind, amount: number): string => AMOUNTS[kind](amount);

/** The limits that an entry of the record names: "things 1,000, files without limit". */
export function limitWords(detail: Readonly<Record<string, unknown>>): string {
  const { audit } = said.value;
  const limitOf = (kind: QuotaKind, limit: unknown): string => {
    if (limit === "house") return audit.house;
    return typeof limit === "number" ? amountOf(kind, limit) : audit.unlimited;
  };
  return KINDS.filter((kind) => kind in detail)
    .map((kind) => audit.limit(audit.kinds[kind], limitOf(kind, detail[kind])))
    .join(", ");
}

/** What somebody is called in a list of people. */
export function nameOf({ id, name, login }: Pick<Person, "id" | "name" | "login">): string {
  return name ?? login ?? (id === me.value?.person.id ? said.value.you : said.value.somebody);
}
