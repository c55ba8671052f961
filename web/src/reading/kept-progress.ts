import type { ProgressEdit } from "../../../src/contract/reading.ts";
import { ask, Refusal } from "../api.ts";

const KEY = "reading-unsent";
const MOST = 50;

type Kept = Record<string, ProgressEdit>;

function read(): Kept {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Kept) : {};
  } catch {
    return {};
  }
}

function write(kept: Kept): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(Object.entries(kept).slice(-MOST))));
  } catch {
    // A browser that keeps nothing loses a place in a text, no more.
  }
}

/** How far somebody got while nothing answered; the last of each thing. */
export function keepForLater(item: string, edit: ProgressEdit): void {
  const { [item]: _before, ...others } = read();
  write({ ...others, [item]: edit });
}

/** Sends what was kept; what was told since by another device stays there. */
export async function sendKept(): Promise<void> {
  for (const [item, edit] of Object.entries(read())) {
    try {
      await ask("PUT", `/items/${item}/progress`, edit);
    } catch (thrown) {
      if (!(thrown instanceof Refusal) || thrown.isPassing) return;
    }
    const { [item]: _sent, ...others } = read();
    write(others);
  }
}
