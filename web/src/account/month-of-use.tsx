import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AiUsage } from "../../../src/contract/analyses.ts";
import { makerOf, moneyOf } from "../analysis-words.ts";
import { ask, sentenceOf } from "../api.ts";
import { countOf, dateOf } from "../words.ts";

type Budget = AiUsage["you"];

const monthName = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** What analyses cost this month, of what they may, and by which model. */
export function MonthOfUse() {
  const usage = useSignal<AiUsage | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    ask<AiUsage>("GET", "/ai/usage").then(
      (answer) => {
        usage.value = answer;
      },
      (thrown: unknown) => {
        problem.value = sentenceOf(thrown);
      },
    );
  }, [usage, problem]);
  if (problem.value !== null)
    return (
      <p class="problem" role="alert">
        {problem.value}
      </p>
    );
  const known = usage.value;
  // The section stands from the beginning, so that nothing moves when its figures come.
  return (
    <section class="month" aria-busy={known === null}>
      <h3>{known === null ? "This month" : monthName.format(new Date(`${known.month}-01T00:00:00Z`))}</h3>
      {known !== null && <Figures usage={known} />}
    </section>
  );
}

function Figures({ usage }: { usage: AiUsage }) {
  const { you, everybody } = usage;
  // Alone on a wall without a limit of one's own, the two are the same.
  const isAlone = everybody !== undefined && you.budget_usd === null && you.spent_usd === everybody.spent_usd;
  const models = byModel(usage.days);
  const hasBudget = you.budget_usd !== null || (everybody?.budget_usd ?? null) !== null;
  return (
    <>
      {!isAlone && <Spent name={everybody === undefined ? "Spent" : "You"} budget={you} />}
      {everybody && <Spent name={isAlone ? "Spent" : "Everybody"} budget={everybody} />}
      {models.length > 0 && (
        <table class="models">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Calls</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {models.map((each) => (
              <tr key={each.by}>
                <th scope="row">
                  {makerOf(each.by)}
                  {each.failed > 0 && <span>{countOf(each.failed, "call")} failed</span>}
                </th>
                <td>{each.calls.toLocaleString("en-GB")}</td>
                <td>{moneyOf(each.costUsd)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="quiet">
        {models.length === 0 && "No AI was asked yet this month. "}
        {hasBudget && "When the budget is used up, this server analyses without an AI, and asks the AI next month. "}
        Prices as of {dateOf(usage.prices_as_of)}.
      </p>
    </>
  );
}

function Spent({ name, budget }: { name: string; budget: Budget }) {
  const { budget_usd: most, spent_usd: spent, reserved_usd: reserved } = budget;
  const words = most === null ? moneyOf(spent) : `${moneyOf(spent)} of ${moneyOf(most)}`;
  const part = most === null || most === 0 ? 1 : Math.min(1, spent / most);
  return (
    <div class="spent">
      <p>
        <span>{name}</span>
        <span>{words}</span>
      </p>
      {most !== null && (
        // The words beside it say the same.
        <div class="spent-line" aria-hidden="true">
          <div class="spent-part" style={{ inlineSize: `${part * 100}%` }} />
        </div>
      )}
      {reserved > 0 && <p class="quiet">Under way: up to {moneyOf(reserved)} more.</p>}
    </div>
  );
}

function byModel(days: AiUsage["days"]): { by: string; calls: number; failed: number; costUsd: number }[] {
  const sums = new Map<string, { by: string; calls: number; failed: number; costUsd: number }>();
  for (const day of days) {
    const by = `${day.provider}:${day.model}`;
    const sum = sums.get(by) ?? { by, calls: 0, failed: 0, costUsd: 0 };
    sum.calls += day.calls;
    sum.failed += day.failed;
    sum.costUsd += day.cost_usd;
    sums.set(by, sum);
  }
  return [...sums.values()].sort((one, other) => other.costUsd - one.costUsd);
}
