import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { openEmbedder } from "../../src/adapters/ai-embeddings.ts";
import { keptVector, likeness, unitVector } from "../../src/core/vectors.ts";
import { type AiServer, openAiServer } from "../harness/ai-server.ts";

const KEY = "sk-lamp-0123456789-lighter";
const never = new AbortController().signal;
// The first texts load the SDK within their deadline; on a busy machine that alone would take the short one.
await import("openai");

function open(t: TestContext, server: AiServer, more: { model?: string; timeoutMs?: number; apiKey?: string } = {}) {
  const { model = "standin-embed", timeoutMs = 5_000, apiKey = KEY } = more;
  const embedder = openEmbedder({ apiKey, baseUrl: server.openAiUrl, model, timeoutMs });
  t.after(() => embedder.close());
  return embedder;
}

async function vectorsOf(embedder: ReturnType<typeof open>, texts: string[]) {
  const made = await embedder.ask(texts, never);
  assert.equal(made.kind, "answer", JSON.stringify(made));
  assert.ok(made.kind === "answer");
  return made;
}

/** The rows of a right answer, to be made wrong. */
type Rows = { embedding: number[]; index?: number }[];
const rowsOf = (right: unknown): Rows => (right as { data: Rows }).data;

test("texts become vectors of length 1, in their order, and what they cost is told", async (t) => {
  const server = await openAiServer(t);
  const { vectors, usage } = await vectorsOf(open(t, server), ["a fast car", "an automobile", "bread"]);
  const [car, automobile, bread] = vectors;
  assert.ok(car && automobile && bread);
  for (const vector of vectors) assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-5);
  assert.ok(likeness(car, automobile) > likeness(car, bread));
  assert.ok((usage?.input ?? 0) > 0);
  const [request] = server.requests;
  assert.equal(request?.path, "/v1/embeddings");
  assert.deepEqual(request?.body, {
    model: "standin-embed",
    input: ["a fast car", "an automobile", "bread"],
    encoding_format: "float",
  });
});

test("vectors that come in another order, or packed, are the same", async (t) => {
  const server = await openAiServer(t);
  const embedder = open(t, server);
  const { vectors } = await vectorsOf(embedder, ["car", "bread"]);
  server.embedBy((right) => ({ ...right, data: rowsOf(right).toReversed() }));
  assert.deepEqual((await vectorsOf(embedder, ["car", "bread"])).vectors, vectors, "told by their index");
  server.embedBy((right) => ({
    ...right,
    data: rowsOf(right).map(({ embedding, ...row }) => ({
      ...row,
      embedding: Buffer.from(Float32Array.from(embedding).buffer).toString("base64"),
    })),
  }));
  const packed = (await vectorsOf(embedder, ["car", "bread"])).vectors;
  for (const [at, vector] of packed.entries()) assert.ok(likeness(vector, vectors[at] ?? []) > 0.9999);
  server.embedBy((right) => ({ data: rowsOf(right).map(({ embedding }) => ({ embedding })) }));
  const bare = await vectorsOf(embedder, ["car", "bread"]);
  assert.deepEqual([bare.vectors, bare.usage], [vectors, null], "without anything that is not needed");
});

const HOSTILE: Readonly<Record<string, (right: Rows) => unknown>> = {
  "too few vectors": (rows) => rows.slice(1),
  "too many vectors": (rows) => [...rows, ...rows],
  "vectors of different lengths": ([first, ...rest]) => [{ ...first, embedding: first?.embedding.slice(1) }, ...rest],
  "text for numbers": (rows) => rows.map((row) => ({ ...row, embedding: row.embedding.map(String) })),
  "nothing for numbers": (rows) => rows.map((row) => ({ ...row, embedding: row.embedding.map(() => null) })),
  zeros: (rows) => rows.map((row) => ({ ...row, embedding: row.embedding.map(() => 0) })),
  "numbers beyond all bounds": (rows) => rows.map((row) => ({ ...row, embedding: row.embedding.map(() => 1e300) })),
  "packed numbers that are none": (rows) =>
    rows.map((row) => ({
      ...row,
      embedding: Buffer.from(new Float32Array(96).fill(Number.NaN).buffer).toString("base64"),
    })),
  "half a packed number": (rows) => rows.map((row) => ({ ...row, embedding: Buffer.alloc(97).toString("base64") })),
  "very long vectors": (rows) => rows.map((row) => ({ ...row, embedding: new Array(4_097).fill(1) })),
  "very short vectors": (rows) => rows.map((row) => ({ ...row, embedding: [1, 0] })),
  "the same text twice": (rows) => rows.map((row) => ({ ...row, index: 0 })),
  "a text that nobody sent": (rows) => rows.map((row, at) => ({ ...row, index: at + 1 })),
  "no list": () => ({ 0: "no" }),
  "a name of an object's for a place": (rows) => rows.map((row) => ({ ...row, index: "length" })),
};

for (const [what, wrong] of Object.entries(HOSTILE))
  test(`an answer with ${what} is refused with a reason`, async (t) => {
    const server = await openAiServer(t);
    server.embedBy((right) => ({ ...right, data: wrong(rowsOf(right)) }));
    const made = await open(t, server).ask(["car", "bread"], never);
    assert.ok(made.kind === "failure", JSON.stringify(made));
    assert.deepEqual([made.code, made.charged], ["ai-answer-invalid", "yes"]);
    assert.match(made.detail, /^The AI server 127\.0\.0\.1:\d+ answered with .+\.$/);
  });

const FAULTS = [
  ["401", "ai-key-refused", "no"],
  ["429-retry-after", "ai-rate-limited", "no"],
  ["429-spend", "ai-spend-limit", "no"],
  ["413", "ai-too-large", "no"],
  ["500", "ai-error", "unknown"],
  ["503", "ai-overloaded", "no"],
  ["drop-before-answer", "ai-connection-lost", "unknown"],
  ["drop-mid-answer", "ai-connection-lost", "unknown"],
  ["trickle", "ai-timeout", "unknown"],
  ["html-200", "ai-answer-invalid", "unknown"],
  ["broken-body", "ai-answer-malformed", "unknown"],
] as const;

for (const [fault, code, charged] of FAULTS)
  test(`a server's fault ${fault} is ${code}, and the key is not in what is said of it`, async (t) => {
    const server = await openAiServer(t);
    server.fail(fault);
    const made = await open(t, server, fault === "trickle" ? { timeoutMs: 300 } : {}).ask(["car"], never);
    assert.ok(made.kind === "failure", JSON.stringify(made));
    assert.deepEqual([made.code, made.charged], [code, charged]);
    assert.ok(!made.detail.includes(KEY));
  });

test("an answer of many megabytes is not read to its end", async (t) => {
  const server = await openAiServer(t);
  server.embedBy(() => ({ data: [{ embedding: "x".repeat(20_000_000) }] }));
  const made = await open(t, server).ask(["car"], never);
  assert.equal(made.kind === "failure" && made.code, "ai-answer-too-large");
});

test("a model that the server does not know is told", async (t) => {
  const server = await openAiServer(t);
  const made = await open(t, server, { model: "no-such-model" }).ask(["car"], never);
  assert.equal(made.kind === "failure" && made.code, "ai-model-unknown");
});

test("whoever gives up is not answered", async (t) => {
  const server = await openAiServer(t);
  const letGo = server.holdVectors();
  const givingUp = new AbortController();
  const asked = open(t, server).ask(["car"], givingUp.signal);
  await server.nextRequest();
  givingUp.abort(new Error("enough"));
  await assert.rejects(asked, /enough/);
  letGo();
});

test("a byte a number tells how alike vectors are nearly as well as the numbers", () => {
  const wave = (shift: number) => unitVector(Array.from({ length: 96 }, (_, at) => Math.sin(at + shift)));
  const [one, other] = [wave(0), wave(0.7)];
  assert.ok(one && other);
  const kept = likeness(keptVector(one).bytes, keptVector(other).bytes);
  assert.ok(Math.abs(kept - likeness(one, other)) < 0.01, `${kept}`);
});
