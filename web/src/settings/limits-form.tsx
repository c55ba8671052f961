import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { QuotaKind } from "../../../src/contract/quotas.ts";
import { Icon } from "../icon.tsx";
import { AccountForm } from "./account-form.tsx";
import { said } from "./accounts-said.ts";
import { KINDS } from "./limit-words.ts";

/** A limit as it is set: a number, none, or whatever the house has. */
export type Limit = number | null | "house";
export type SetLimits = Readonly<Record<QuotaKind, Limit>>;

/** People think of files in GB; everything else is typed as it is kept. */
const UNITS: Readonly<Record<QuotaKind, number>> = { items: 1, bytes: 1_000_000_000, ai_usd: 1 };

type Way = "house" | "none" | "limit";

interface Field {
  readonly way: Signal<Way>;
  readonly amount: Signal<string>;
}

const wayOf = (limit: Limit): Way => (limit === "house" ? "house" : limit === null ? "none" : "limit");

function useField(kind: QuotaKind, limit: Limit): Field {
  return {
    way: useSignal<Way>(wayOf(limit)),
    amount: useSignal(typeof limit === "number" ? String(limit / UNITS[kind]) : ""),
  };
}

function limitIn(kind: QuotaKind, { way, amount }: Field): Limit {
  if (way.value === "house") return "house";
  if (way.value === "none") return null;
  const number = Number(amount.value) * UNITS[kind];
  return kind === "ai_usd" ? number : Math.round(number);
}

/** Sets what somebody, or everybody, may have. What was not changed is not sent. */
export function LimitsForm(props: {
  heading: string;
  lead?: string;
  now: SetLimits;
  /** Whether there is a house whose limits count where nothing else is set. */
  hasHouse: boolean;
  save: (changed: Partial<Record<QuotaKind, Limit>>) => Promise<void>;
}) {
  const { heading, lead, now, hasHouse, save } = props;
  const fields: Readonly<Record<QuotaKind, Field>> = {
    items: useField("items", now.items),
    bytes: useField("bytes", now.bytes),
    ai_usd: useField("ai_usd", now.ai_usd),
  };
  const act = async () => {
    const wanted = KINDS.map((kind) => [kind, limitIn(kind, fields[kind])] as const);
    const changed = Object.fromEntries(wanted.filter(([kind, limit]) => limit !== now[kind]));
    if (Object.keys(changed).length > 0) await save(changed);
    return said.value.saved;
  };
  return (
    <AccountForm heading={heading} act={act}>
      {lead !== undefined && <p class="quiet">{lead}</p>}
      {KINDS.map((kind) => (
        <LimitField key={kind} kind={kind} field={fields[kind]} hasHouse={hasHouse} />
      ))}
    </AccountForm>
  );
}

function LimitField({ kind, field, hasHouse }: { kind: QuotaKind; field: Field; hasHouse: boolean }) {
  const id = useId();
  const { quota } = said.value;
  const ways: readonly Way[] = hasHouse ? ["house", "none", "limit"] : ["none", "limit"];
  return (
    <div class="limit-field">
      <label for={id}>{quota.fields[kind]}</label>
      <span class="select">
        <select
          id={id}
          class="field"
          value={field.way.value}
          onChange={(event) => (field.way.value = event.currentTarget.value as Way)}
        >
          {ways.map((way) => (
            <option key={way} value={way}>
              {quota.ways[way]}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" small />
      </span>
      {field.way.value === "limit" && (
        <span class="limit-amount">
          <input
            type="number"
            class="field"
            min="0"
            step={kind === "items" ? "1" : "any"}
            required
            aria-label={quota.amount(quota.fields[kind])}
            value={field.amount.value}
            onInput={(event) => (field.amount.value = event.currentTarget.value)}
          />
          {kind !== "items" && <span>{quota.units[kind]}</span>}
        </span>
      )}
    </div>
  );
}
