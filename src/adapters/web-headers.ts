type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Longest wait that a far side may ask for; more is cut, so that a date in the next century cannot overflow anything. */
export const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

/** A header's value, its lines joined as RFC 9110 5.3 says; "" when absent. */
export function header(headers: RawHeaders, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? value.join(", ") : (value ?? "");
}

/** `Retry-After` (RFC 9110 10.2.3), seconds or a date, as milliseconds from `now`; null when absent or unreadable. */
export function retryAfterMs(value: string, now: number): number | null {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, MAX_RETRY_AFTER_MS);
  // `Date.parse` also reads "-5" and "2": only what looks like an HTTP date is one.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), MAX_RETRY_AFTER_MS);
}

/** Where a redirect leads, its fragment inherited (RFC 9110 10.2.2); null when there is nowhere to go. */
export function redirectTarget(status: number, location: string, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(status) || location === "") return null;
  const target = utf8Header(location);
  if (!URL.canParse(target, from.href)) return null;
  const next = new URL(target, from.href);
  if (next.hash === "") next.hash = from.hash;
  return next;
}

/** Headers arrive as Latin-1; many servers send raw UTF-8 in `Location`. */
function utf8Header(value: string): string {
  if (!/[\x80-\xff]/.test(value) || /[^\x00-\xff]/.test(value)) return value;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    return value;
  }
}
