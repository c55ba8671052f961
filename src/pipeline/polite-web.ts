import {
  BrokenCircuitError,
  type BulkheadPolicy,
  BulkheadRejectedError,
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  wrap,
} from "cockatiel";
import type { Web, WebAnswer, WebFailure, WebRequest } from "../core/ports/web.ts";

/** Requests to one host at a time; a person's twenty links to one site are no reason to hammer it. */
const REQUESTS_AT_ONCE = 2;
/** Requests that may stand in line for a host here; more wait as rows. */
const REQUESTS_IN_LINE = 50;
/** A host that failed so often in a row is left alone for a while. */
const FAILURES_IN_A_ROW = 5;
export const HOST_REST_MS = 30_000;
/** Hosts remembered; the longest unused is forgotten first. */
const HOSTS_KEPT = 2_000;

/** The host is resting after failures, or too many requests to it are under way: come back later. */
export interface HostBusy {
  readonly kind: "busy";
  readonly code: "site-resting" | "site-busy";
  readonly why: string;
  readonly delayMs: number;
}

export interface PoliteWeb {
  fetch(request: WebRequest): Promise<WebAnswer | WebFailure | HostBusy>;
  /** The hosts that are not asked at the moment, for `GET /queue`. */
  breakers(): ReadonlyMap<string, "open" | "half-open">;
}

interface Host {
  readonly breaker: CircuitBreakerPolicy;
  readonly line: BulkheadPolicy;
}

/** The guarded way out, with at most two requests at a time to a host and a breaker for hosts that are down. */
export function politeWeb(web: Web): PoliteWeb {
  const hosts = new Map<string, Host>();

  function hostOf(url: string): Host {
    const name = URL.canParse(url) ? new URL(url).host : "";
    const known = hosts.get(name);
    if (known) hosts.delete(name);
    const host = known ?? {
      breaker: circuitBreaker(handleWhenResult(isHostDown), {
        halfOpenAfter: HOST_REST_MS,
        breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW),
      }),
      line: bulkhead(REQUESTS_AT_ONCE, REQUESTS_IN_LINE),
    };
    hosts.set(name, host);
    if (hosts.size > HOSTS_KEPT) {
      const [oldest] = hosts.keys();
      if (oldest !== undefined) hosts.delete(oldest);
    }
    return host;
  }

  return {
    async fetch(request) {
      const { line, breaker } = hostOf(request.url);
      try {
        return await wrap(line, breaker).execute(() => {
          request.signal.throwIfAborted();
          return web.fetch(request);
        });
      } catch (error) {
        if (error instanceof BrokenCircuitError)
          return {
            kind: "busy",
            code: "site-resting",
            why: "the site does not answer at the moment",
            delayMs: HOST_REST_MS,
          };
        if (error instanceof BulkheadRejectedError)
          return {
            kind: "busy",
            code: "site-busy",
            why: "many pages of this site are being read",
            delayMs: HOST_REST_MS / 10,
          };
        throw error;
      }
    },
    breakers() {
      const open = new Map<string, "open" | "half-open">();
      for (const [name, { breaker }] of hosts) {
        if (breaker.state === CircuitState.Open) open.set(name, "open");
        else if (breaker.state === CircuitState.HalfOpen) open.set(name, "half-open");
      }
      return open;
    },
  };
}

/** A page that is gone is the page's matter; a host that breaks or is overloaded is the host's. */
function isHostDown(result: unknown): boolean {
  const answer = result as WebAnswer | WebFailure;
  return answer.kind === "failure" ? answer.retryable : answer.status >= 500;
}
