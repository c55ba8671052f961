import { setTimeout as sleep } from "node:timers/promises";
import type { BenchServer } from "./server.ts";

const LOOK_MS = 100;
const DEADLINE_MS = 300_000;

/** Steps that wait or run. */
export async function stepsOpen({ ask }: BenchServer): Promise<number> {
  const { pending_items, processing_items } = await ask<{ pending_items: number; processing_items: number }>(
    "GET",
    "/queue",
  );
  return pending_items + processing_items;
}

/** Resolves when nothing waits or runs any more. */
export async function drained(wall: BenchServer): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  // A server that is too busy to say how busy it is has not drained.
  while ((await stepsOpen(wall).catch(() => 1)) > 0) {
    if (Date.now() > deadline) throw new Error("the lanes never emptied");
    await sleep(LOOK_MS);
  }
}
