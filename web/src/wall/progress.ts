import { type Signal, signal } from "@preact/signals";
import type { Stage, StepName } from "../../../src/contract/shares.ts";

/** How far the work on an item is, as the stream tells it. */
export interface Progress {
  readonly item_id: string;
  readonly share_id: string | null;
  readonly wall_id: string;
  readonly stage: Stage;
  /** 0 to 1; null when it was cancelled. */
  readonly progress: number | null;
  readonly message: string;
  /** For what it waits, by its code; null when it waits for nothing. */
  readonly waits_for: string | null;
  readonly step: StepName | null;
  readonly step_number: number | null;
  readonly steps_total: number | null;
}

const heard = new Map<string, Signal<Progress | null>>();

/** The latest word about one item; a signal of its own, so that a beat repaints one line and nothing else. */
export function progressOf(itemId: string): Signal<Progress | null> {
  let found = heard.get(itemId);
  if (found === undefined) {
    found = signal<Progress | null>(null);
    heard.set(itemId, found);
  }
  return found;
}

export function hearProgress(progress: Progress): void {
  progressOf(progress.item_id).value = progress;
}

export function forgetProgress(itemId: string): void {
  const found = heard.get(itemId);
  if (found !== undefined) found.value = null;
}
