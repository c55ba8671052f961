import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { AiBatches, type BatchOutcome } from "./ai-batches.ts";
import { type AiFault, type AiFaultName, faultOf } from "./ai-faults.ts";
import { type AskedQuestion, type Json, Refused, sensibleAnswer, type Wire, type Written } from "./ai-wire.ts";
import { CLAUDE_WIRE, readMessages } from "./ai-wire-claude.ts";
import { OPENAI_WIRE } from "./ai-wire-openai.ts";
import { embeddingsAnswer } from "./embeddings.ts";

export type { AiFaultName } from "./ai-faults.ts";
export type { AskedQuestion } from "./ai-wire.ts";

/** What the model says to a question: JSON as a value, or the text itself as a string. A promise holds the answer back. */
export type AiAnswer = Json | string | ((question: AskedQuestion) => unknown);

export interface AiRequest {
  readonly provider: "claude" | "openai";
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
  /** `performance.now()` when it had come in whole. */
  readonly at: number;
}

/**
 * A stand-in for both providers on the loopback, that speaks their real protocols to their real SDKs: what they refuse
 * it refuses, and its figures are those of `tokensIn`.
 */
export interface AiServer {
  /** As `baseUrl` of the Claude adapter, and of the OpenAI one. */
  readonly claudeUrl: string;
  readonly openAiUrl: string;
  /** Every request that came, in order. */
  readonly requests: readonly AiRequest[];
  /** Every question among them that was well formed, those in batches included. */
  readonly questions: readonly AskedQuestion[];
  /** What is answered from now on. Without it: a valid answer made of the content (`sensibleAnswer`). */
  answer(answer: AiAnswer): void;
  /** What goes wrong from now on, `times` in a row or always, after which all is well again. A later call replaces an earlier one. */
  fail(fault: AiFaultName, options?: FaultOptions): void;
  /** Every request is sent elsewhere, by a 307, until `mend`. */
  redirect(location: string): void;
  /** What is said instead of vectors from now on, made of the answer that would be right. */
  embedBy(answer: (right: Json) => unknown): void;
  /** Holds all vectors back from now on, until what it gives is called. */
  holdVectors(): () => void;
  /** Every text of which a vector was asked, in order. */
  readonly embedded: readonly string[];
  /** Nothing goes wrong from now on. */
  mend(): void;
  /** Resolves with the next request that comes in. */
  nextRequest(): Promise<AiRequest>;
  /** Resolves when no answer is under way any more: each was finished, or given up by who asked. */
  allLeft(): Promise<void>;
  /** The batches handed in, oldest first. They last as long as the server, whoever asks for them. */
  batches(): readonly string[];
  /** Ends a batch, or the newest. Questions that are not named succeed, or are cancelled when that was asked for. */
  endBatch(options?: { batch?: string; outcomes?: Readonly<Record<string, BatchOutcome>> }): void;
  close(): Promise<void>;
}

/** Models that both know; a test adds its own. */
const MODELS = [
  "claude-haiku-5-5",
  "claude-haiku-4-5",
  "claude-sonnet-4-5",
  "claude-sonnet-5-5",
  "claude-opus-5-5",
  "gpt-5-mini",
  "llama3.2",
];
const MOST_REQUEST_BYTES = 32_000_000;
const DEFAULT_RETRY_AFTER_SECONDS = 20;

export interface FaultOptions {
  /** How many requests meet it; all, when it is not said. */
  readonly times?: number;
  /** For the faults with `retry-after` in their name. */
  readonly retryAfterSeconds?: number;
  /** Only requests to such a path meet it. */
  readonly path?: RegExp;
  /** Other words, or further headers, for a fault that is a status. */
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Trouble extends FaultOptions {
  readonly fault: AiFault;
  left: number;
}

/** @param t closes it at the end of the test; without one, close it yourself */
export async function openAiServer(t?: TestContext, options: { models?: readonly string[] } = {}): Promise<AiServer> {
  const models = [...MODELS, ...(options.models ?? [])];
  const requests: AiRequest[] = [];
  const questions: AskedQuestion[] = [];
  const waiting: ((request: AiRequest) => void)[] = [];
  const remembered = new Set<string>();
  let script: AiAnswer = sensibleAnswer;
  let trouble: Trouble | null = null;
  let embed: (body: unknown) => unknown = embeddingsAnswer;
  let answersAt: Promise<void> | null = null;

  const batches = new AiBatches({
    read(params) {
      const question = readMessages(params, models);
      questions.push(question);
      return question;
    },
    answer: async (question) => CLAUDE_WIRE.answer(question, await writtenFor(question, null)),
  });

  const underWay = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const left = new Promise<void>((resolve) => response.once("close", resolve));
    underWay.add(left);
    void left.then(() => underWay.delete(left));
    handle(request, response).catch((error: unknown) => {
      const failed = error instanceof Refused ? error : new Refused(500, "api_error", String(error));
      refuse(response, wireOf(request), failed);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  t?.after(close);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wire = wireOf(request);
    const path = request.url ?? "/";
    const text = await bodyOf(request);
    const body = parsed(text);
    const provider = wire === OPENAI_WIRE ? "openai" : "claude";
    const come = {
      provider,
      path,
      method: request.method ?? "",
      headers: request.headers,
      body,
      at: performance.now(),
    };
    requests.push(come as AiRequest);
    for (const wake of waiting.splice(0)) wake(come as AiRequest);

    const fault = faultFor(path, body);
    if (fault !== null && breakOff(fault, wire, response)) return;
    if (text.length > MOST_REQUEST_BYTES)
      throw new Refused(413, "request_too_large", "Request exceeds the maximum size");
    if (body === undefined) throw new Refused(400, "invalid_request_error", "The body is not valid JSON");
    if (path.startsWith("/v1/messages/batches"))
      return await batches.handle(come, response, { origin, cut: fault?.kind === "drop" });
    if (request.method === "POST" && path === "/v1/embeddings") {
      await answersAt;
      const made = embed(body);
      const whole = JSON.stringify(made);
      if (fault?.kind === "drop") return sendHalf(whole, response);
      response.writeHead(200, { "content-type": "application/json" }).end(whole);
      return;
    }
    if (request.method !== "POST" || !/^\/v1\/(messages|chat\/completions)$/.test(path))
      throw new Refused(404, "not_found_error", "Not found");
    const question = wire.read(request.headers, body, models);
    questions.push(question);
    const answer = JSON.stringify(wire.answer(question, await writtenFor(question, fault)));
    if (fault?.kind === "drop") return sendHalf(answer, response);
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  }

  async function writtenFor(question: AskedQuestion, fault: AiFault | null): Promise<Written> {
    const cached = remembered.has(question.instructions);
    remembered.add(question.instructions);
    const said = typeof script === "function" ? await script(question) : script;
    const good = typeof said === "string" ? said : JSON.stringify(said);
    const stop = fault?.kind === "stop" ? fault.reason : "end";
    const cut = stop === "max-tokens" ? good.slice(0, Math.ceil(good.length / 2)) : good;
    return { text: fault?.kind === "text" ? fault.write(good) : cut, stop, cached };
  }

  /** The fault that this request meets, counted. */
  function faultFor(path: string, body: unknown): AiFault | null {
    if (trouble === null || trouble.left <= 0 || trouble.path?.test(path) === false) return null;
    const { fault } = trouble;
    if (fault.kind === "lacks" && !fault.fields.some((field) => field in Object(body))) return null;
    trouble.left--;
    return fault;
  }

  /** Whether the fault was all the answer there is. */
  function breakOff(fault: AiFault, wire: Wire, response: ServerResponse): boolean {
    switch (fault.kind) {
      case "status": {
        const names = wire === OPENAI_WIRE && fault.openai ? fault.openai : { type: fault.type, code: null };
        const { retryAfterSeconds = DEFAULT_RETRY_AFTER_SECONDS, message = fault.message } = trouble ?? {};
        const headers: Record<string, string> = { ...trouble?.headers };
        if (fault.retryAfter) headers["retry-after"] = String(retryAfterSeconds);
        refuse(response, wire, { status: fault.status, message, ...names }, headers);
        return true;
      }
      case "lacks":
        refuse(response, OPENAI_WIRE, {
          status: 400,
          type: "invalid_request_error",
          message: `${fault.fields.join(" and ")}: not supported by this server`,
          code: null,
        });
        return true;
      case "drop":
        if (fault.when === "before-answer") response.destroy();
        return fault.when === "before-answer";
      case "trickle":
        trickle(response, fault.everyMs);
        return true;
      case "body":
        response.writeHead(200, { "content-type": fault.type }).end(fault.body);
        return true;
      case "text":
      case "stop":
        return false;
      default:
        throw fault satisfies never;
    }
  }

  function close(): Promise<void> {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  }

  return {
    claudeUrl: origin,
    openAiUrl: `${origin}/v1`,
    requests,
    questions,
    answer(answer) {
      script = answer;
    },
    fail(fault, options = {}) {
      trouble = { ...options, fault: faultOf(fault), left: options.times ?? Number.POSITIVE_INFINITY };
    },
    redirect(location) {
      const fault = { kind: "status", status: 307, type: "redirect", message: "Moved" } as const;
      trouble = { fault, headers: { location }, left: Number.POSITIVE_INFINITY };
    },
    mend() {
      trouble = null;
      embed = embeddingsAnswer;
      answersAt = null;
    },
    embedBy(answer) {
      embed = (body) => answer(embeddingsAnswer(body));
    },
    holdVectors() {
      const { promise, resolve } = Promise.withResolvers<void>();
      answersAt = promise;
      return resolve;
    },
    get embedded() {
      return requests
        .filter(({ path }) => path === "/v1/embeddings")
        .flatMap(({ body }) => (body as { input?: readonly string[] } | undefined)?.input ?? []);
    },
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    async allLeft() {
      await Promise.all(underWay);
    },
    batches: () => batches.ids(),
    endBatch: ({ batch, outcomes = {} } = {}) => batches.end(batch ?? batches.ids().at(-1) ?? "", outcomes),
    close,
  };
}

function wireOf({ url }: IncomingMessage): Wire {
  return /^\/v1\/(chat\/|embeddings)/.test(url ?? "") ? OPENAI_WIRE : CLAUDE_WIRE;
}

function refuse(
  response: ServerResponse,
  wire: Wire,
  refused: { status: number; type: string; message: string; code: string | null },
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(refused.status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(wire.error(refused)));
}

function sendHalf(answer: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(answer) });
  response.write(answer.slice(0, Math.floor(answer.length / 2)), () => response.destroy());
}

function trickle(response: ServerResponse, everyMs: number): void {
  response.writeHead(200, { "content-type": "application/json" }).write(" ");
  const timer = setInterval(() => response.write(" "), everyMs);
  response.on("close", () => clearInterval(timer));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Undefined when it is no JSON; null for no body. */
function parsed(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
