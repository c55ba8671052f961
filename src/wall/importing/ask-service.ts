import { setTimeout as sleep } from "node:timers/promises";
import { nextDelayMs } from "../../core/backoff.ts";
import { ImportRefused } from "../../core/imported.ts";
import type { WebAnswer } from "../../core/ports/web.ts";
import type { PoliteWeb } from "../../pipeline/polite-web.ts";

/** A busy service is asked again so often, with delays that grow; for one file of many, not as often. */
const TRIES = 8;
export const FILE_TRIES = 3;
const DELAY = { firstMs: 500, factor: 2, maxMs: 60_000 } as const;
const ANSWER_MS = 60_000;
/** As long as the largest file takes over a slow line. */
export const FILE_MS = 600_000;

export interface ServiceAsk {
  readonly url: string;
  readonly authorization?: string;
  /** Asks for a token with this; what is not let in is told by 400, too (RFC 6749, 5.2). */
  readonly form?: Readonly<Record<string, string>>;
  /** Hosts that the operator named may be private; only where the owner asks. */
  readonly allowListed: boolean;
  readonly accept: string;
  readonly maxBytes: number;
  /** What is longer may come without its end; else it is not understood. */
  readonly mayBeCut?: boolean;
  readonly timeoutMs?: number;
  readonly tries?: number;
  readonly signal: AbortSignal;
}

/**
 * One answer of a service, 200 or null for 404. Whoever is busy or broken is asked again, after as long as it says.
 * @throws ImportRefused with what is wrong; what `signal` was aborted with
 */
export async function askService(web: PoliteWeb, ask: ServiceAsk): Promise<WebAnswer | null> {
  const { tries: most = TRIES, timeoutMs = ANSWER_MS, mayBeCut = false, ...request } = ask;
  for (let tries = 1; ; tries += 1) {
    const answer = await web.fetch({ ...request, timeoutMs });
    let delayMs = nextDelayMs({ ...DELAY, tries, random: 0.5 + Math.random() / 2 });
    if (answer.kind === "busy") delayMs = answer.delayMs;
    else if (answer.kind === "failure") {
      if (answer.code === "address-refused") throw refused("service-address-refused");
      if (!answer.retryable) throw refused("service-unreachable");
    } else {
      if (answer.status === 200 && (mayBeCut || !answer.truncated)) return answer;
      if (answer.status === 404) return null;
      if (answer.status === 401 || answer.status === 403 || (ask.form !== undefined && answer.status === 400))
        throw refused("service-refused");
      if (answer.status !== 429 && answer.status < 500) throw refused("service-not-understood");
      delayMs = Math.max(delayMs, Math.min(answer.retryAfterMs ?? 0, DELAY.maxMs));
    }
    if (tries >= most) throw refused("service-unreachable");
    await sleep(delayMs, undefined, { signal: ask.signal });
  }
}

const REASONS = {
  "service-address-refused":
    "The service lies in a private network. Whoever runs this server can allow its host with FETCH_ALLOW_HOSTS.",
  "service-unreachable": "The service does not answer there, or not any more.",
  "service-refused": "The service does not take this key or login.",
  "service-not-understood": "What answers there is not this service, or a version of it that is not known.",
  "service-key-forgotten": "The key of the service was kept for a day and is forgotten. Begin anew with it.",
} as const;

export const refused = (code: keyof typeof REASONS): ImportRefused =>
  new ImportRefused({ code, reason: REASONS[code] });
