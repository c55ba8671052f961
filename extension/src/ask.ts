import type { ProblemDocument } from "../../src/contract/parts.ts";
import type { Connection } from "./connection.ts";
import { reasonOf } from "./told.ts";
import { say } from "./words.ts";

/** A page on its way over a slow line takes a while; a wall that says nothing for this long is away. */
const ANSWER_MS = 60_000;

/** Why the wall did not do it. `message` is a sentence for the person. */
export class Refusal extends Error {
  /** The HTTP status; 0 when nothing answered. */
  readonly status: number;
  readonly retryAfterMs: number;

  constructor(status: number, message: string, retryAfterMs = 0) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** True when the same may well be taken later, by itself. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** True when the key is at fault: it passes once there is another one. */
  get isOfKey(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

/**
 * Asks the wall, below /api/v1. No cookie goes along: the key alone says who asks.
 * @throws Refusal for every answer that is not 2xx, for one that is no wall's, and when nothing answers
 */
export async function ask<Answer>(
  { address, key }: Pick<Connection, "address" | "key">,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const request: RequestInit = {
    method: body === undefined ? "GET" : "POST",
    headers: {
      Accept: "application/json",
      Authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    credentials: "omit",
    cache: "no-store",
    // A key goes nowhere but to the address that was written.
    redirect: "error",
    signal: AbortSignal.timeout(ANSWER_MS),
  };
  if (body !== undefined) request.body = JSON.stringify(body);
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`${address}/api/v1${path}`, request);
    text = await answer.text();
  } catch {
    throw new Refusal(0, say("unreachable"));
  }
  if (!answer.ok) throw refusalOf(answer, text);
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw new Refusal(answer.status, say("noWall"));
  }
}

function refusalOf({ status, headers }: Response, text: string): Refusal {
  const seconds = Number.parseInt(headers.get("Retry-After") ?? "", 10);
  return new Refusal(status, sentenceFor(status, text), Number.isNaN(seconds) ? 0 : seconds * 1_000);
}

function sentenceFor(status: number, text: string): string {
  const problem = problemIn(text);
  if (status === 401) return say("wrongKey");
  if (status === 403) return say("keyTooSmall");
  if (status === 413) return say("tooLarge");
  if (status === 429) return say("tooMany");
  if (status >= 500) return say("serverBroken", String(status));
  return problem === null ? say("noWall") : say("refusedBy", reasonOf(problem));
}

function problemIn(text: string): ProblemDocument | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "code" in value ? (value as ProblemDocument) : null;
  } catch {
    return null;
  }
}
