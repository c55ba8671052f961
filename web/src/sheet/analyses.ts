import { batch, signal } from "@preact/signals";
import type { AnalysisDocument, AnalysisWish, KeptAnalyses } from "../../../src/contract/analyses.ts";
import type { Item } from "../../../src/contract/items.ts";
import type { ShareStatus } from "../../../src/contract/shares.ts";
import { openItemId } from "../address.ts";
import { ask, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { begun, isAtWork } from "../wall/troubles.ts";
import { words } from "../words/words.ts";
import { showItem } from "./item-verbs.ts";
import { hearOfOpenItem, openItem, openShare } from "./open-item.ts";

export type KeptAnalysis = KeptAnalyses["items"][number];

/** Every analysis that the open item has or had, the newest first; empty until they are told. */
export const keptAnalyses = signal<readonly KeptAnalysis[]>([]);

let keptOf: string | null = null;

/** An analysis that the person asked for and waits for. */
let awaited: { readonly item: string; readonly shown: string | null; readonly since: string } | null = null;
/** The stream tells when it is there; a thing that stands on no wall that shows is looked at now and then. */
const LOOK_MS = 3_000;

export async function loadAnalyses(id: string): Promise<void> {
  if (keptOf !== id) keptAnalyses.value = [];
  keptOf = id;
  try {
    const { items } = await ask<KeptAnalyses>("GET", `/items/${id}/analyses`);
    if (keptOf === id) keptAnalyses.value = items;
  } catch {
    // Without them the sheet still shows the one that stands.
  }
}

/** Begins a new analysis; its end is told by `tellOfAwaited`. @throws Refusal */
export async function analyseAgain(item: Item, wish: AnalysisWish): Promise<void> {
  const status = await ask<ShareStatus>("POST", `/items/${item.id}/analyze`, wish);
  awaited = { item: item.id, shown: item.analysis?.id ?? null, since: item.updated_at };
  const working = begun(item, status);
  showItem(working);
  if (openItemId.value === item.id) {
    batch(() => {
      openItem.value = working;
      openShare.value = status;
    });
  }
  lookForAwaited();
}

function lookForAwaited(): void {
  setTimeout(() => {
    if (awaited === null || awaited.item !== openItemId.value) return;
    hearOfOpenItem(awaited.item);
    lookForAwaited();
  }, LOOK_MS);
}

/** Says how an analysis that was asked for went, once its item shows it, with the way back. */
export function tellOfAwaited(item: Item): void {
  if (awaited === null || awaited.item !== item.id || isAtWork(item) || item.updated_at <= awaited.since) return;
  const isNew = item.analysis !== null && item.analysis.id !== awaited.shown;
  awaited = null;
  if (isNew)
    tell(words.value.analysis.madeAgain, { label: words.value.common.undo, run: () => void undoAnalysis(item) });
  else tell(words.value.analysis.noNew);
}

/** Tries a wish; nothing of it is kept. @throws Refusal */
export function previewAnalysis(id: string, wish: AnalysisWish, signal: AbortSignal): Promise<AnalysisDocument> {
  return ask<AnalysisDocument>("POST", "/ai/preview", { item_id: id, ...wish }, { signal });
}

/** Takes the analysis that shows back. */
export async function undoAnalysis({ id, analysis }: Item): Promise<void> {
  if (analysis === null) return;
  try {
    const item = await ask<Item>("DELETE", `/items/${id}/analyses/${analysis.id}`);
    showItem(item);
    if (openItemId.value === id) openItem.value = item;
    const { undone, undoneToEarlier } = words.value.analysis;
    tell(item.analysis === null ? undone : undoneToEarlier);
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}
