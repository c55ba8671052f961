import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { type TestContext, test } from "node:test";
import { openClaude, takesEffort } from "../../src/adapters/ai-claude.ts";
import { openOpenAi } from "../../src/adapters/ai-openai.ts";
import type { AiProvider, ModelAnswer, ModelFailure, ModelQuestion } from "../../src/core/ports/ai-provider.ts";
import { type AiFaultName, type AiServer, openAiServer } from "../harness/ai-server.ts";
import { tokensIn } from "../harness/ai-wire.ts";

const KEY = "sk-lamp-0123456789-lighter";
const TIMEOUT_MS = 5_000;
/** For the faults that only our own deadline ends. */
const SHORT_MS = 300;
// The first question loads the SDK within its deadline; on a busy machine that alone would take the short one.
await Promise.all([import("@anthropic-ai/sdk"), import("openai")]);

const PROVIDERS = ["claude", "openai"] as const;
type ProviderName = (typeof PROVIDERS)[number];

interface Opening {
  apiKey?: string;
  model?: string;
  timeoutMs?: number;
  takes?: AiProvider["takes"];
}

function open(t: TestContext, name: ProviderName, server: AiServer, more: Opening = {}): AiProvider {
  const { apiKey = KEY, timeoutMs = TIMEOUT_MS, takes = ["image", "pdf"] } = more;
  const provider =
    name === "claude"
      ? openClaude({ apiKey, baseUrl: server.claudeUrl, model: more.model ?? "claude-haiku-5-5", timeoutMs })
      : openOpenAi({ apiKey, baseUrl: server.openAiUrl, model: more.model ?? "llama3.2", timeoutMs, takes });
  t.after(() => provider.close());
  return provider;
}

const QUESTION: ModelQuestion = {
  instructions: "You sort what people share. Answer in JSON.",
  content: "The seven lamps of the estuary\nEvery evening at dusk the lamplighter rows out to the posts.",
  attachments: [],
  schema: {
    type: "object",
    properties: {
      title: { type: "string" },
      tags: { type: "array", items: { type: "string" } },
      category: { type: "string", enum: ["technology", "news", "other"] },
    },
    required: ["title", "tags", "category"],
    additionalProperties: false,
  },
  maxOutputTokens: 400,
};

const never = new AbortController().signal;

function asAnswer(outcome: ModelAnswer | ModelFailure): ModelAnswer {
  assert.equal(outcome.kind, "answer", JSON.stringify(outcome));
  return outcome as ModelAnswer;
}

function asFailure(outcome: { kind: string }): ModelFailure {
  assert.equal(outcome.kind, "failure", JSON.stringify(outcome).slice(0, 200));
  return outcome as ModelFailure;
}

/** One row for each way to fail: code, may be asked again, what it asks us to wait, whether it counts as paid. */
const ROWS: readonly (readonly [
  AiFaultName,
  ModelFailure["code"],
  "again" | "final",
  number | null,
  ModelFailure["charged"],
])[] = [
  ["400", "ai-request-refused", "final", null, "no"],
  ["401", "ai-key-refused", "final", null, "no"],
  ["402", "ai-spend-limit", "final", null, "no"],
  ["403", "ai-not-allowed", "final", null, "no"],
  ["404-model", "ai-model-unknown", "final", null, "no"],
  ["408", "ai-timeout", "again", null, "unknown"],
  ["409", "ai-busy", "again", null, "no"],
  ["413", "ai-too-large", "final", null, "no"],
  ["429", "ai-rate-limited", "again", null, "no"],
  ["429-retry-after", "ai-rate-limited", "again", 7_000, "no"],
  ["429-spend", "ai-spend-limit", "final", null, "no"],
  ["400-credit", "ai-spend-limit", "final", null, "no"],
  ["500", "ai-error", "again", null, "unknown"],
  ["502", "ai-error", "again", null, "unknown"],
  ["503", "ai-overloaded", "again", null, "no"],
  ["504", "ai-error", "again", null, "unknown"],
  ["529", "ai-overloaded", "again", null, "no"],
  ["529-retry-after", "ai-overloaded", "again", 7_000, "no"],
  ["drop-before-answer", "ai-connection-lost", "again", null, "unknown"],
  ["drop-mid-answer", "ai-connection-lost", "again", null, "unknown"],
  ["trickle", "ai-timeout", "again", null, "unknown"],
  ["html-200", "ai-answer-malformed", "again", null, "unknown"],
  ["broken-body", "ai-answer-malformed", "again", null, "unknown"],
  ["malformed-json", "ai-answer-malformed", "again", null, "yes"],
  ["refusal", "ai-refused", "final", null, "yes"],
  ["max-tokens", "ai-answer-cut", "final", null, "yes"],
  ["ten-megabytes", "ai-answer-too-large", "final", null, "unknown"],
];

for (const name of PROVIDERS) {
  for (const [fault, code, again, retryAfterMs, charged] of ROWS) {
    test(`${name}: ${fault} is ${code}, ${again}, paid: ${charged}, after one request`, async (t) => {
      const server = await openAiServer(t);
      server.fail(fault, { retryAfterSeconds: 7 });
      const provider = open(t, name, server, fault === "trickle" ? { timeoutMs: SHORT_MS } : {});
      const failure = asFailure(await provider.ask(QUESTION, never));
      assert.deepEqual(
        { ...failure, detail: "", usage: null },
        { kind: "failure", code, detail: "", retryable: again === "again", retryAfterMs, charged, usage: null },
      );
      assert.equal(failure.usage !== null, charged === "yes", "usage is known where it is paid for");
      assert.equal(server.requests.length, 1);
      assert.match(failure.detail, /^(Claude|The AI server 127\.0\.0\.1:\d+) \w[^\n]{10,300}$/);
      assert.ok(!failure.detail.includes("lamp"), failure.detail);
    });
  }

  test(`${name}: a good answer comes as its JSON text, with what the provider counted`, async (t) => {
    const server = await openAiServer(t);
    const provider = open(t, name, server);
    const first = asAnswer(await provider.ask(QUESTION, never));
    assert.deepEqual(JSON.parse(first.text), {
      title: "The seven lamps of the estuary",
      tags: ["seven", "lamps", "estuary"],
      category: "technology",
    });
    const second = asAnswer(await provider.ask(QUESTION, never));
    const [instructions, input, output] = [QUESTION.instructions, QUESTION.content, first.text].map(tokensIn) as [
      number,
      number,
      number,
    ];
    assert.deepEqual(
      first.usage,
      name === "claude"
        ? { input, output, cacheRead: 0, cacheWrite: instructions }
        : { input: input + instructions, output, cacheRead: 0, cacheWrite: 0 },
    );
    assert.deepEqual(second.usage, { input, output, cacheRead: instructions, cacheWrite: 0 });
  });

  test(`${name}: JSON of another shape is an answer, for its shape is checked elsewhere`, async (t) => {
    const server = await openAiServer(t);
    server.fail("schema-violation");
    const { text } = asAnswer(await open(t, name, server).ask(QUESTION, never));
    assert.deepEqual(JSON.parse(text), { unasked: ["for"] });
  });

  test(`${name}: pictures and documents arrive byte for byte, before the text`, async (t) => {
    const server = await openAiServer(t);
    const attachments = [
      { kind: "image", type: "image/webp", bytes: randomBytes(10_001) },
      { kind: "pdf", type: "application/pdf", bytes: new Uint8Array(randomBytes(70_000)).subarray(13, 60_000) },
    ] as const;
    asAnswer(await open(t, name, server).ask({ ...QUESTION, attachments }, never));
    const [asked] = server.questions;
    const shown = (list: readonly { kind: string; type: string; bytes: Uint8Array }[]) =>
      list.map(({ kind, type, bytes }) => [kind, type, createHash("sha256").update(bytes).digest("hex")]);
    assert.deepEqual(shown(asked?.attachments ?? []), shown(attachments));
    assert.equal(asked?.content, QUESTION.content);
    const { messages } = lastBody(server) as { messages: { content: { type: string }[] }[] };
    assert.equal(messages.at(-1)?.content.at(-1)?.type, "text");
  });

  test(`${name}: the caller's own abort throws its reason, before and during the request`, async (t) => {
    const server = await openAiServer(t);
    server.answer(() => new Promise(() => undefined));
    const provider = open(t, name, server);
    const reason = new Error("the program stops");
    await assert.rejects(provider.ask(QUESTION, AbortSignal.abort(reason)), reason);
    assert.equal(server.requests.length, 0);
    const stop = new AbortController();
    const asking = provider.ask(QUESTION, stop.signal);
    await server.nextRequest();
    stop.abort(reason);
    await assert.rejects(asking, reason);

    server.fail("trickle");
    const again = new AbortController();
    const dripping = provider.ask(QUESTION, again.signal);
    await server.nextRequest();
    again.abort(reason);
    await assert.rejects(dripping, reason);
  });

  test(`${name}: an answer that never begins is a timeout`, async (t) => {
    const server = await openAiServer(t);
    server.answer(() => new Promise(() => undefined));
    const failure = asFailure(await open(t, name, server, { timeoutMs: SHORT_MS }).ask(QUESTION, never));
    assert.deepEqual([failure.code, failure.charged, failure.retryable], ["ai-timeout", "unknown", true]);
  });

  test(`${name}: a server that is not there was never asked, so it cost nothing`, async (t) => {
    const server = await openAiServer();
    await server.close();
    const failure = asFailure(await open(t, name, server).ask(QUESTION, never));
    assert.deepEqual([failure.code, failure.charged, failure.retryable], ["ai-connection-lost", "no", true]);
    assert.match(failure.detail, /ECONNREFUSED/);
  });

  test(`${name}: a wrong key, and one that no header can carry, are refused keys that no sentence shows`, async (t) => {
    const server = await openAiServer(t);
    assert.equal(
      asFailure(await open(t, name, server, { apiKey: "wrong" }).ask(QUESTION, never)).code,
      "ai-key-refused",
    );
    const failure = asFailure(await open(t, name, server, { apiKey: "sk-lamp\n-ключ" }).ask(QUESTION, never));
    assert.equal(failure.code, "ai-key-refused");
    assert.doesNotMatch(failure.detail, /sk-|ключ/);
    assert.equal(server.requests.length, 1);
  });

  test(`${name}: an unknown model is said to be one`, async (t) => {
    const server = await openAiServer(t);
    const failure = asFailure(await open(t, name, server, { model: "claude-none-9" }).ask(QUESTION, never));
    assert.equal(failure.code, "ai-model-unknown");
    assert.match(failure.detail, /claude-none-9/);
  });

  test(`${name}: a redirect is not followed, lest the key go to another host`, async (t) => {
    const server = await openAiServer(t);
    const elsewhere = await openAiServer(t);
    server.redirect(`${elsewhere.claudeUrl}/v1/messages`);
    assert.equal(asFailure(await open(t, name, server).ask(QUESTION, never)).code, "ai-request-refused");
    assert.equal(elsewhere.requests.length, 0);
  });

  test(`${name}: what a provider says is quoted short, without keys and without what was sent`, async (t) => {
    const server = await openAiServer(t);
    const provider = open(t, name, server);
    const detailFor = async (message: string) => {
      server.fail("403", { message });
      return asFailure(await provider.ask(QUESTION, never)).detail;
    };
    assert.match(await detailFor("Your plan does not have this."), /: Your plan does not have this\.$/);
    const secrets = await detailFor(`Key ${KEY} and sk-ant-api03-abc_DEF and dw_3fk_secret may not.`);
    assert.match(secrets, /Key … and … and … may not\.$/);
    const ownKey = open(t, name, server, { apiKey: "of-no-known-form" });
    server.fail("403", { message: "No of-no-known-form here." });
    assert.match(asFailure(await ownKey.ask(QUESTION, never)).detail, /: No … here\.$/);
    assert.doesNotMatch(await detailFor(`Cannot say: ${QUESTION.content.slice(8, 50)}`), /lamps|Cannot say/);
    assert.doesNotMatch(await detailFor("<html><body>Blocked</body></html>"), /html/);
    assert.ok((await detailFor("word ".repeat(500))).length < 320);
  });

  test(`${name}: retry-after is read as seconds, as a date and in milliseconds, and never more than a day`, async (t) => {
    const server = await openAiServer(t);
    const provider = open(t, name, server);
    const waitFor = async (headers: Record<string, string>) => {
      server.fail("529", { headers });
      return asFailure(await provider.ask(QUESTION, never)).retryAfterMs;
    };
    assert.equal(await waitFor({ "retry-after": "3" }), 3_000);
    assert.equal(await waitFor({ "retry-after": "3", "retry-after-ms": "1500" }), 1_500);
    assert.equal(await waitFor({ "retry-after": "999999999" }), 86_400_000);
    assert.equal(await waitFor({ "retry-after": "soon" }), null);
    const inAMinute = await waitFor({ "retry-after": new Date(Date.now() + 60_000).toUTCString() });
    assert.ok(inAMinute !== null && inAMinute > 50_000 && inAMinute <= 60_000, String(inAMinute));
  });
}

test("claude is asked with a schema that it enforces, a mark for its cache and its version", async (t) => {
  const server = await openAiServer(t);
  asAnswer(await open(t, "claude", server).ask(QUESTION, never));
  const [request] = server.requests;
  assert.match(String(request?.headers["anthropic-version"]), /^\d{4}-\d\d-\d\d$/);
  const { system, output_config, max_tokens } = lastBody(server);
  assert.deepEqual(system, [{ type: "text", text: QUESTION.instructions, cache_control: { type: "ephemeral" } }]);
  assert.deepEqual(output_config, { format: { type: "json_schema", schema: QUESTION.schema }, effort: "low" });
  assert.equal(max_tokens, 400);
});

test("claude is asked for little effort only where the model takes it", async (t) => {
  const yes =
    "claude-haiku-5-5 claude-sonnet-5 claude-sonnet-5-5 claude-opus-4-6 claude-opus-5-5-20270101 anthropic/claude-fable-5";
  const no =
    "claude-haiku-4-5 claude-haiku-4-5-20251001 claude-sonnet-4-5 claude-sonnet-4-20250514 claude-3-haiku-20240307 my-model";
  assert.deepEqual(
    yes.split(" ").filter((model) => !takesEffort(model)),
    [],
  );
  assert.deepEqual(no.split(" ").filter(takesEffort), []);
  const server = await openAiServer(t);
  asAnswer(await open(t, "claude", server, { model: "claude-haiku-4-5" }).ask(QUESTION, never));
  asAnswer(await open(t, "claude", server, { model: "claude-sonnet-5-5" }).ask(QUESTION, never));
});

test("a batch of claude: handed in, pending, ended, and each answer by its id", async (t) => {
  const server = await openAiServer(t);
  const { batches } = open(t, "claude", server);
  assert.ok(batches);
  const ids = ["good", "broke", "late", "gone"];
  const submitted = await batches.submit(
    ids.map((id) => ({ id, question: { ...QUESTION, content: `The ${id} lamp` } })),
    never,
  );
  assert.equal(submitted.kind, "submitted", JSON.stringify(submitted));
  const { batch } = submitted as { batch: string };
  assert.deepEqual(await batches.look(batch, never), { kind: "pending" });
  server.endBatch({ outcomes: { broke: "errored", late: "expired", gone: "canceled" } });
  assert.deepEqual(await batches.look(batch, never), { kind: "ended" });

  // Another adapter, as after a restart.
  const later = open(t, "claude", server).batches;
  const come = new Map((await Array.fromAsync(later!.answers(batch, never))).map(inBatch));
  assert.deepEqual([...come.keys()].toSorted(), ids.toSorted());
  const good = asAnswer(come.get("good")!);
  assert.equal(JSON.parse(good.text).title, "The good lamp");
  assert.equal(good.usage?.input, tokensIn("The good lamp"));
  const failures = ["broke", "late", "gone"].map((id) => asFailure(come.get(id)!));
  assert.deepEqual(
    failures.map(({ code, retryable, charged }) => [code, retryable, charged]),
    [
      ["ai-error", true, "no"],
      ["ai-timeout", true, "no"],
      ["ai-timeout", true, "no"],
    ],
  );
});

test("a batch that is refused, unknown or not ended yet is a failure that cost nothing", async (t) => {
  const server = await openAiServer(t);
  const batches = open(t, "claude", server).batches!;
  const twice = [1, 2].map(() => ({ id: "same", question: QUESTION }));
  const refused = asFailure(await batches.submit(twice, never));
  assert.deepEqual([refused.code, refused.charged], ["ai-request-refused", "no"]);
  assert.equal(asFailure(await batches.look("msgbatch_none", never)).code, "ai-model-unknown");
  await batches.submit([{ id: "one", question: QUESTION }], never);
  const [early] = await Array.fromAsync(batches.answers(server.batches()[0]!, never));
  assert.ok(early !== undefined && "kind" in early);
  assert.deepEqual([early.code, early.retryable, early.charged], ["ai-busy", true, "no"]);
});

test("answers of a batch that break off end with a failure, and what came before stands", async (t) => {
  const server = await openAiServer(t);
  const batches = open(t, "claude", server).batches!;
  await batches.submit(
    ["one", "two"].map((id) => ({ id, question: QUESTION })),
    never,
  );
  const batch = server.batches()[0]!;
  server.endBatch({ outcomes: { one: "broken" } });
  const read = async () => await Array.fromAsync(batches.answers(batch, never));
  const [two, end] = await read();
  assert.ok(two !== undefined && "id" in two && two.id === "two");
  assert.ok(end !== undefined && "code" in end && end.code === "ai-answer-malformed", JSON.stringify(end));

  server.fail("drop-mid-answer", { path: /results$/ });
  const lost = (await read()).at(-1);
  assert.ok(lost !== undefined && "code" in lost && lost.code === "ai-connection-lost", JSON.stringify(lost));

  server.mend();
  server.answer({ title: "x".repeat(1_500_000) });
  server.endBatch({ outcomes: {} });
  const large = (await read()).at(-1);
  assert.ok(large !== undefined && "code" in large && large.code === "ai-answer-too-large", JSON.stringify(large));
});

test("a reader of a batch that stops early lets go of the connection", async (t) => {
  const server = await openAiServer(t);
  // A deadline that cannot be what ends it.
  const batches = open(t, "claude", server, { timeoutMs: 600_000 }).batches!;
  await batches.submit(
    ["one", "two"].map((id) => ({ id, question: QUESTION })),
    never,
  );
  server.endBatch();
  const held = Promise.withResolvers<never>();
  let asked = 0;
  server.answer(() => (++asked === 1 ? { title: "first" } : held.promise));
  for await (const one of batches.answers(server.batches()[0]!, never)) {
    assert.ok("id" in one && one.id === "two");
    break;
  }
  await server.allLeft();
});

test("reading the answers of a batch ends with the caller's reason when it stops", async (t) => {
  const server = await openAiServer(t);
  const batches = open(t, "claude", server).batches!;
  await batches.submit([{ id: "one", question: QUESTION }], never);
  server.endBatch();
  server.fail("trickle", { path: /results$/ });
  const stop = new AbortController();
  const reading = Array.fromAsync(batches.answers(server.batches()[0]!, stop.signal));
  while (!(await server.nextRequest()).path.endsWith("/results"));
  const reason = new Error("the program stops");
  stop.abort(reason);
  await assert.rejects(reading, reason);
});

test("a server without schemas is asked for a function next, and one without functions in words; each ask is one request", async (t) => {
  const server = await openAiServer(t);
  const provider = open(t, "openai", server);
  server.fail("no-tool-mode");
  for (const [mode, requests] of [
    ["schema", 1],
    ["tool", 2],
  ] as const) {
    const failure = asFailure(await provider.ask(QUESTION, never));
    assert.deepEqual(
      [failure.code, failure.retryable, failure.retryAfterMs, failure.charged],
      ["ai-request-refused", true, 0, "no"],
    );
    assert.match(failure.detail, new RegExp(`in ${mode} mode`));
    assert.equal(server.requests.length, requests);
  }
  server.answer('```json\n{"title": "in a fence"}\n```');
  assert.equal(asAnswer(await provider.ask(QUESTION, never)).text, '{"title": "in a fence"}');
  server.answer('<think>\nHe wants {"json"}.\n</think>\n{"title": "after thoughts"}');
  assert.equal(asAnswer(await provider.ask(QUESTION, never)).text, '{"title": "after thoughts"}');
  server.answer('Here you are: {"title": "amid prose"}');
  assert.equal(asFailure(await provider.ask(QUESTION, never)).code, "ai-answer-malformed");
  const { response_format, tools } = lastBody(server);
  assert.deepEqual([response_format, tools], [undefined, undefined]);
  assert.ok(server.questions.at(-1)?.instructions.includes(JSON.stringify(QUESTION.schema)));
  assert.equal(server.requests.length, 5);
});

test("the arguments of the function are the answer, and the mode is found out once for many questions", async (t) => {
  const server = await openAiServer(t);
  const provider = open(t, "openai", server);
  server.fail("no-schema-mode");
  const first = await Promise.all([1, 2, 3].map(() => provider.ask(QUESTION, never)));
  assert.deepEqual(
    first.map(({ kind }) => kind),
    ["failure", "failure", "failure"],
  );
  const { text } = asAnswer(await provider.ask(QUESTION, never));
  assert.equal(JSON.parse(text).title, "The seven lamps of the estuary");
  assert.ok("tools" in lastBody(server));
});

test("a refusal that names no mode does not change it", async (t) => {
  const server = await openAiServer(t);
  const provider = open(t, "openai", server);
  server.fail("400", { times: 1 });
  assert.equal(asFailure(await provider.ask(QUESTION, never)).retryable, false);
  asAnswer(await provider.ask(QUESTION, never));
  assert.ok("response_format" in lastBody(server));
});

test("a model that takes text alone gets no attachments, and a server without keys gets a made-up one", async (t) => {
  const server = await openAiServer(t);
  const settings = { apiKey: null, baseUrl: server.openAiUrl, model: "llama3.2", timeoutMs: TIMEOUT_MS, takes: [] };
  const provider = openOpenAi(settings);
  t.after(() => provider.close());
  const attachments = [{ kind: "pdf", type: "application/pdf", bytes: randomBytes(10) }] as const;
  asAnswer(await provider.ask({ ...QUESTION, attachments }, never));
  const { messages, max_tokens } = lastBody(server) as { messages: { content: unknown }[]; max_tokens: number };
  assert.equal(messages[1]?.content, QUESTION.content);
  assert.equal(max_tokens, 400);
  assert.match(String(server.requests[0]?.headers.authorization), /^Bearer \w+$/);
});

function lastBody(server: AiServer): Record<string, unknown> {
  return server.requests.at(-1)?.body as Record<string, unknown>;
}

function inBatch(one: { id: string; answer: ModelAnswer | ModelFailure } | ModelFailure) {
  assert.ok("id" in one, JSON.stringify(one));
  return [one.id, one.answer] as const;
}
