import { type Chain, depsOf, firstAsked, withWish } from "../../ai/chain.ts";
import { leastLeftUsd6 } from "../../ai/prices.ts";
import {
  type AnalysisMemo,
  BuiltInFailed,
  DELAY_FACTOR,
  longestDelayMs,
  TRIES_A_PROVIDER,
  understand,
} from "../../ai/understand.ts";
import type { Warning } from "../../contract/shares.ts";
import { type AnalysisMade, type AnalysisWish, type AskedLink, isOfItem, isStandIn } from "../../core/analysis.ts";
import { nextDelayMs } from "../../core/backoff.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import { PRIORITIES, type StepOutcome } from "../../core/steps.ts";
import { wantBetter } from "../../store/analyses.ts";
import { causeOf } from "../../store/shares.ts";
import type { Reader } from "../../store/store.ts";
import type { StepRow } from "../../store/tables.ts";
import { analysisInput, type ItemToAnalyse, readAttachments } from "../analysis-input.ts";
import { applyAnalysis } from "../apply-analysis.ts";

import type { StepDefinition, Tools } from "../step.ts";

/** What a step of this kind remembers between its attempts. */
export interface AnalyzeMemo extends AnalysisMemo {
  /** What the person asked for who wants it analysed anew. */
  readonly wish?: AnalysisWish;
  /** It was in a batch already that brought no answer. */
  readonly batched?: true;
  /** How often an improvement has waited for a provider that failed. */
  readonly waits?: number;
}

/**
 * `now`: a person waits for it. `later`: a part of bulk work; the built-in analysis first, a provider's follows by itself.
 * `improve`: that one, which has all the time in the world and replaces nothing by less.
 */
type Pace = "now" | "later" | "improve";

interface ToAnalyse extends ItemToAnalyse {
  readonly step: Pick<StepRow, "id" | "attempt" | "tries" | "item" | "person">;
  readonly waitedMs: number;
  readonly memo: AnalyzeMemo;
  readonly pace: Pace;
}

interface Analysed {
  /** Null when an improvement could not be had. */
  readonly made: AnalysisMade | null;
  /** Whether a better one is wanted all the same then. */
  readonly again: boolean;
  readonly wished: boolean;
  readonly pace: Pace;
}

/** An improvement that waits for its batch is given up for it after this. Batches answer within a day. */
export const BATCH_PATIENCE_MS = 26 * 3_600_000;

/** Says what an item is about: the providers of the chain in turn, or the built-in analysis when none can. */
export const analyze: StepDefinition<ToAnalyse, Analysed> = {
  name: "analyze",
  lane: "ai",
  // A question has its own, shorter time; in the worst case two providers are asked twice each.
  timeoutMs: 150_000,
  tries: TRIES_A_PROVIDER,
  delayMs: (tries) => delayAfter(tries, LONGEST_DELAY_MS),
  message: "Analyzing content…",
  warning: {
    code: "ai-unavailable",
    message: (detail) =>
      `It could not be analysed: ${detail.replace(/\.$/, "")}. It is kept as it is, and you can try again.`,
  },
  async load(db, step) {
    const found = await analysisInput(db, step);
    return found && { ...found, ...(await standingOf(db, step)) };
  },
  async work(asked, tools, signal) {
    try {
      return await analyse(asked, tools, signal);
    } catch (error) {
      if (!(error instanceof BuiltInFailed)) throw error;
      const memo = { ...asked.memo, ...error.memo };
      return { kind: "failed", code: error.code, detail: error.message, retryable: true, memo };
    }
  },
  warningsOf: ({ made, pace }) => (made && pace === "now" ? standInWarning(made) : []),
  async apply(unit, { item, step, output }) {
    if (output.made) await applyAnalysis(unit, { item, step, made: output.made, wished: output.wished });
    else if (!output.again) await wantBetter(unit, item.id, false);
  },
};

async function analyse(asked: ToAnalyse, tools: Tools, signal: AbortSignal): Promise<StepOutcome<Analysed>> {
  const { chain } = tools;
  const { step, memo, pace } = asked;
  const wished = memo.wish !== undefined;
  if (pace === "later" && chain.links.length > 0 && memo.answer === undefined)
    return { kind: "done", output: { made: await builtInFirst(asked, tools, signal), again: false, wished, pace } };
  if (pace === "improve" && batchable(asked, tools))
    return {
      kind: "waiting",
      code: "ai-batch-wanted",
      why: "it waits for the next batch to the provider",
      delayMs: BATCH_PATIENCE_MS,
      memo,
    };
  const chosen = memo.wish ? chain.linkFor(memo.wish) : { link: null };
  if ("refused" in chosen) return { kind: "failed", code: "ai-not-there", detail: chosen.refused, retryable: false };
  const links = memo.wish?.provider === "built-in" ? [] : chosen.link ? [chosen.link] : chain.links;
  const outcome = await understand(
    depsOf(chain, links),
    {
      input: withWish(asked.input, memo.wish ?? null, chain),
      attachments: () => readAttachments(tools.files, asked.attachments),
      person: step.person,
      item: step.item,
      step,
      memo,
      patience: { tries: step.tries, waitedMs: asked.waitedMs, untilAnswered: pace === "improve" },
    },
    signal,
  );
  visitFailpoint("analysis-answered");
  if (outcome.kind === "later") {
    const kept: AnalyzeMemo = { ...memo, ...outcome.memo };
    // Whoever has all the time in the world does not use his attempts up. Each may count as paid, so they become rare.
    if (outcome.failed && pace === "improve") {
      const tries = (memo.waits ?? 0) + 1;
      const delayMs = Math.max(outcome.delayMs, delayAfter(tries, LONGEST_PATIENT_DELAY_MS));
      return { kind: "waiting", code: outcome.code, why: outcome.why, delayMs, memo: { ...kept, waits: tries } };
    }
    if (outcome.failed) return { ...outcome.failed, kind: "failed", retryAfterMs: outcome.delayMs, memo: kept };
    return { kind: "waiting", code: outcome.code, why: outcome.why, delayMs: outcome.delayMs, memo: kept };
  }
  const { made } = outcome;
  const isLess = pace === "improve" && made.madeBy === chain.builtIn.name;
  // Whoever answered with something that cannot be used would be paid for it each time.
  const again = isLess && made.betterWanted && !made.asked.some(isOfItem);
  return { kind: "done", output: { made: isLess ? null : made, again, wished, pace } };
}

const LONGEST_DELAY_MS = 60_000;
const LONGEST_PATIENT_DELAY_MS = 3_600_000;

function delayAfter(tries: number, maxMs: number): number {
  return nextDelayMs({ tries, firstMs: longestDelayMs(1), factor: DELAY_FACTOR, maxMs, random: Math.random() });
}

/** What the rows say of a step beyond its item. */
async function standingOf(db: Reader, step: StepRow): Promise<Omit<ToAnalyse, keyof ItemToAnalyse>> {
  const memo = step.output === null ? {} : (JSON.parse(step.output) as AnalyzeMemo);
  const isBackground = step.priority === PRIORITIES.background;
  const isImprovement = isBackground && step.share === null && (await causeOf(db, step.run)) === "analyze";
  const { id, attempt, tries, item, person, created_at, started_at } = step;
  return {
    step: { id, attempt, tries, item, person },
    waitedMs: Math.max(0, (started_at ?? created_at) - created_at),
    memo,
    pace: isImprovement ? "improve" : isBackground ? "later" : "now",
  };
}

function batchable({ memo }: ToAnalyse, { chain }: Tools): boolean {
  const first = chain.links[0];
  return chain.batching && first !== undefined && first.line.provider.batches !== null && !memo.batched && !memo.answer;
}

/** Bulk work is not kept waiting for anybody: the built-in analysis at once, and a better one wanted. */
async function builtInFirst(asked: ToAnalyse, { chain }: Tools, signal: AbortSignal): Promise<AnalysisMade> {
  const input = withWish(asked.input, null, chain);
  const outcome = await understand(
    depsOf(chain, []),
    {
      input,
      attachments: () => Promise.resolve([]),
      person: asked.step.person,
      item: asked.step.item,
      step: asked.step,
      memo: {
        asked: [{ by: firstAsked(chain), ...(await whyLater(chain, asked.step.person)) }],
      },
      patience: null,
    },
    signal,
  );
  if (outcome.kind !== "analysis") throw new Error("the built-in analysis asked for more time");
  return { ...outcome.made, betterWanted: true };
}

/** Whoever stands in line behind a budget that is used up should read so, and not that there was no time. */
async function whyLater(
  { links, ledger }: Pick<Chain, "links" | "ledger">,
  person: string,
): Promise<Pick<AskedLink, "outcome" | "message">> {
  const price = links[0]?.price ?? null;
  const money = price === null ? null : await ledger.left(person);
  if (price !== null && money !== null && money.leftUsd6 < leastLeftUsd6(price, money.ofUsd6))
    return { outcome: "budget-reached", message: "The budget of this month is reached." };
  return { outcome: "later", message: "It is asked later, as far as the month's budget goes." };
}

/** Said when the built-in analysis stands in for somebody who was asked. */
function standInWarning(made: AnalysisMade): Warning[] {
  const last = made.asked.findLast(({ outcome }) => outcome !== "answered");
  if (!last || !isStandIn(made)) return [];
  const why = /[.!?]$/.test(last.message) ? last.message : `${last.message}.`;
  const follows = made.betterWanted ? " A better one follows by itself." : "";
  return [
    {
      code: last.outcome === "budget-reached" ? "ai-budget" : "ai-unavailable",
      message: `${last.by} did not analyse it: ${why} Unless a better one was there before, the built-in analysis stands in.${follows}`,
      step: "analyze",
      params: { by: last.by, reason: last.outcome, better: made.betterWanted },
    },
  ];
}
