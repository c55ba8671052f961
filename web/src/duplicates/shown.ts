import { signal } from "@preact/signals";

/** Whether the pairs that may be one thing are looked at. */
export const areDuplicatesShown = signal(false);
