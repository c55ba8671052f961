import type { ShareStatus, StepState, StepStatus } from "../../../src/contract/shares.ts";
import { spanOf } from "../formats.ts";
import { Icon, type IconName } from "../icon.tsx";
import { reasonWords } from "../told-words.ts";
import { words } from "../words/words.ts";

const STATE_ICONS: Record<StepState, IconName> = {
  ready: "clock",
  waiting: "clock",
  running: "rotate",
  done: "check",
  skipped: "check",
  failed: "alert",
  cancelled: "close",
};

/** Every piece of work on the item, with its state, its time and its reason. */
export function Steps({ status }: { status: ShareStatus }) {
  const { item } = words.value;
  return (
    <section>
      <h3>
        {item.steps} <span>{wholeSpan(status.steps)}</span>
      </h3>
      <ol class="steps">
        {status.steps.map((step) => (
          <li key={step.name} class={`step step-${step.state}`}>
            <Icon name={STATE_ICONS[step.state]} small />
            <span>{(step.state === "done" ? item.done : item.toDo)[step.name]}</span>
            <span class="step-span">{spanWords(step)}</span>
            {reasonOf(step) && <p class="step-reason">{reasonOf(step)}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function msOf(step: StepStatus): number | null {
  if (step.started_at === undefined || step.finished_at === undefined) return null;
  return Date.parse(step.finished_at) - Date.parse(step.started_at);
}

function spanWords(step: StepStatus): string {
  const ms = msOf(step);
  if (step.state === "done" && ms !== null) return spanOf(ms);
  return step.state === "done" ? "" : words.value.item.states[step.state];
}

function wholeSpan(steps: readonly StepStatus[]): string {
  const starts = steps.flatMap((step) => (step.started_at ? [Date.parse(step.started_at)] : []));
  const ends = steps.flatMap((step) => (step.finished_at ? [Date.parse(step.finished_at)] : []));
  return starts.length === 0 || ends.length === 0 ? "" : spanOf(Math.max(...ends) - Math.min(...starts));
}

function reasonOf(step: StepStatus): string {
  const tries = step.attempt > 1 && step.state === "done" ? words.value.item.tries(step.attempt) : "";
  return [tries, step.error === undefined ? "" : reasonWords(step.error)].filter(Boolean).join(" ");
}
