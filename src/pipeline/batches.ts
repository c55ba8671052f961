import { type Chain, newNonce, withWish } from "../ai/chain.ts";
import { BATCH_SHARE, costUsd6, highestCostUsd6 } from "../ai/prices.ts";
import { questionFor } from "../ai/question.ts";
import type { Link } from "../ai/understand.ts";
import type { Log } from "../core/events.ts";
import { visitFailpoint } from "../core/failpoint.ts";
import { newId } from "../core/ids.ts";
import type { BatchProvider, ModelAnswer, ModelFailure, ModelQuestion } from "../core/ports/ai-provider.ts";
import type { Queue } from "../core/ports/doorbells.ts";
import type { FileStore } from "../core/ports/files.ts";
import { dueBatches, findOpenCall, insertBatch, openCallsOfBatch, updateBatch } from "../store/ai-batches.ts";
import { endCall } from "../store/ai-money.ts";
import type { AiBatchRow, AiCallRow } from "../store/analysis-tables.ts";
import { endBatchWait, markInBatch, memoOf, stepsForBatch } from "../store/batched-steps.ts";
import type { Store, Unit } from "../store/store.ts";
import type { StepRow } from "../store/tables.ts";
import { analysisInput, readAttachments } from "./analysis-input.ts";
import type { RowLedger } from "./ledger.ts";
import type { AnalyzeMemo } from "./steps/analyze.ts";

export interface BatchDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly queue: Queue;
  readonly log: Log;
  readonly chain: Chain;
  readonly ledger: RowLedger;
  /** How long questions are collected, and how often answers are looked for. */
  readonly everyMs: number;
}

const QUESTIONS_A_BATCH = 500;
/** Handing in is one request; one that is not done by then was begun by a process that died. */
const HANDING_IN_MS = 5 * 60_000;
const REQUEST_TIMEOUT_MS = 120_000;

/** Puts what waits for a batch into one, its money reserved question by question, and hands it in. */
export async function handInBatch(deps: BatchDeps): Promise<void> {
  const { store, chain } = deps;
  const link = chain.links[0];
  const provider = link?.line.provider.batches;
  if (!link || !provider || link.line.isResting()) return;
  const waiting = await stepsForBatch(store.reader, QUESTIONS_A_BATCH);
  const oldest = waiting[0];
  if (!oldest) return;
  const nowMs = await store.nowMs();
  if (waiting.length < QUESTIONS_A_BATCH && nowMs - oldest.created_at < deps.everyMs) return;

  const batch: AiBatchRow = {
    id: newId(nowMs),
    provider: link.line.provider.name,
    model: link.line.provider.model,
    their_id: null,
    state: "handing-in",
    created_at: nowMs,
    look_at: nowMs + HANDING_IN_MS,
  };
  await store.write((unit) => insertBatch(unit, batch));
  const questions: { id: string; question: ModelQuestion }[] = [];
  for (const step of waiting) {
    const asked = await putIn(deps, { link, batch: batch.id, step });
    if (asked) questions.push(asked);
  }
  if (questions.length === 0) return await store.write((unit) => updateBatch(unit, batch.id, { state: "ended" }));
  const handed = await provider.submit(questions, AbortSignal.timeout(REQUEST_TIMEOUT_MS));
  visitFailpoint("batch-handed-in");
  if (handed.kind === "submitted") {
    const changes = { their_id: handed.batch, state: "waiting", look_at: nowMs + deps.everyMs } as const;
    await store.write((unit) => updateBatch(unit, batch.id, changes));
    deps.log("info", "batch-handed-in", { batch: batch.id, questions: questions.length });
    return;
  }
  deps.log("warn", "batch-refused", { batch: batch.id, code: handed.code });
  await endBatch(deps, batch, { state: handed.charged === "no" ? "free" : "unknown", errorCode: handed.code });
}

/** One step's question, reserved and marked in one transaction; null when there is no room or nothing to ask. */
async function putIn(
  deps: BatchDeps,
  { link, batch, step }: { link: Link; batch: string; step: StepRow },
): Promise<{ id: string; question: ModelQuestion } | null> {
  const { store, files, chain, ledger } = deps;
  const found = await analysisInput(store.reader, step);
  if (!found) return null;
  const takes = link.line.provider.takes;
  const attachments = (await readAttachments(files, found.attachments)).filter(({ kind }) => takes.includes(kind));
  const question = questionFor(withWish(found.input, null, chain), attachments, { nonce: newNonce() });
  const highestUsd6 = link.price === null ? 0 : highestCostUsd6(question, link.price, BATCH_SHARE);
  let isStill = true;
  const reserved = await ledger
    .reserveWith(
      {
        person: step.person,
        item: step.item,
        step,
        provider: link.line.provider.name,
        model: link.line.provider.model,
        highestUsd6,
        batch,
      },
      async (unit) => {
        isStill = await markInBatch(unit, step.id);
        if (!isStill) throw new NoLongerWaiting();
      },
    )
    .catch((error: unknown) => {
      if (error instanceof NoLongerWaiting) return null;
      throw error;
    });
  if (reserved?.kind === "reserved") return { id: reserved.call, question };
  // Without room in the budget a worker finds out the same, and says so.
  if (reserved) await store.write((unit) => goOn(unit, step.id, { from: "wanted", brought: {} }));
  return null;
}

class NoLongerWaiting extends Error {}

/** Looks after the batches that are out: their answers go to the steps that wait for them, with what they cost. */
export async function lookAfterBatches(deps: BatchDeps): Promise<void> {
  const { store, chain } = deps;
  for (const batch of await dueBatches(store.reader, await store.nowMs())) {
    const found = chain.linkFor({ provider: batch.provider, model: batch.model });
    const link = "link" in found ? found.link : null;
    const provider = link?.line.provider.batches;
    if (batch.their_id === null) {
      // Nobody knows whether it was taken: it counts as paid, and each is asked again, singly.
      await endBatch(deps, batch, { state: "unknown", errorCode: "ai-forgotten" });
      continue;
    }
    if (!link || !provider) {
      await endBatch(deps, batch, { state: "unknown", errorCode: "ai-not-there" });
      continue;
    }
    await lookAt(deps, { batch, theirs: batch.their_id, link, provider });
  }
}

async function lookAt(
  deps: BatchDeps,
  { batch, theirs, link, provider }: { batch: AiBatchRow; theirs: string; link: Link; provider: BatchProvider },
): Promise<void> {
  const { store, everyMs } = deps;
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const later = async () => {
    const look_at = (await store.nowMs()) + everyMs;
    await store.write((unit) => updateBatch(unit, batch.id, { look_at }));
  };
  const failed = async (failure: ModelFailure) =>
    failure.retryable ? await later() : await endBatch(deps, batch, { state: "unknown", errorCode: failure.code });
  const state = await provider.look(theirs, signal);
  if (state.kind === "failure") return await failed(state);
  if (state.kind === "pending") return await later();
  for await (const answered of provider.answers(theirs, signal)) {
    if ("kind" in answered) return await failed(answered);
    const { id, answer } = answered;
    const call = await findOpenCall(store.reader, id);
    if (call?.batch === batch.id) await store.write((unit) => takeAnswer(unit, { call, answer, link }));
  }
  await endBatch(deps, batch, { state: "free", errorCode: "ai-batch-left-out" });
  deps.log("info", "batch-ended", { batch: batch.id });
}

async function takeAnswer(
  unit: Unit,
  { call, answer, link }: { call: AiCallRow; answer: ModelAnswer | ModelFailure; link: Link },
): Promise<void> {
  const { usage } = answer;
  const cost = link.price === null ? 0 : usage === null ? null : costUsd6(usage, link.price, BATCH_SHARE);
  const paid = cost ?? call.reserved_usd6;
  const isAnswer = answer.kind === "answer";
  if (call.step !== null) await goOn(unit, call.step, { from: "sent", brought: broughtBy(link, { answer, paid }) });
  await endCall(unit, call.id, {
    state: isAnswer || answer.charged === "yes" ? "answered" : answer.charged === "no" ? "free" : "unknown",
    usage,
    costUsd6: cost,
    errorCode: isAnswer ? null : answer.code,
  });
}

/** What a step remembers of its answer: it, or that it was paid for and cannot be used. What cost nothing is asked singly. */
function broughtBy(
  { line }: Link,
  { answer, paid }: { answer: ModelAnswer | ModelFailure; paid: number },
): Pick<AnalyzeMemo, "answer" | "asked" | "costUsd6"> {
  if (answer.kind === "answer") return { answer: { by: line.name, text: answer.text, costUsd6: paid }, costUsd6: paid };
  if (answer.charged !== "yes") return {};
  return { asked: [{ by: line.name, outcome: answer.code, message: answer.detail }], costUsd6: paid };
}

/** A worker goes on with the step: with what the batch brought, or by asking singly. */
async function goOn(
  unit: Unit,
  step: string,
  { from, brought }: { from: "wanted" | "sent"; brought: Pick<AnalyzeMemo, "answer" | "asked" | "costUsd6"> },
): Promise<void> {
  const known = await memoOf(unit.db, step);
  const memo = {
    ...((known === null ? {} : JSON.parse(known)) as AnalyzeMemo),
    batched: true,
    ...brought,
  } satisfies AnalyzeMemo;
  await endBatchWait(unit, step, { from, memo: JSON.stringify(memo) });
}

/** Nothing more comes of a batch. */
async function endBatch(
  { store, queue }: BatchDeps,
  batch: AiBatchRow,
  { state, errorCode }: { state: "free" | "unknown"; errorCode: string },
): Promise<void> {
  for (const call of await openCallsOfBatch(store.reader, batch.id))
    await store.write(async (unit) => {
      if (call.step !== null) await goOn(unit, call.step, { from: "sent", brought: {} });
      await endCall(unit, call.id, { state, usage: null, costUsd6: null, errorCode });
    });
  await store.write((unit) => updateBatch(unit, batch.id, { state: "ended" }));
  queue.ring("ai");
}
