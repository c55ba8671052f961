import type { SiteRequest } from "../../content/sites/site.ts";
import { siteRequest } from "../../content/sites/sites.ts";
import type { StepOutcome } from "../../core/steps.ts";
import type { Tools } from "../step.ts";
import { fetchPage, type PageBytes } from "./fetch-page.ts";

/** A long thread as JSON; what is longer is cut, and then no JSON. */
const MOST_ANSWER_BYTES = 5_000_000;
/** Short, since the page itself must have its turn (`FETCH_TIMEOUT_MS`) within the step's time. */
const SITE_TIMEOUT_MS = 4_000;

interface Asked {
  readonly url: string;
  readonly givenKey: string | null;
  readonly allowListed: boolean;
}

/**
 * What a site's own endpoint says of a page, read. Null when no site knows the address, and when its endpoint does not
 * answer, refuses, is busy or says something else than it should: then the page is fetched as any other, and a wall in
 * front of it is recognised as one. Where a person gave the page, nobody is asked.
 *
 * An endpoint that answers is asked instead of the page, never besides it.
 */
export async function askSite(
  input: Asked,
  tools: Tools,
  signal: AbortSignal,
): Promise<PageBytes | StepOutcome<never> | null> {
  const hand = input.givenKey === null ? siteRequest(input.url) : null;
  if (hand === null) return null;
  const isPage = hand.request.url === input.url;
  const fetched = isPage
    ? await fetchPage(input, tools, signal)
    : await askEndpoint(input, hand.request, tools, signal);
  if (fetched?.kind !== "bytes") return fetched;
  const { bytes, contentType } = fetched;
  const page = await tools.pages.read({ site: hand.site, bytes, contentType, url: input.url }, signal);
  // A page that its site cannot read is read as any other; it is not fetched again.
  if ("code" in page) return isPage ? fetched : null;
  return { ...fetched, read: page };
}

async function askEndpoint(
  { url, allowListed }: Asked,
  request: SiteRequest,
  tools: Tools,
  signal: AbortSignal,
): Promise<PageBytes | null> {
  const answer = await tools.web.fetch({
    url: request.url,
    accept: request.accept,
    maxBytes: MOST_ANSWER_BYTES,
    timeoutMs: SITE_TIMEOUT_MS,
    allowListed,
    signal,
  });
  if (answer.kind !== "answer" || answer.status !== 200 || answer.truncated) return null;
  return {
    kind: "bytes",
    asked: url,
    url,
    bytes: answer.bytes,
    contentType: answer.contentType,
    contentDisposition: "",
    truncated: false,
    allowListed: answer.allowListed,
    given: false,
  };
}
