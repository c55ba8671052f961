import type { Analysis } from "../../src/core/analysis.ts";
import { unread } from "../../src/core/file-read.ts";
import type { PageMetadata } from "../../src/core/page.ts";
import type { FileStore } from "../../src/core/ports/files.ts";
import type { WebAnswer, WebFailure, WebRequest } from "../../src/core/ports/web.ts";
import type { HostBusy } from "../../src/pipeline/polite-web.ts";
import type { Tools } from "../../src/pipeline/step.ts";

/** What the web answers to a worker under test. It gets the request's signal and may keep the worker waiting. */
export type WebScript = (request: WebRequest) => Promise<WebAnswer | WebFailure | HostBusy>;

const ANALYSIS: Analysis = {
  title: "Seven lamps",
  description: "",
  summary: "",
  tags: [],
  category: "other",
  sentiment: "neutral",
  keyTopics: [],
  confidence: 0.5,
  language: "en",
};

const METADATA: PageMetadata = {
  title: "Seven lamps",
  description: null,
  canonicalUrl: null,
  siteName: null,
  author: null,
  publishedAt: null,
  modifiedAt: null,
  language: "en",
  leadImageUrl: null,
  faviconUrl: null,
  feedUrls: [],
  keywords: [],
};

/** Nobody is paid where only the built-in analysis is asked. */
const NO_LEDGER = {
  reserve: () => Promise.reject(new Error("nobody is to be paid")),
  end: () => Promise.reject(new Error("nobody is to be paid")),
  left: () => Promise.resolve(null),
};

/** Tools without threads, children or sockets: a page is read and analysed at once, the web follows a script. */
export function scriptedTools(files: FileStore, script: WebScript): Tools {
  const analyst = {
    name: "built-in",
    paid: false,
    analyze: () => Promise.resolve({ kind: "analysis", analysis: ANALYSIS } as const),
    close: () => Promise.resolve(),
  };
  return {
    web: { fetch: script, breakers: () => new Map() },
    pages: {
      read: () => Promise.resolve({ metadata: METADATA, article: null, text: null, obstacle: null, charset: "utf-8" }),
      close: () => Promise.resolve(),
    },
    images: {
      derive: () => Promise.resolve({ kind: "failure", code: "image-not-readable", reason: "none is read here" }),
    },
    fileReader: {
      read: ({ type }) => Promise.resolve(unread({ kind: "file", type })),
    },
    files,
    chain: {
      links: [],
      builtIn: analyst,
      ledger: NO_LEDGER,
      answerLanguage: null,
      batching: false,
      linkFor: () => ({ link: null }),
      close: () => Promise.resolve(),
    },
  };
}

/** A page that answers at once. */
export const readable: WebScript = (request) => Promise.resolve(answerOf(request, 200));

/** A page that never answers: it holds its worker until the work is aborted. */
export const silent: WebScript = ({ signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));

export function answerOf(request: WebRequest, status: number, retryAfterMs: number | null = null): WebAnswer {
  return {
    kind: "answer",
    url: request.url,
    hops: [request.url],
    status,
    contentType: "text/html; charset=utf-8",
    contentDisposition: "",
    retryAfterMs,
    bytes: new TextEncoder().encode("<!doctype html><title>Seven lamps</title><p>Seven lamps stand in the estuary."),
    truncated: false,
    allowListed: false,
  };
}
