import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import type { ShareStatus } from "../../../src/contract/shares.ts";
import { ask, sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { codeWords, failedStepWords } from "../told-words.ts";
import { words } from "../words/words.ts";
import { safeWords } from "./item-words.ts";
import { type Progress, progressOf } from "./progress.ts";
import { isUntold, type troubleOf, tryAgain } from "./troubles.ts";

/** A thin line and the step in words, while an item is worked on. */
export function AtWork({ item }: { item: Item }) {
  const heard = progressOf(item.id).value;
  const { card } = words.value;
  return (
    <ProgressLine
      part={heard?.progress ?? 0.1}
      state={heard === null ? card.waiting : stateOf(heard)}
      count={heard?.step_number && heard.steps_total ? card.stepOf(heard.step_number, heard.steps_total) : null}
    />
  );
}

/** What is being done, or for what it waits; the server's own sentence where a newer one says more than the page knows. */
function stateOf({ step, stage, message, waits_for: reason }: Progress): string {
  const { card } = words.value;
  if (step !== null) return card.steps[step] ?? message;
  if (reason === null) return card.stages[stage] ?? message;
  const why = codeWords(reason);
  return why === null ? message : card.soonAgain(why);
}

export function ProgressLine({ part, state, count }: { part: number; state: string; count: string | null }) {
  return (
    <div class="work">
      <div
        class="work-line"
        role="progressbar"
        aria-label={state}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
      >
        <div class="work-done" style={{ transform: `scaleX(${part})` }} />
      </div>
      <p class="work-words">
        <span>{state}</span>
        {count && <span class="work-count">{count}</span>}
      </p>
    </div>
  );
}

/** What went wrong, what is safe, and the way on. */
export function Trouble({ item, trouble }: { item: Item; trouble: NonNullable<ReturnType<typeof troubleOf>> }) {
  const answer = useSignal<string | null>(null);
  const told = useSignal<string | null>(null);
  const shareId = isUntold(item) ? item.share?.id : undefined;
  useEffect(() => {
    if (shareId === undefined) return;
    const settle = (status: ShareStatus) => {
      told.value = failedStepWords(status.steps);
    };
    // Without an answer the plain sentence stays.
    ask<ShareStatus>("GET", `/share/status/${shareId}`).then(settle, () => undefined);
  }, [shareId, told]);
  const again = async () => {
    answer.value = null;
    try {
      await tryAgain(item);
    } catch (thrown) {
      answer.value = sentenceOf(thrown);
    }
  };
  const instead = answer.value ?? told.value;
  const { why, safe } = instead === null ? trouble : { why: instead, safe: "" };
  return (
    <div class="trouble">
      <Icon name="alert" small />
      <div>
        <p class="trouble-reason">{why}</p>
        <p class="trouble-safe">{safe === "" ? safeWords(item) : safe}</p>
        <button type="button" class="text-button" onClick={again}>
          <Icon name="rotate" small />
          {words.value.common.tryAgain}
        </button>
      </div>
    </div>
  );
}
