import type { Item } from "../../../src/contract/items.ts";
import type { ShareStatus } from "../../../src/contract/shares.ts";
import { ask, Refusal } from "../api.ts";
import { warningWords } from "../told-words.ts";
import { words } from "../words/words.ts";
import { upsertItem } from "./items.ts";
import { hearProgress } from "./progress.ts";

/** The page behind a link could not be read; everything else about the item stands. */
const UNREAD = "page-unread";

/** Why an item is not what it could be, and what is safe where that is told; null when nothing is wrong that a person can mend. */
export function troubleOf(item: Item): { readonly why: string; readonly safe: string } | null {
  const warnings = item.share?.warnings ?? [];
  const unread = warnings.find((warning) => warning.code === UNREAD);
  if (unread !== undefined) return warningWords(unread);
  if (item.state !== "failed" && item.share?.status !== "error") return null;
  return warnings[0] === undefined ? { why: words.value.card.untold, safe: "" } : warningWords(warnings[0]);
}

/** Whether only the steps of its share tell what went wrong. */
export function isUntold(item: Item): boolean {
  return (item.share?.warnings ?? []).length === 0 && troubleOf(item) !== null;
}

export function isAtWork(item: Item): boolean {
  return item.state === "working" || item.share?.status === "processing";
}

/**
 * Starts a new run of what failed; when the server finds nothing to repeat, the page is read again.
 * @throws Refusal
 */
export async function tryAgain(item: Item): Promise<void> {
  upsertItem(begun(item, await startAgain(item)));
}

/** The item as it stands while a run that has just begun works on it; where its progress shows, this is told at once. */
export function begun(item: Item, status: ShareStatus): Item {
  hearProgress({
    item_id: item.id,
    share_id: status.processing_id,
    wall_id: item.wall_ids[0] ?? "",
    stage: status.stage,
    progress: status.progress,
    message: status.message,
    waits_for: null,
    step: null,
    step_number: null,
    steps_total: null,
  });
  return {
    ...item,
    state: "working",
    share: { id: status.processing_id, status: status.status, warnings: [] },
  };
}

async function startAgain(item: Item): Promise<ShareStatus> {
  if (item.share === null) return ask("POST", `/items/${item.id}/read`);
  try {
    return await ask<ShareStatus>("POST", `/share/${item.share.id}/retry`);
  } catch (thrown) {
    const isDone = thrown instanceof Refusal && thrown.code === "nothing-to-retry";
    if (!isDone || item.url === null) throw thrown;
    return ask("POST", `/items/${item.id}/read`);
  }
}
