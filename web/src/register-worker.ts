import { signal } from "@preact/signals";

/** A newer page lies ready. */
export const isUpdateReady = signal(false);
let waiting: ServiceWorker | null = null;

/**
 * Puts the worker in place, where the browser has one (https and localhost). A new version never takes over under the
 * hands of somebody: it waits until it is asked to, or until no window is open.
 */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" }).then(watch, () => {
    // Without it everything works but the share target of a phone without network and the wall offline.
  });
}

function watch(registration: ServiceWorkerRegistration | undefined): void {
  // A browser that is told to block workers resolves with nothing.
  if (registration === undefined) return;
  const look = (worker: ServiceWorker | null) => {
    // The first worker ever replaces nothing.
    if (worker?.state !== "installed" || navigator.serviceWorker.controller === null) return;
    waiting = worker;
    isUpdateReady.value = true;
  };
  look(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => look(installing));
  });
}

/** Loads the new version in this window. What stands in the box would go: it is not offered while something does. */
export function takeOver(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage({ kind: "take-over" });
}
