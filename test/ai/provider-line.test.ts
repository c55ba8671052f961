import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { openInProcessChannel } from "../../src/adapters/doorbells-in-process.ts";
import { openLine } from "../../src/ai/provider-line.ts";
import type { AiProvider, ModelAnswer, ModelFailure, ModelQuestion } from "../../src/core/ports/ai-provider.ts";
import type { Channel } from "../../src/core/ports/doorbells.ts";
import { until } from "../harness/until.ts";

const REST_MS = 200;
const QUESTION = {} as ModelQuestion;
const ANSWER: ModelAnswer = { kind: "answer", text: "{}", usage: null };

const failure = (code: ModelFailure["code"], retryAfterMs: number | null = null): ModelFailure => ({
  kind: "failure",
  code,
  detail: "It is so.",
  retryable: true,
  retryAfterMs,
  charged: "no",
  usage: null,
});

/** Ways of several processes to one provider, which says what is set. */
function newLines(t: TestContext, channels: readonly Channel[]) {
  const said = { answer: ANSWER as ModelAnswer | ModelFailure, asked: 0 };
  const provider: AiProvider = {
    name: "claude",
    model: "a-model",
    takes: [],
    batches: null,
    ask: () => {
      said.asked += 1;
      return Promise.resolve(said.answer);
    },
    close: () => Promise.resolve(),
  } as unknown as AiProvider;
  const lines = channels.map((channel) => openLine(provider, { restMs: REST_MS, channel }));
  t.after(() => Promise.all(lines.map((line) => line.close())));
  const ask = async (line: (typeof lines)[number] | undefined) =>
    (await line?.ask(QUESTION, new AbortController().signal))?.kind;
  return { said, lines, ask };
}

test("a pause that one process was asked for is kept by all", async (t) => {
  const channel = openInProcessChannel();
  const { said, lines, ask } = newLines(t, [channel, channel]);
  const [one, other] = lines;
  said.answer = failure("ai-rate-limited", 60_000);
  assert.equal(await ask(one), "failure");
  await until("the other to hear of it", () => Promise.resolve(other?.isResting()));
  assert.equal(await ask(other), "resting");
  assert.equal(said.asked, 1);
  assert.equal(other?.lastFailure(), "ai-rate-limited");
});

test("failures count together, whichever process met them, and one answer mends it for all", async (t) => {
  const channel = openInProcessChannel();
  const { said, lines, ask } = newLines(t, [channel, channel]);
  const [one, other] = lines;
  said.answer = failure("ai-error");
  for (const line of [one, other, one, other]) {
    const before = said.asked;
    assert.equal(await ask(line), "failure");
    assert.equal(said.asked, before + 1);
    await until("both to have heard", () => Promise.resolve(lines.every((each) => each.lastFailure() === "ai-error")));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await until("both to rest", () => Promise.resolve(lines.every((line) => line.isResting())));
  assert.deepEqual([await ask(one), await ask(other), said.asked], ["resting", "resting", 4]);
  await until("the rest to be over", () => Promise.resolve(lines.every((line) => !line.isResting())));
  assert.deepEqual(
    lines.map((line) => line.breaker()),
    ["half-open", "half-open"],
  );
  said.answer = ANSWER;
  assert.equal(await ask(one), "answer");
  await until("both to be well", () => Promise.resolve(lines.every((line) => line.breaker() === null)));
});

test("processes that do not hear each other count for themselves", async (t) => {
  const { said, lines, ask } = newLines(t, [openInProcessChannel(), openInProcessChannel()]);
  said.answer = failure("ai-rate-limited", 60_000);
  assert.equal(await ask(lines[0]), "failure");
  said.answer = ANSWER;
  assert.equal(await ask(lines[1]), "answer");
});
