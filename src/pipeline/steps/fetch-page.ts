import type { PageRead } from "../../core/page.ts";
import type { StepOutcome } from "../../core/steps.ts";
import type { Tools } from "../step.ts";

export const MOST_PAGE_BYTES = 5_000_000;
/** A link to a file may bring more than a page: as much as a shared file. */
const MOST_FILE_BYTES = 20_000_000;
const FETCH_TIMEOUT_MS = 25_000;
/** Longer than this nobody waits for a page; the step goes on without it. */
const MOST_RETRY_AFTER_MS = 60_000;

export interface PageBytes {
  readonly kind: "bytes";
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly contentDisposition: string;
  readonly asked: string;
  readonly url: string;
  readonly truncated: boolean;
  readonly allowListed: boolean;
  /** What the page says, where its site has told us already. */
  readonly read?: PageRead;
  /** The person gave it; nothing was fetched. */
  readonly given: boolean;
}

/** The bytes of a page: those that the person gave, or those that the site answers. */
export async function fetchPage(
  input: { url: string; givenKey: string | null; allowListed: boolean },
  tools: Tools,
  signal: AbortSignal,
): Promise<PageBytes | StepOutcome<never>> {
  if (input.givenKey !== null) return await givenPage({ url: input.url, key: input.givenKey }, tools);
  const answer = await tools.web.fetch({
    url: input.url,
    maxBytes: MOST_FILE_BYTES,
    timeoutMs: FETCH_TIMEOUT_MS,
    allowListed: input.allowListed,
    signal,
  });
  if (answer.kind === "busy") return { kind: "waiting", code: answer.code, why: answer.why, delayMs: answer.delayMs };
  if (answer.kind === "failure")
    return { kind: "failed", code: answer.code, detail: FAILURES[answer.code], retryable: answer.retryable };
  const refusal = refusalOf(answer.status, answer.retryAfterMs);
  if (refusal) return refusal;
  return {
    kind: "bytes",
    asked: input.url,
    url: answer.url,
    bytes: answer.bytes,
    contentType: answer.contentType,
    contentDisposition: answer.contentDisposition,
    truncated: answer.truncated,
    allowListed: answer.allowListed,
    given: false,
  };
}

const FAILURES = {
  "address-refused": "Its address is not one that may be read from here.",
  "page-unreachable": "The site does not answer.",
  "page-timeout": "The site did not answer in time.",
} as const;

/** One successful fetch per share: a 2xx or a lasting 4xx is final, the rest may be tried again. */
function refusalOf(status: number, retryAfterMs: number | null): StepOutcome<never> | null {
  if (status >= 200 && status < 300) return null;
  const passing = status === 408 || status === 425 || status === 429 || status >= 500;
  if (passing) {
    const tooLong = retryAfterMs !== null && retryAfterMs > MOST_RETRY_AFTER_MS;
    const detail =
      status >= 500 ? `The site is broken at the moment (${status}).` : `The site asks to come back later (${status}).`;
    return { kind: "failed", code: "page-unavailable", detail, params: { status }, retryable: !tooLong, retryAfterMs };
  }
  const gone = status === 404 || status === 410;
  return {
    kind: "failed",
    code: gone ? "page-gone" : "page-refused",
    detail: gone ? `There is no such page any more (${status}).` : `The site refuses to show it (${status}).`,
    params: { status },
    retryable: false,
  };
}

async function givenPage({ url, key }: { url: string; key: string }, tools: Tools): Promise<PageBytes> {
  const stream = await tools.files.open(key);
  if (!stream) throw new Error(`the bytes of a given page are missing: ${key}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return {
    kind: "bytes",
    asked: url,
    url,
    bytes: Buffer.concat(chunks),
    contentType: "text/html; charset=utf-8",
    contentDisposition: "",
    truncated: false,
    allowListed: false,
    given: true,
  };
}
