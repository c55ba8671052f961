import { Agent, type Dispatcher } from "undici";

/** More of one answer than this is not read; the longest analysis is a hundredth of it. */
export const MOST_ANSWER_BYTES = 1_000_000;

const CONNECT_TIMEOUT_MS = 10_000;

/** More bytes came than are read. */
export class AnswerTooLarge extends Error {}

/** The connection failed. Only when `sent` is false is it sure that the provider never had the request. */
export class ConnectionLost extends Error {
  readonly code: string;
  readonly sent: boolean;

  constructor(cause: unknown) {
    super("the connection was lost");
    this.code = codeOf(cause);
    this.sent = !NEVER_SENT.test(this.code);
  }
}

/** Faults of name look-up, of connecting and of certificates, all before the first byte of a request. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

export interface AnswerLimits {
  /** Of the whole body. */
  readonly bytes: number;
  /** Of each line, where the body is a list of lines. */
  readonly lineBytes?: number;
}

/** The sockets of one provider, apart from all others so that closing them closes nothing else. */
export interface AiSockets {
  /**
   * A `fetch` for an SDK whose bodies fail with `AnswerTooLarge` beyond the limits and whose broken connections are
   * `ConnectionLost`. It follows no redirect: a POST would be made twice, and the key would go to another host.
   */
  within(limits: AnswerLimits): typeof globalThis.fetch;
  close(): Promise<void>;
}

/** @param timeouts longest silence before the headers of an answer, and between two pieces of its body */
export function openAiSockets(timeouts: { headersMs: number; bodyMs: number }): AiSockets {
  const agent = new Agent({
    allowH2: false,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  });

  async function requestWithin(limits: AnswerLimits, url: string, init: RequestInit): Promise<Response> {
    const { origin, pathname, search } = new URL(url);
    const signal = init.signal ?? new AbortController().signal;
    try {
      const answering = agent.request({
        origin,
        path: `${pathname}${search}`,
        method: (init.method ?? "GET") as Dispatcher.HttpMethod,
        // No encoding is asked for: answers are small, and what is counted is then what came.
        headers: Object.fromEntries(new Headers(init.headers)),
        body: (init.body ?? null) as string | null,
        signal,
      });
      const { statusCode: status, headers, body } = await untilAborted(answering, signal);
      // Until somebody reads, nobody hears that it broke.
      body.on("error", () => undefined);
      const pieces = BODILESS.includes(status) ? null : ReadableStream.from(counted(body, limits, signal));
      return new Response(pieces, { status, headers: pairsOf(headers) });
    } catch (error) {
      if (signal.aborted) throw error;
      throw new ConnectionLost(error);
    }
  }

  return {
    // Both SDKs call it with an address and a body as text.
    within: (limits) => (url, init) => requestWithin(limits, String(url), init ?? {}),
    close: () => agent.destroy(),
  };
}

/** What a `Response` refuses to have a body for. */
const BODILESS = [204, 205, 304];

/** The client does not give up a request that still waits for its connection. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
    if (signal.aborted) onAbort();
  });
}

function pairsOf(headers: Dispatcher.ResponseData["headers"]): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  limits: AnswerLimits,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let lineBytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      lineBytes = limits.lineBytes === undefined ? 0 : longestLine(lineBytes, chunk, limits.lineBytes);
      if (bytes > limits.bytes || lineBytes > (limits.lineBytes ?? lineBytes)) throw new AnswerTooLarge();
      yield chunk;
    }
  } catch (error) {
    if (error instanceof AnswerTooLarge || signal.aborted) throw error;
    throw new ConnectionLost(error);
  }
}

/** Length of the line that `chunk` leaves unfinished, or of the first in it that is longer than `most`. */
function longestLine(before: number, chunk: Uint8Array, most: number): number {
  let start = 0;
  let length = before;
  for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
    length += end - start;
    if (length > most) return length;
    length = 0;
    start = end + 1;
  }
  return length + chunk.length - start;
}

const NEWLINE = 10;

/** The first code in a chain of causes; several addresses of a host fail as one error that holds them all. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return "broken";
}
