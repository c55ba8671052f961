import assert from "node:assert/strict";
import { test } from "node:test";
import type { AiCallRow, AiMonthRow } from "../../src/store/analysis-tables.ts";
import type { StepRow } from "../../src/store/tables.ts";
import { type ProviderSide, paidTwice } from "./oracle-paid.ts";

const step = (more: Partial<StepRow> = {}) =>
  ({ id: "t1", item: "i1", name: "analyze", attempt: 1, crashes: 0, ended_at: 100, ...more }) as StepRow;
const call = (more: Partial<AiCallRow> = {}) =>
  ({
    id: "c1",
    person: "ada",
    month: "2026-11",
    item: "i1",
    step: "t1",
    attempt: 1,
    state: "answered",
    sent_at: 10,
    ended_at: 20,
    cost_usd6: 5,
    reserved_usd6: 9,
    ...more,
  }) as AiCallRow;
const month = (more: Partial<AiMonthRow> = {}) =>
  ({ person: "ada", month: "2026-11", spent_usd6: 5, reserved_usd6: 0, ...more }) as AiMonthRow;

interface Case {
  readonly steps?: StepRow[];
  readonly calls?: AiCallRow[];
  readonly months?: AiMonthRow[];
  readonly reached?: number;
  readonly frozen?: string[];
}

function judged({ steps = [step()], calls = [call()], months = [month()], reached = 1, frozen = [] }: Case): string {
  const side: ProviderSide = {
    reached: new Map([["i1", reached]]),
    mayBeLate: (late) => frozen.includes(`${late.step} ${late.attempt}`),
  };
  return paidTwice({ steps, ai_calls: calls, ai_months: months }, side).join("\n");
}

/** Its first worker died while the provider was asked. */
const TAKEN_OVER: Case = {
  steps: [step({ attempt: 2, crashes: 1 })],
  calls: [
    call({ state: "sent", ended_at: null, cost_usd6: 0 }),
    call({ id: "c2", attempt: 2, sent_at: 50, ended_at: 60 }),
  ],
  months: [month({ reserved_usd6: 9 }), month({ person: "", reserved_usd6: 9 })],
  reached: 2,
};
/** The answer of the first one came when others had the step. */
const WOKEN: Case = {
  ...TAKEN_OVER,
  calls: [call({ ended_at: 40 }), call({ id: "c2", attempt: 2, sent_at: 50, ended_at: 60 })],
  months: [month({ spent_usd6: 10 })],
};

test("the oracle finds nothing in calls that were paid once, or again for who was lost", () => {
  assert.equal(judged({}), "");
  assert.equal(judged(TAKEN_OVER), "");
  assert.equal(judged({ ...WOKEN, frozen: ["t1 1"] }), "");
  assert.equal(judged({ ...TAKEN_OVER, reached: 1 }), "", "who died may have died before it asked");
});

const WRONG: readonly (Case & { readonly says: RegExp })[] = [
  { says: /1 paid answers to 0 questions/, reached: 0 },
  { says: /asked about 1 times and booked 0 times/, calls: [], months: [] },
  { says: /asked about 2 times and there was reason for 1/, ...TAKEN_OVER, steps: [step({ attempt: 2 })] },
  { says: /asked for 1 times after it was settled/, steps: [step({ ended_at: 9 })] },
  { says: /asked for again though its paid answer was kept/, ...WOKEN },
  { says: /2 calls in 1 attempts/, ...TAKEN_OVER, steps: [step({ crashes: 1 })] },
  { says: /ada spent 6 in 2026-11 by the month and 5 by calls/, months: [month({ spent_usd6: 6 })] },
  {
    says: /everybody has 3 reserved in 2026-11 and 0 in open calls/,
    months: [month({ person: "", reserved_usd6: 3 })],
  },
];

for (const { says, ...wrong } of WRONG)
  test(`the oracle says ${says.source}`, () => {
    assert.match(judged(wrong), says);
  });
