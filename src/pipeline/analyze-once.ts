import { depsOf, withWish } from "../ai/chain.ts";
import { BuiltInFailed, understand } from "../ai/understand.ts";
import { Problem } from "../contract/problems.ts";
import type { AnalysisMade, AnalysisWish } from "../core/analysis.ts";
import type { Reader } from "../store/store.ts";
import { analysisInput, type ItemToAnalyse, readAttachments } from "./analysis-input.ts";
import { readForAnalysis } from "./read-for-analysis.ts";
import type { Tools } from "./step.ts";

/** Somebody waits for the answer, so no provider is waited for longer than one question takes. */
const ANALYZE_TIMEOUT_MS = 60_000;

export interface ContentToAnalyse {
  readonly url: string | null;
  readonly text: string | null;
  readonly title: string | null;
  readonly allowListed: boolean;
}

/**
 * Analyses one content for whoever waits for it; nothing is kept but what it cost.
 * @throws Problem content-not-readable, overloaded
 */
export async function analyzeContent(
  tools: Tools,
  { person, content }: { person: string; content: ContentToAnalyse },
): Promise<AnalysisMade> {
  const signal = AbortSignal.timeout(ANALYZE_TIMEOUT_MS);
  const input = await readForAnalysis(tools, content, signal);
  return await once(tools, { person, item: null, wish: {}, found: { input, attachments: [] } }, signal);
}

/**
 * Tries on an item what a person wishes for; the item stays as it is.
 * @throws Problem not-found, model-not-there, overloaded
 */
export async function previewAnalysis(
  tools: Tools,
  db: Reader,
  { person, item, wish }: { person: string; item: string; wish: AnalysisWish },
): Promise<AnalysisMade> {
  const found = await analysisInput(db, { item, person });
  if (!found) throw new Problem("not-found", "There is no such item.");
  return await once(tools, { person, item, wish, found }, AbortSignal.timeout(ANALYZE_TIMEOUT_MS));
}

async function once(
  tools: Tools,
  { person, item, wish, found }: { person: string; item: string | null; wish: AnalysisWish; found: ItemToAnalyse },
  signal: AbortSignal,
): Promise<AnalysisMade> {
  const { chain } = tools;
  const links = linksFor(tools, wish);
  try {
    const outcome = await understand(
      depsOf(chain, links),
      {
        input: withWish(found.input, wish, chain),
        attachments: () => readAttachments(tools.files, found.attachments),
        person,
        item,
        step: null,
        memo: {},
        patience: null,
      },
      signal,
    );
    if (outcome.kind === "analysis") return outcome.made;
  } catch (error) {
    if (!signal.aborted && !(error instanceof BuiltInFailed)) throw error;
  }
  throw new Problem("overloaded", "The analysis did not come back. Try again in a moment.");
}

/** Who is asked when somebody wishes for one. @throws Problem model-not-there */
export function linksFor({ chain }: Pick<Tools, "chain">, wish: AnalysisWish) {
  if (wish.provider === "built-in") return [];
  const found = chain.linkFor(wish);
  if ("refused" in found) throw new Problem("model-not-there", found.refused);
  return found.link ? [found.link] : chain.links;
}
