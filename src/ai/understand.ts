import type { AskOutcome, ModelFailureCode, StepFailure, WaitReason } from "../contract/reasons.ts";
import {
  ANALYSIS_RANKS,
  type Analysis,
  type AnalysisInput,
  type AnalysisMade,
  type AskedLink,
  isOfItem,
} from "../core/analysis.ts";
import { visitFailpoint } from "../core/failpoint.ts";
import type { Attachment, ModelFailure, ModelQuestion, TokenUsage } from "../core/ports/ai-provider.ts";
import type { Analyst } from "../core/ports/analyst.ts";
import type { CallEnded, Ledger, StepAttempt } from "../core/ports/ledger.ts";
import { costUsd6, highestCostUsd6, type Price } from "./prices.ts";
import type { ProviderLine } from "./provider-line.ts";
import { questionFor } from "./question.ts";
import { repairQuestion } from "./repair.ts";

/** A provider of the chain with what it costs; null is one of one's own, which costs nothing. */
export interface Link {
  readonly line: ProviderLine;
  readonly price: Price | null;
}

export interface UnderstandDeps {
  /** In the order in which they are asked; the built-in analysis follows them all. */
  readonly links: readonly Link[];
  readonly builtIn: Analyst;
  readonly ledger: Ledger;
  readonly nonce: () => string;
}

/** What an attempt leaves for the next one, so that no answer is paid for twice. */
export interface AnalysisMemo {
  readonly asked?: readonly AskedLink[];
  /** A paid answer as it came. */
  readonly answer?: { readonly by: string; readonly text: string; readonly costUsd6: number } | undefined;
  readonly costUsd6?: number;
}

export interface Asking {
  readonly input: AnalysisInput;
  readonly attachments: () => Promise<readonly Attachment[]>;
  readonly person: string;
  readonly item: string | null;
  readonly step: StepAttempt | null;
  readonly memo: AnalysisMemo;
  /** Attempts of the step that have failed, and how long it has been ready; null: nobody can wait for another attempt. */
  readonly patience: { readonly tries: number; readonly waitedMs: number; readonly untilAnswered: boolean } | null;
}

export type Understood =
  | { readonly kind: "analysis"; readonly made: AnalysisMade }
  /** Come back later; `failed` counts as a failed attempt. */
  | {
      readonly kind: "later";
      readonly failed: ModelFailure | null;
      readonly code: WaitReason | ModelFailureCode;
      readonly why: string;
      readonly delayMs: number;
      readonly memo: AnalysisMemo;
    };

/** How often a provider is asked about one item, and for how long it is waited for, before the next one is. */
export const TRIES_A_PROVIDER = 3;
export const PATIENCE_MS = 90_000;
/** An OpenAI-compatible server may know two modes less than we hoped. */
const MODES_TRIED = 3;

/**
 * Asks the chain what an item is about: each provider in turn within the budget, its answer checked and repaired once,
 * and in the end the built-in analysis, which always answers. Every link is told.
 */
export async function understand(deps: UnderstandDeps, asking: Asking, signal: AbortSignal): Promise<Understood> {
  const asked: AskedLink[] = [...(asking.memo.asked ?? [])];
  let spentUsd6 = asking.memo.costUsd6 ?? 0;
  const kept = asking.memo.answer;
  if (kept) {
    const read = await readIn(kept.text, asking.input);
    if (read.kind === "analysis") return made(kept.by, read.analysis);
    asked.push({ by: kept.by, outcome: read.code, message: MESSAGES.unusable });
  }
  // What is noted after each answer tells a later attempt who was asked before it.
  const noting = { ...asking, memo: { ...asking.memo, asked } };
  for (const link of deps.links) {
    const { name } = link.line;
    if (asked.some(({ by }) => by === name)) continue;
    const outcome = await askLink(deps, link, { asking: noting, spent: (usd6) => (spentUsd6 += usd6) }, signal);
    if (outcome.kind === "analysis") return made(name, outcome.analysis);
    if (outcome.kind === "later") return { ...outcome, memo: { asked, costUsd6: spentUsd6 } };
    asked.push({ by: name, ...outcome.said });
  }
  const outcome = await deps.builtIn.analyze(asking.input, signal);
  if (outcome.kind === "failure") throw new BuiltInFailed(outcome, { asked, costUsd6: spentUsd6 });
  return made(deps.builtIn.name, outcome.analysis);

  function made(madeBy: string, analysis: Analysis): Understood {
    const isBuiltIn = madeBy === deps.builtIn.name;
    return {
      kind: "analysis",
      made: {
        analysis,
        madeBy,
        rank: isBuiltIn ? ANALYSIS_RANKS.builtIn : ANALYSIS_RANKS.provider,
        asked: [...asked, { by: madeBy, outcome: "answered", message: "It made this analysis." }],
        costUsd6: spentUsd6,
        betterWanted: isBuiltIn && asked.some((link) => !isOfItem(link)),
      },
    };
  }
}

/** The analysis that always answers did not: a fault of ours, or its thread was ended. */
export class BuiltInFailed extends Error {
  readonly code: StepFailure;
  /** What the next attempt shall know: nobody is asked again who was asked. */
  readonly memo: AnalysisMemo;
  constructor({ code, detail }: { code: StepFailure; detail: string }, memo: AnalysisMemo) {
    super(detail);
    this.name = "BuiltInFailed";
    this.code = code;
    this.memo = memo;
  }
}

/** What checks an answer is loaded with the first one: walls without a provider never need it. */
async function readIn(text: string, input: AnalysisInput) {
  const { readAnswer } = await import("./read-answer.ts");
  return readAnswer(text, input);
}

type LinkOutcome =
  | { readonly kind: "analysis"; readonly analysis: Analysis }
  | Omit<Extract<Understood, { kind: "later" }>, "memo">
  | { readonly kind: "passed"; readonly said: Omit<AskedLink, "by"> };

interface LinkAsking {
  readonly asking: Asking;
  /** Adds to what this analysis has cost, and tells the sum. */
  readonly spent: (usd6: number) => number;
}

async function askLink(deps: UnderstandDeps, link: Link, of: LinkAsking, signal: AbortSignal): Promise<LinkOutcome> {
  const { asking } = of;
  const takes = link.line.provider.takes;
  const attachments = (await asking.attachments()).filter(({ kind }) => takes.includes(kind));
  const question = questionFor(asking.input, attachments, { nonce: deps.nonce() });
  const first = await askModel(deps, link, { ...of, question }, signal);
  if (first.kind !== "text") return first;
  const read = await readIn(first.text, asking.input);
  if (read.kind === "analysis") return read;
  const again = repairQuestion(question, first.text, read.detail);
  const second = await askModel(deps, link, { ...of, question: again }, signal);
  if (second.kind === "text") {
    const repaired = await readIn(second.text, asking.input);
    if (repaired.kind === "analysis") return repaired;
  }
  return { kind: "passed", said: { outcome: read.code, message: MESSAGES.unusable } };
}

type ModelOutcome = Exclude<LinkOutcome, { kind: "analysis" }> | { readonly kind: "text"; readonly text: string };

async function askModel(
  deps: UnderstandDeps,
  link: Link,
  { asking, spent, question }: LinkAsking & { question: ModelQuestion },
  signal: AbortSignal,
): Promise<ModelOutcome> {
  const { line, price } = link;
  for (let mode = 1; ; mode += 1) {
    if (line.isResting()) return resting(asking, "It is left alone for a while after it failed or asked for a pause.");
    const reserved = await deps.ledger.reserve({
      person: asking.person,
      item: asking.item,
      step: asking.step,
      provider: line.provider.name,
      model: line.provider.model,
      highestUsd6: price === null ? 0 : highestCostUsd6(question, price),
    });
    if (reserved.kind === "step-lost") return passed("step-lost", MESSAGES.lost);
    if (reserved.kind === "budget-reached") return passed("budget-reached", MESSAGES[reserved.whose]);
    const { call } = reserved;
    let outcome: Awaited<ReturnType<ProviderLine["ask"]>>;
    try {
      outcome = await line.ask(question, signal);
    } catch (error) {
      await deps.ledger.end(ended(call, asking, "unknown", "ai-aborted"));
      throw error;
    }
    visitFailpoint("model-answered");
    if (outcome.kind === "answer") {
      const cost = outcome.usage === null ? null : price === null ? 0 : costUsd6(outcome.usage, price);
      const paid = cost ?? (price === null ? 0 : highestCostUsd6(question, price));
      const sum = spent(paid);
      const answer = { by: line.name, text: outcome.text, costUsd6: paid };
      await deps.ledger.end({
        ...ended(call, asking, "answered", null, outcome.usage),
        costUsd6: cost,
        memo: JSON.stringify({ ...asking.memo, costUsd6: sum, answer } satisfies AnalysisMemo),
      });
      return { kind: "text", text: outcome.text };
    }
    if (outcome.kind !== "failure") {
      await deps.ledger.end(ended(call, asking, "free", `ai-${outcome.kind}`));
      if (outcome.kind === "full" && asking.patience)
        return { kind: "later", failed: null, code: "ai-full", why: outcome.why, delayMs: outcome.delayMs };
      return resting(asking, outcome.why);
    }
    const cost = outcome.usage && price ? costUsd6(outcome.usage, price) : price === null ? 0 : null;
    const state = outcome.charged === "no" ? "free" : outcome.charged === "yes" ? "answered" : "unknown";
    if (state !== "free") spent(cost ?? (price === null ? 0 : highestCostUsd6(question, price)));
    await deps.ledger.end({ ...ended(call, asking, state, outcome.code, outcome.usage), costUsd6: cost });
    // It was paid for, and a page may have asked for it: repaired once like any answer of another shape, not waited for.
    if (outcome.code === "ai-answer-malformed" && outcome.charged === "yes") return { kind: "text", text: "" };
    if (outcome.retryable && outcome.retryAfterMs === 0 && outcome.charged === "no" && mode < MODES_TRIED) continue;
    return waitOrPass(asking, outcome);
  }
}

/** Who can wait until the provider is back does; for others the next one is asked. */
function resting({ patience }: Asking, why: string): ModelOutcome {
  if (patience?.untilAnswered)
    return { kind: "later", failed: null, code: "ai-resting", why, delayMs: RESTING_LOOK_MS };
  return passed("resting", why);
}

/** A failure is waited out while there is patience for it; else the next one is asked. */
function waitOrPass({ patience }: Asking, failure: ModelFailure): ModelOutcome {
  if (patience && failure.retryable) {
    const delayMs = Math.max(failure.retryAfterMs ?? 0, longestDelayMs(patience.tries + 1));
    const inTime = patience.waitedMs + delayMs <= PATIENCE_MS;
    if (patience.untilAnswered || (patience.tries + 1 < TRIES_A_PROVIDER && inTime))
      return {
        kind: "later",
        failed: failure,
        code: failure.code,
        why: failure.detail,
        delayMs: failure.retryAfterMs ?? 0,
      };
  }
  return passed(failure.code, failure.detail);
}

/** How often somebody with all the time in the world looks whether a provider is back. */
const RESTING_LOOK_MS = 30_000;
const FIRST_DELAY_MS = 2_000;
export const DELAY_FACTOR = 4;

/** The longest a step waits after so many failed attempts (pipeline/steps/analyze.ts draws from 0 to this). */
export const longestDelayMs = (tries: number): number => FIRST_DELAY_MS * DELAY_FACTOR ** (tries - 1);

function passed(outcome: AskOutcome, message: string): Extract<LinkOutcome, { kind: "passed" }> {
  return { kind: "passed", said: { outcome, message } };
}

function ended(
  call: string,
  { step }: Asking,
  outcome: CallEnded["outcome"],
  errorCode: string | null,
  usage: TokenUsage | null = null,
): CallEnded {
  return { call, step, outcome, usage, costUsd6: null, errorCode, memo: null };
}

const MESSAGES = {
  lost: "Another worker has taken the step over.",
  unusable: "Its answer had another shape than asked for.",
  person: "Your budget of this month is reached.",
  everybody: "The budget of this month is reached.",
} as const;
