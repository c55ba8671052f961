import type Anthropic from "@anthropic-ai/sdk";
import type { MessageCreateParamsNonStreaming } from "@anthropic-ai/sdk/resources/messages";
import type { BatchProvider, ModelAnswer, ModelFailure, ModelQuestion } from "../core/ports/ai-provider.ts";
import { attempt } from "./ai-call.ts";
import { type Asked, answerFailure, batchLineFailure, ownFailure } from "./ai-failures.ts";
import { type AiSockets, MOST_ANSWER_BYTES } from "./ai-fetch.ts";
import { at, stringAt } from "./ai-shapes.ts";

/** Handing in a batch is an upload of up to 256 MB. */
export const BATCH_TIMEOUT_MS = 300_000;
/** Reading all answers, the caller's own work with each of them included. */
const ANSWERS_TIMEOUT_MS = 1_800_000;
const MOST_ANSWERS_BYTES = 100_000_000;

/** What expired or was cancelled was never begun: it may be asked again, and costs nothing. */
const NOT_BEGUN = { code: "ai-timeout", retryable: true, charged: "no" } as const;

/** Claude's Message Batches: half the price, most ended within an hour and all within a day. */
export function openClaudeBatches(claude: {
  readonly client: () => Promise<Anthropic>;
  readonly sockets: AiSockets;
  readonly timeoutMs: number;
  readonly asked: (content: string) => Asked;
  readonly paramsOf: (question: ModelQuestion) => MessageCreateParamsNonStreaming;
  readonly readMessage: (message: unknown, asked: Asked) => ModelAnswer | ModelFailure;
}): BatchProvider {
  const { client, sockets, timeoutMs, paramsOf, readMessage } = claude;
  const nothingSent = claude.asked("");

  function answerOf(result: unknown): ModelAnswer | ModelFailure {
    switch (stringAt(result, "type")) {
      case "succeeded":
        return readMessage(at(result, "message"), nothingSent);
      case "errored":
        return batchLineFailure(at(result, "error"), nothingSent);
      case "expired":
        return ownFailure(NOT_BEGUN, nothingSent, "did not come to this question before its batch expired");
      case "canceled":
        return ownFailure(NOT_BEGUN, nothingSent, "did not come to this question before its batch was cancelled");
      default:
        return answerFailure("ai-answer-malformed", nothingSent, null);
    }
  }

  /** The SDK's list of lines. Asking for the results of a batch that has none is an error without a shape: look first. */
  async function openResults(batch: string, signal: AbortSignal): Promise<AsyncIterable<unknown> | ModelFailure> {
    const { messages } = (await client()).withOptions({
      fetch: sockets.within({ bytes: MOST_ANSWERS_BYTES, lineBytes: MOST_ANSWER_BYTES }),
    });
    const found: unknown = await messages.batches.retrieve(batch, {}, { signal });
    if (stringAt(found, "results_url") !== "") return await messages.batches.results(batch, {}, { signal });
    const ended = stringAt(found, "processing_status") === "ended";
    const outcome = { code: ended ? "ai-request-refused" : "ai-busy", retryable: !ended, charged: "no" } as const;
    return ownFailure(outcome, nothingSent, ended ? "no longer keeps the answers of this batch" : "is still at work");
  }

  return {
    async submit(questions, signal) {
      const asked = claude.asked(questions.map(({ question }) => question.content).join("\n"));
      const requests = () => questions.map(({ id, question }) => ({ custom_id: id, params: paramsOf(question) }));
      return await attempt(asked, { signal, timeoutMs: BATCH_TIMEOUT_MS }, async (ending) => {
        const options = { signal: ending, timeout: BATCH_TIMEOUT_MS };
        const made: unknown = await (await client()).messages.batches.create({ requests: requests() }, options);
        const batch = stringAt(made, "id");
        if (batch === "") return answerFailure("ai-answer-malformed", asked, null);
        return { kind: "submitted" as const, batch };
      });
    },

    async look(batch, signal) {
      return await attempt(nothingSent, { signal, timeoutMs }, async (ending) => {
        const found: unknown = await (await client()).messages.batches.retrieve(batch, {}, { signal: ending });
        const status = stringAt(found, "processing_status");
        if (status === "ended") return { kind: "ended" as const };
        if (status === "in_progress" || status === "canceling") return { kind: "pending" as const };
        return { ...answerFailure("ai-answer-malformed", nothingSent, null), charged: "no" as const };
      });
    },

    async *answers(batch, signal) {
      const ended = new AbortController();
      const reading = AbortSignal.any([signal, ended.signal, AbortSignal.timeout(ANSWERS_TIMEOUT_MS)]);
      const within = { signal, timeoutMs: ANSWERS_TIMEOUT_MS };
      const lines = await attempt(nothingSent, { signal, timeoutMs }, () => openResults(batch, reading));
      if (at(lines, "kind") === "failure") return yield lines as ModelFailure;
      const iterator = (lines as AsyncIterable<unknown>)[Symbol.asyncIterator]();
      try {
        while (true) {
          const next = await attempt(nothingSent, within, () => iterator.next());
          if ("kind" in next) return yield { ...next, charged: "no" as const };
          if (next.done === true) return;
          const id = stringAt(next.value, "custom_id");
          if (id !== "") yield { id, answer: answerOf(at(next.value, "result")) };
        }
      } finally {
        // Lets go of the connection when the caller stops early.
        ended.abort();
      }
    },
  };
}
