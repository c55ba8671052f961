import { Agent, type Dispatcher } from "undici";
import { type AllowedHost, isAllowListed } from "../core/address-guard.ts";
import type { Web, WebAnswer, WebFailure, WebRequest } from "../core/ports/web.ts";
import { ACCEPTED_ENCODINGS, BodyUnreadable, readBody } from "./web-body.ts";
import { AddressRefused, guardedConnector, lookupBySystem, type ResolvedAddress } from "./web-connector.ts";
import { header, redirectTarget, retryAfterMs } from "./web-headers.ts";

export interface WebSettings {
  /** Hosts that may be private, for requests that may use the list at all. */
  readonly allowHosts: readonly AllowedHost[];
  /** Ports that any public host may be asked on. */
  readonly ports?: readonly number[];
  /** Where this program itself listens: refused always, so that no share loops back to us. */
  readonly ownAddresses: () => readonly { host: string; port: number }[];
  readonly userAgent: string;
  /** Another name service, for tests. */
  readonly lookup?: (hostname: string) => Promise<readonly ResolvedAddress[]>;
}

export const DEFAULT_WEB_PORTS: readonly number[] = [80, 443, 8080, 8443];

const MAX_REDIRECTS = 5;
const MAX_HEADER_BYTES = 16_384;
const MAX_CONNECTIONS_PER_HOST = 4;
const KEEP_ALIVE_MS = 4_000;
const DEFAULT_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/** Faults of a connection that a second try will not mend. */
const LASTING_FAULTS =
  /^(ENOTFOUND|UND_ERR_HEADERS_OVERFLOW|HPE_|CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|Z_|ERR__ERROR_|ZSTD_)/;

/**
 * The guarded way out for every address that people hand in. Goes only to public addresses and to those the operator
 * named, follows at most five redirects, each checked like the first, and holds deadline and size whatever comes.
 * Environment proxies are ignored; certificates are verified.
 */
export function openWeb(settings: WebSettings): Web {
  const ports = settings.ports ?? DEFAULT_WEB_PORTS;
  const lookup = settings.lookup ?? lookupBySystem;
  // Two pools, lest a connection made under the allow list serve a request that may not use it.
  const publicOnly = openAgent(false);
  const allowListed = openAgent(true);

  function openAgent(privateAllowed: boolean): Agent {
    return new Agent({
      allowH2: false,
      connections: MAX_CONNECTIONS_PER_HOST,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      // The request's own deadline bounds both.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: guardedConnector({ privateAllowed, ownAddresses: settings.ownAddresses, lookup }),
    });
  }

  async function fetchWithin(request: WebRequest, signal: AbortSignal): Promise<WebAnswer | WebFailure> {
    const hops: string[] = [];
    let url = parseAddress(request.url);
    // The list holds as long as every hop so far stands on it: a public page must not lead to a private one.
    let trusted = request.allowListed;
    while (url !== null) {
      const target = { host: url.hostname, port: portOf(url) };
      trusted = trusted && isAllowListed(settings.allowHosts, target);
      if (!trusted && !ports.includes(target.port)) return refused(`port ${target.port}`);
      hops.push(url.href);
      const answer = await ask(trusted ? allowListed : publicOnly, url, request, signal);
      const location = firstOf(answer.headers["location"]);
      const next = request.form === undefined ? redirectTarget(answer.statusCode, location, url) : null;
      if (next === null)
        return await taken(answer, { url: url.href, hops, maxBytes: request.maxBytes, allowListed: trusted });
      answer.body.on("error", () => undefined).destroy();
      if (hops.length > MAX_REDIRECTS)
        return failure("page-unreachable", false, `more than ${MAX_REDIRECTS} redirects`);
      url = parseAddress(next.href);
    }
    return refused(hops.length === 0 ? "not an http(s) address" : "redirected to something that is not http(s)");
  }

  function ask(agent: Agent, url: URL, request: WebRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const answered = agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      ...(request.form === undefined
        ? { method: "GET" }
        : { method: "POST", body: new URLSearchParams(request.form).toString() }),
      headers: {
        "user-agent": settings.userAgent,
        accept: request.accept ?? DEFAULT_ACCEPT,
        "accept-language": "*",
        "accept-encoding": ACCEPTED_ENCODINGS,
        ...authorizationFor(url, request),
        ...(request.form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
      signal,
    });
    return untilAborted(answered, signal);
  }

  return {
    async fetch(request) {
      request.signal.throwIfAborted();
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(new Error("deadline")), request.timeoutMs);
      const signal = AbortSignal.any([request.signal, deadline.signal]);
      try {
        return await fetchWithin(request, signal);
      } catch (error) {
        request.signal.throwIfAborted();
        if (deadline.signal.aborted) return failure("page-timeout", true, `no end within ${request.timeoutMs} ms`);
        return failureOf(error);
      } finally {
        clearTimeout(timer);
        deadline.abort();
      }
    },
    async close() {
      await Promise.all([publicOnly.destroy(), allowListed.destroy()]);
    },
  };
}

async function taken(
  answer: Dispatcher.ResponseData,
  {
    url,
    hops,
    maxBytes,
    allowListed,
  }: { url: string; hops: readonly string[]; maxBytes: number; allowListed: boolean },
): Promise<WebAnswer> {
  const { headers } = answer;
  const body = await readBody(answer.body, { encoding: header(headers, "content-encoding"), maxBytes });
  return {
    kind: "answer",
    url,
    hops,
    status: answer.statusCode,
    contentType: header(headers, "content-type"),
    contentDisposition: header(headers, "content-disposition"),
    retryAfterMs: retryAfterMs(header(headers, "retry-after"), Date.now()),
    allowListed,
    ...body,
  };
}

/** Whose key it is learns it, and nobody to whom they redirect. */
function authorizationFor(url: URL, { url: asked, authorization }: WebRequest): { authorization?: string } {
  return authorization !== undefined && url.origin === new URL(asked).origin ? { authorization } : {};
}

/** An http(s) address without the name and password in it; null for anything else. */
function parseAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  url.username = "";
  url.password = "";
  return url;
}

function portOf(url: URL): number {
  return Number(url.port || (url.protocol === "https:" ? 443 : 80));
}

function firstOf(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** The client does not give up a request that still waits for its connection; the deadline must hold there too. */
function untilAborted<T extends Dispatcher.ResponseData>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
    if (signal.aborted) onAbort();
  });
}

function failureOf(error: unknown): WebFailure {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AddressRefused) return refused(cause.message);
    if (cause instanceof BodyUnreadable) return failure("page-unreachable", false, cause.message);
    const code = "code" in cause ? String(cause.code) : "";
    if (LASTING_FAULTS.test(code)) return failure("page-unreachable", false, `${code}: ${cause.message}`);
  }
  return failure("page-unreachable", true, error instanceof Error ? error.message : "the connection broke");
}

function refused(reason: string): WebFailure {
  return failure("address-refused", false, reason);
}

function failure(code: WebFailure["code"], retryable: boolean, reason: string): WebFailure {
  return { kind: "failure", code, retryable, reason };
}
