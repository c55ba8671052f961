import type { AiUsage } from "../../../src/contract/analyses.ts";
import { makerOf, moneyOf } from "../analysis-words.ts";
import { dateOf, monthOf } from "../formats.ts";
import { said } from "./said.ts";

type Budget = AiUsage["you"];

/** What analyses cost this month, of what they may, and by which model. */
export function MonthOfUse({ usage }: { usage: AiUsage }) {
  const words = said.value.ai;
  const { you, everybody } = usage;
  // Alone on a wall without a limit of one's own, the two are the same.
  const isAlone = everybody !== undefined && you.budget_usd === null && you.spent_usd === everybody.spent_usd;
  const models = byModel(usage.days);
  const hasBudget = you.budget_usd !== null || (everybody?.budget_usd ?? null) !== null;
  return (
    <section class="settings-part month">
      <h3>{monthOf(usage.month)}</h3>
      {!isAlone && <Spent name={everybody === undefined ? words.spent : words.you} budget={you} />}
      {everybody && <Spent name={isAlone ? words.spent : words.everybody} budget={everybody} />}
      {models.length > 0 && (
        <table class="models">
          <thead>
            <tr>
              <th scope="col">{words.columns.model}</th>
              <th scope="col">{words.columns.calls}</th>
              <th scope="col">{words.columns.cost}</th>
            </tr>
          </thead>
          <tbody>
            {models.map((each) => (
              <tr key={each.by}>
                <th scope="row">
                  {makerOf(each.by)}
                  {each.failed > 0 && <span>{words.failed(each.failed)}</span>}
                </th>
                <td>{each.calls.toLocaleString(document.documentElement.lang)}</td>
                <td>{moneyOf(each.costUsd)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="quiet">
        {models.length === 0 && `${words.nobodyAsked} `}
        {hasBudget && `${words.afterBudget} `}
        {words.pricesAsOf(dateOf(usage.prices_as_of))}
      </p>
    </section>
  );
}

/** "November 2026". */
function Spent({ name, budget }: { name: string; budget: Budget }) {
  const words = said.value.ai;
  const { budget_usd: most, spent_usd: spent, reserved_usd: reserved } = budget;
  const part = most === null || most === 0 ? 1 : Math.min(1, spent / most);
  return (
    <div class="spent">
      <p>
        <span>{name}</span>
        <span>{most === null ? moneyOf(spent) : words.of(moneyOf(spent), moneyOf(most))}</span>
      </p>
      {most !== null && (
        // The words beside it say the same.
        <div class="spent-line" aria-hidden="true">
          <div class="spent-part" style={{ inlineSize: `${part * 100}%` }} />
        </div>
      )}
      {reserved > 0 && <p class="quiet">{words.underWay(moneyOf(reserved))}</p>}
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
