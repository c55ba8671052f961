import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import type { ShareStatus, StepName } from "../../../src/contract/shares.ts";
import { ask, sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { safeWords } from "./item-words.ts";
import { progressOf } from "./progress.ts";
import { tryAgain, UNTOLD } from "./troubles.ts";

const STEP_WORDS: Record<StepName, string> = {
  read: "Reading the page…",
  files: "Looking at the files…",
  glance: "Having a first look…",
  images: "Keeping the pictures…",
  analyze: "Analysing…",
  finish: "Putting it in place…",
};

/** A thin line and the step in words, while an item is worked on. */
export function AtWork({ item }: { item: Item }) {
  const heard = progressOf(item.id).value;
  const words = (heard?.step && STEP_WORDS[heard.step]) || heard?.message || "Waiting for its turn…";
  return (
    <ProgressLine
      part={heard?.progress ?? 0.1}
      words={words}
      count={heard?.step_number && heard.steps_total ? `${heard.step_number} of ${heard.steps_total}` : null}
    />
  );
}

export function ProgressLine({ part, words, count }: { part: number; words: string; count: string | null }) {
  return (
    <div class="work">
      <div
        class="work-line"
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
      >
        <div class="work-done" style={{ transform: `scaleX(${part})` }} />
      </div>
      <p class="work-words">
        <span>{words}</span>
        {count && <span class="work-count">{count}</span>}
      </p>
    </div>
  );
}

/** What went wrong, what is safe, and the way on. */
export function Trouble({ item, reason }: { item: Item; reason: string }) {
  const answer = useSignal<string | null>(null);
  const told = useSignal<string | null>(null);
  const shareId = reason === UNTOLD ? item.share?.id : undefined;
  useEffect(() => {
    if (shareId === undefined) return;
    const settle = (status: ShareStatus) => {
      told.value = status.steps.find((step) => step.state === "failed")?.error?.message ?? status.message;
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
  const said = splitReason(answer.value ?? told.value ?? reason);
  return (
    <div class="trouble">
      <Icon name="alert" small />
      <div>
        <p class="trouble-reason">{said.reason}</p>
        <p class="trouble-safe">{said.safe ?? safeWords(item)}</p>
        <button type="button" class="text-button" onClick={again}>
          <Icon name="rotate" small />
          Try again
        </button>
      </div>
    </div>
  );
}

/** Some reasons end with a sentence of their own on what is kept; it stands on the quiet line. */
function splitReason(words: string): { reason: string; safe: string | null } {
  const found = /^(.+[.!?…])\s+([^.]*\bkept\.)$/.exec(words);
  return found?.[1] && found[2] ? { reason: found[1], safe: found[2] } : { reason: words, safe: null };
}
