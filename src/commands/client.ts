import type { ProblemDocument } from "../contract/parts.ts";
import { CommandFailed, EXIT } from "./failure.ts";
import type { FoundServer } from "./find-server.ts";

/** How long an answer may take; sending something large has no limit of ours. */
const ANSWER_MS = 60_000;

export interface AskOptions {
  /** Becomes JSON, but for a form. */
  readonly body?: unknown;
  /** The body as it is, of any size, in place of `body`. */
  readonly bytes?: Blob | ReadableStream;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Statuses that are an answer like any other here, though they are none of success. */
  readonly accepts?: readonly number[];
}

/** The server did not answer: nothing listens there, or the connection broke. Asking again may help. */
export class ServerUnreached extends CommandFailed {
  readonly isLocal: boolean;

  constructor({ url, isLocal }: FoundServer, cause: unknown) {
    const how = isLocal
      ? "Start it with `digital-wall serve`"
      : "Look at the address, and whether it runs there; `digital-wall serve` starts one here";
    super(`Digital Wall does not answer at ${url} (${reasonOf(cause)}). ${how}.`, EXIT.unreached, cause);
    this.name = "ServerUnreached";
    this.isLocal = isLocal;
  }
}

/** The server answered that it will not or cannot; the message is one sentence that helps. */
export class ServerRefused extends CommandFailed {
  readonly status: number;
  readonly problem: ProblemDocument | null;
  readonly retryAfterSeconds: number | null;

  constructor(
    sentence: string,
    answer: { status: number; problem: ProblemDocument | null; retryAfterSeconds: number | null },
  ) {
    super(sentence, EXIT.failed);
    this.name = "ServerRefused";
    this.status = answer.status;
    this.problem = answer.problem;
    this.retryAfterSeconds = answer.retryAfterSeconds;
  }
}

/** Asks the API of one server with one key. */
export class Client {
  readonly server: FoundServer;

  constructor(server: FoundServer) {
    this.server = server;
  }

  /** The JSON of an answer, as the contract says it is. @throws ServerUnreached, ServerRefused */
  async ask<Body>(method: string, path: string, options: AskOptions = {}): Promise<Body> {
    const response = await this.open(method, path, options);
    if (response.status === 204) return undefined as Body;
    return JSON.parse(await this.#text(response)) as Body;
  }

  /** The text of an answer. @throws ServerUnreached, ServerRefused */
  async askText(path: string, options: AskOptions = {}): Promise<string> {
    return await this.#text(await this.open("GET", path, options));
  }

  /** An answer whose body is still to be read. @throws ServerUnreached, ServerRefused */
  async open(
    method: string,
    path: string,
    { body, bytes, query = {}, headers = {}, signal, accepts = [] }: AskOptions = {},
  ): Promise<Response> {
    const url = new URL(`/api/v1${path}`, this.server.url);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const isForm = body instanceof FormData;
    const sent = bytes ?? (body === undefined || isForm ? body : JSON.stringify(body));
    const response = await this.#reach(() =>
      fetch(url, {
        method,
        redirect: "manual",
        signal: signal ?? (isForm || bytes ? null : AbortSignal.timeout(ANSWER_MS)),
        headers: {
          authorization: `Bearer ${this.server.key}`,
          ...(body === undefined || isForm || bytes ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(sent === undefined ? {} : { body: sent as NonNullable<RequestInit["body"]>, duplex: "half" }),
      }),
    );
    if (response.ok || accepts.includes(response.status)) return response;
    throw refusalOf(response, await this.#text(response), this.server);
  }

  /** The address of an item for people. */
  pageOf(item: string): string {
    return `${this.server.pageUrl}/item/${item}`;
  }

  #text(response: Response): Promise<string> {
    return this.#reach(() => response.text());
  }

  async #reach<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw new ServerUnreached(this.server, error);
    }
  }
}

function refusalOf(response: Response, text: string, { url }: FoundServer): ServerRefused {
  const { status, headers } = response;
  const seconds = Number(headers.get("retry-after") ?? "");
  const retryAfterSeconds = headers.has("retry-after") && Number.isFinite(seconds) ? seconds : null;
  const problem = problemOf(text);
  const target = headers.get("location");
  const sentence = problem
    ? sentenceOf(problem, retryAfterSeconds)
    : status >= 300 && status < 400 && target !== null
      ? `${url} sends us on to ${new URL(target, url).origin}; name that address with --server.`
      : `What answers at ${url} (${status}) is not Digital Wall; look at the address.`;
  return new ServerRefused(sentence, { status, problem, retryAfterSeconds });
}

function problemOf(text: string): ProblemDocument | null {
  try {
    const document = JSON.parse(text) as Partial<ProblemDocument> | null;
    return document && typeof document.code === "string" && typeof document.detail === "string"
      ? (document as ProblemDocument)
      : null;
  } catch {
    return null;
  }
}

/** A problem as one sentence: what is wrong, which fields, and what to do about it. */
function sentenceOf(
  { status, detail, title, errors = [], request_id }: ProblemDocument,
  retryAfterSeconds: number | null,
): string {
  const fields = errors
    .filter(({ field, message }) => !detail.includes(message) && !detail.includes(field))
    .map(({ field, message }) => `${field.replace(/^\//, "")}: ${message}`);
  const more = [
    ...(fields.length > 0 ? [`(${fields.join("; ")})`] : []),
    ...(status === 401 ? ["Give another key with --key or DW_KEY."] : []),
    ...(status === 429 && retryAfterSeconds !== null ? [`It may be tried again in ${retryAfterSeconds} s.`] : []),
    ...(status >= 500 ? [`(request ${request_id})`] : []),
  ];
  return [status >= 500 || status === 421 || status === 403 ? `${title}: ${detail}` : detail, ...more].join(" ");
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no reason given";
  if (error.name === "TimeoutError") return `no answer within ${ANSWER_MS / 1_000} s`;
  const cause = error.cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return REASONS[code] ?? (code || "the connection broke");
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the name could not be looked up",
  ECONNRESET: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut",
  ETIMEDOUT: "no connection in time",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
};
