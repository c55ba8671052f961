import type { Params, ProblemDocument } from "../../src/contract/parts.ts";
import { problems as english } from "./words/en/problems.ts";
import type { ToldWords } from "./words/load-told.ts";

/** What a refusal tells, as it can be kept and said later, in whatever language is spoken then. */
export interface Told {
  readonly status: number;
  readonly code: string;
  /** The values in the sentence. */
  readonly params: Params;
  /** The server's own sentence, for a code that the page has no words for. */
  readonly message: string;
}

/** What the server, or the way to it, said instead of an answer; `sentenceOf` tells it to the person. */
export class Refusal extends Error implements Told {
  /** The HTTP status; 0 when nothing answered. */
  readonly status: number;
  /** A code of the problem table; `unreachable` when nothing answered, `unknown` when the answer was no problem of ours. */
  readonly code: string;
  readonly retryAfterSeconds: number | null;
  readonly params: Params;

  constructor(
    status: number,
    code: string,
    message: string,
    { retryAfterSeconds = null, params = {} }: { retryAfterSeconds?: number | null; params?: Params } = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.params = params;
  }

  /** True when the same request may well succeed a little later. */
  get isPassing(): boolean {
    return (
      this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504
    );
  }
}

/** A request that nothing answered. */
export const unreached = (): Refusal => new Refusal(0, "unreachable", "Nothing answered");

const keptListeners: ((keptAtMs: number | null) => void)[] = [];
/** Calls back with every answer: when it was kept, in ms since 1970, or null when it comes from the server itself. */
export function onAnswer(listener: (keptAtMs: number | null) => void): void {
  keptListeners.push(listener);
}

const signedOutListeners: (() => void)[] = [];
/** Calls back whenever the server says that nobody is signed in. */
export function onSignedOut(listener: () => void): void {
  signedOutListeners.push(listener);
}

/** Makes a refusal from an answer's status, type, body and Retry-After, and tells listeners about a 401. */
export function refusalOf(status: number, body: string, retryAfter: string | null): Refusal {
  if (status === 401) for (const listener of signedOutListeners) listener();
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  const retryAfterSeconds = Number.isNaN(seconds) ? null : seconds;
  const problem = problemIn(body);
  if (problem === null) return new Refusal(status, "unknown", `Answered with ${status}`, { retryAfterSeconds });
  return refusalBy(problem, retryAfterSeconds);
}

/** A refusal as a problem document tells it. */
export function refusalBy(problem: ProblemDocument, retryAfterSeconds: number | null = null): Refusal {
  const { status, code, detail, title, params = {} } = problem;
  return new Refusal(status, code, detail || `${title}.`, { retryAfterSeconds, params });
}

function problemIn(body: string): ProblemDocument | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && "code" in value ? (value as ProblemDocument) : null;
  } catch {
    return null;
  }
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Asks the server. Addresses are below /api/v1 unless they start with /api/.
 * @throws Refusal for every answer that is not 2xx, and when nothing answers.
 */
export async function ask<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  { signal, headers }: { signal?: AbortSignal | undefined; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const address = path.startsWith("/api/") ? path : `/api/v1${path}`;
  const request: RequestInit = { method, headers: { Accept: "application/json", ...headers } };
  if (signal) request.signal = signal;
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { ...request.headers, "Content-Type": "application/json" };
  }
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(address, request);
    text = await answer.text();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw unreached();
  }
  const keptAt = answer.headers.get("X-Kept-At");
  for (const listener of keptListeners) listener(keptAt === null ? null : Number(keptAt));
  if (!answer.ok) throw refusalOf(answer.status, text, answer.headers.get("Retry-After"));
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}

let spoken = english;
let byCode: Readonly<Record<string, (values: Params) => string>> = {};
/**
 * Says what the page itself finds, and what the server refuses, in other words; null for the server's own sentences. Here
 * and not in a signal, since the worker has this file too.
 */
export function speakOfProblems(problems: typeof english, refusals: ToldWords["refusals"] | null): void {
  spoken = problems;
  byCode = refusals ?? {};
}

/** The sentence to show for something that was thrown. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof Refusal ? sentenceBy(thrown) : spoken.page;
}

/** The sentence for what a refusal told. */
export function sentenceBy({ code, status, params, message }: Told): string {
  if (code === "unreachable") return spoken.unreachable;
  return code === "unknown" ? spoken.unknown(status) : (byCode[code]?.(params) ?? message);
}

/** What a refusal tells, to be kept. */
export const toldBy = ({ status, code, params, message }: Refusal): Told => ({ status, code, params, message });
