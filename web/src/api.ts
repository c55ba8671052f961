import type { ProblemDocument } from "../../src/contract/parts.ts";

/** What the server, or the way to it, said instead of an answer. `message` is a sentence for the person. */
export class Refusal extends Error {
  /** The HTTP status; 0 when nothing answered. */
  readonly status: number;
  /** A code of the problem table; `unreachable` when nothing answered. */
  readonly code: string;
  readonly retryAfterSeconds: number | null;

  constructor(status: number, code: string, message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** True when the same request may well succeed a little later. */
  get isPassing(): boolean {
    return (
      this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504
    );
  }
}

export const UNREACHABLE = "The wall cannot be reached. What is saved is safe.";

const signedOutListeners: (() => void)[] = [];
/** Calls back whenever the server says that nobody is signed in. */
export function onSignedOut(listener: () => void): void {
  signedOutListeners.push(listener);
}

/** Makes a refusal from an answer's status, type, body and Retry-After, and tells listeners about a 401. */
export function refusalOf(status: number, body: string, retryAfter: string | null): Refusal {
  if (status === 401) for (const listener of signedOutListeners) listener();
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  const wait = Number.isNaN(seconds) ? null : seconds;
  const problem = problemIn(body);
  if (problem === null) return new Refusal(status, "unknown", `The server answered with ${status}.`, wait);
  return new Refusal(status, problem.code, problem.detail || `${problem.title}.`, wait);
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
export async function ask<Answer>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const address = path.startsWith("/api/") ? path : `/api/v1${path}`;
  const request: RequestInit = { method, headers: { Accept: "application/json" } };
  if (signal) request.signal = signal;
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { Accept: "application/json", "Content-Type": "application/json" };
  }
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(address, request);
    text = await answer.text();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Refusal(0, "unreachable", UNREACHABLE);
  }
  if (!answer.ok) throw refusalOf(answer.status, text, answer.headers.get("Retry-After"));
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}

/** The sentence to show for something that was thrown. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof Refusal ? thrown.message : "Something went wrong on this page. Reload it and try again.";
}
