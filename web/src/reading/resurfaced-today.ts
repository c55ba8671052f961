import { effect, signal, untracked } from "@preact/signals";
import type { Resurfaced, ResurfacingEdit } from "../../../src/contract/reading.ts";
import { ask } from "../api.ts";
import { session } from "../session.ts";

/** What comes back today; null as long as there is nothing to show. */
export const resurfacedToday = signal<Resurfaced | null>(null);
/** The wall comes first: what lies long unseen can wait for this. */
const AFTER_MS = 1_500;

const path = (): string => `/resurfaced?offset_minutes=${-new Date().getTimezoneOffset()}`;
const show = (told: Resurfaced) => {
  const isShown = !told.is_off && !told.is_dismissed && told.items.length > 0;
  resurfacedToday.value = isShown ? told : null;
};

effect(() => {
  if (session.value !== "signed-in") return;
  untracked(() => {
    setTimeout(() => {
      // Without it nothing is missing.
      void ask<Resurfaced>("GET", path()).then(show, () => undefined);
    }, AFTER_MS);
  });
});

/** Puts the handful away for today, or switches it off, or takes that back. */
export async function changeResurfacing(edit: ResurfacingEdit): Promise<void> {
  show(await ask<Resurfaced>("PUT", path(), edit));
}

/** Takes one out of today's handful. */
export function leaveOut(item: string): void {
  const today = resurfacedToday.value;
  if (today !== null) show({ ...today, items: today.items.filter((each) => each.item.id !== item) });
}

/** It is never brought back again. */
export async function keepAway(item: string): Promise<void> {
  await ask("DELETE", `/resurfaced/${item}`);
  leaveOut(item);
}
