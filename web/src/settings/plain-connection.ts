import { signal } from "@preact/signals";

const KEY = "plain-connection-said";
const A_MONTH_MS = 30 * 24 * 3_600_000;

/** Whether others between here and the server could read along, and the browser holds back what needs encryption. */
export function isPlainOverNetwork(): boolean {
  const isLoopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);
  return location.protocol === "http:" && !isLoopback;
}

/** Whether it is to be said above the wall: not for a month after somebody has put it away. */
export const isPlainSaid = signal(isPlainOverNetwork() && Date.now() - lastPutAwayMs() > A_MONTH_MS);

export function putPlainAway(): void {
  isPlainSaid.value = false;
  try {
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    // A browser that keeps nothing says it again next time.
  }
}

function lastPutAwayMs(): number {
  try {
    return Number(localStorage.getItem(KEY) ?? 0);
  } catch {
    return 0;
  }
}
