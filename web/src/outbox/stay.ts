/** The name under which the browser wakes the worker when there is a network again. */
export const SYNC_TAG = "outbox";

/** Background Sync, which only some browsers have and no library of types describes. */
interface WithSync {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Asks the browser to wake the worker for what is left. Without Background Sync an open page does it. */
export async function askForSync(registration: ServiceWorkerRegistration | undefined): Promise<void> {
  try {
    await (registration as (ServiceWorkerRegistration & WithSync) | undefined)?.sync?.register(SYNC_TAG);
  } catch {
    // Refused by a setting of the browser; the outbox goes out when a page is open.
  }
}

let isPersistAsked = false;
/** Once a window: what waits here must not be cleared away when the device gets full. */
export async function askToPersist(): Promise<void> {
  if (isPersistAsked) return;
  isPersistAsked = true;
  try {
    if (!(await navigator.storage?.persisted())) await navigator.storage?.persist();
  } catch {
    // Not offered here; it is kept all the same, as long as the browser likes.
  }
}
