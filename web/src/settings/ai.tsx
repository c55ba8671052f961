import type { AiUsage } from "../../../src/contract/analyses.ts";
import type { Health } from "../../../src/contract/system.ts";
import { BUILT_IN, makerOf, moneyOf } from "../analysis-words.ts";
import { me } from "../session.ts";
import { Showing, useLoaded } from "./loaded.tsx";
import { MonthOfUse } from "./month-of-use.tsx";
import { said } from "./said.ts";

/** What the environment says for each way, as in docs/ai.md. */
const WAYS = {
  claude: "ANTHROPIC_API_KEY=…",
  openai: "OPENAI_API_KEY=…  AI_MODEL=gpt-5.4-nano",
  ollama: "OPENAI_BASE_URL=http://127.0.0.1:11434/v1  AI_MODEL=llama3.2",
  off: "AI_PROVIDER=built-in",
} as const;

/** Who analyses, what it costs of what it may, and how to have it otherwise. */
export function AiSection() {
  const words = said.value.ai;
  const usage = useLoaded<AiUsage>("/ai/usage");
  const maker = me.value?.features.analysis ?? BUILT_IN;
  const isBuiltIn = maker === BUILT_IN;
  return (
    <>
      <p class="settings-lead">{words.lead}</p>
      <section class="settings-part">
        <h3>{words.now}</h3>
        <p>{isBuiltIn ? words.builtIn : words.provider(makerOf(maker))}</p>
        {!isBuiltIn && <HowItFeels />}
      </section>
      <Showing of={usage}>
        {(answer) => (
          <>
            <MonthOfUse usage={answer} />
            {!isBuiltIn && <BudgetAsSet usage={answer} />}
          </>
        )}
      </Showing>
      <section class="settings-part">
        <h3>{isBuiltIn ? words.switchOn : words.switchOther}</h3>
        <p class="quiet">{words.how}</p>
        <dl class="settings-ways">
          {(Object.keys(WAYS) as (keyof typeof WAYS)[])
            .filter((way) => !(isBuiltIn && way === "off"))
            .map((way) => (
              <div key={way}>
                <dt>{words.ways[way]}</dt>
                <dd>
                  <code>{WAYS[way]}</code>
                </dd>
              </div>
            ))}
        </dl>
      </section>
    </>
  );
}

/** The health tells of the last question; asking for it asks no provider and costs nothing. */
function HowItFeels() {
  const health = useLoaded<Health>("/health");
  const ai = Object.entries(health.value.value?.services ?? {}).find(([name]) => name.startsWith("ai"))?.[1];
  return ai === undefined ? null : <p class="quiet">{said.value.ai.feels[ai.status]}</p>;
}

function BudgetAsSet({ usage: { you, everybody } }: { usage: AiUsage }) {
  const words = said.value.ai;
  const mosts = [
    ...(everybody && everybody.budget_usd !== null ? [words.budgetOf(moneyOf(everybody.budget_usd))] : []),
    ...(you.budget_usd !== null ? [words.personBudgetOf(moneyOf(you.budget_usd))] : []),
  ];
  return (
    <section class="settings-part">
      <h3>{words.budget}</h3>
      {mosts.length === 0 && <p>{words.noBudget}</p>}
      {mosts.map((most) => (
        <p key={most}>{most}</p>
      ))}
      <p class="quiet">
        {words.budgetHow} {said.value.setOutside}
      </p>
    </section>
  );
}
