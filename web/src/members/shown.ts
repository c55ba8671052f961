import { signal } from "@preact/signals";

/** The wall of which it shows who sees it, by its id; null while none does. */
export const membersOf = signal<string | null>(null);
