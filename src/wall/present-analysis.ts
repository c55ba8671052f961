import type { AnalysisDocument, AnalysisOrigin } from "../contract/analyses.ts";
import type { Analysis, AnalysisMade } from "../core/analysis.ts";
import { askedOf } from "../store/analyses.ts";
import type { AnalysisShown } from "../store/items.ts";
import { isoTime } from "./share-status.ts";

const USD6 = 1_000_000;

/** Micro-dollars as dollars. */
export const usdOf = (usd6: number): number => usd6 / USD6;

/** Where an analysis came from, for the owner of its item. */
export function presentOrigin(row: AnalysisShown): AnalysisOrigin {
  return {
    id: row.id,
    by: row.made_by,
    at: isoTime(row.created_at),
    cost_usd: usdOf(row.cost_usd6),
    asked: askedOf(row),
    better_follows: row.better_wanted === 1,
  };
}

/** What an analysis says. */
export function presentResult(analysis: Analysis) {
  const { keyTopics, imageText, entities, tags, ...said } = analysis;
  return {
    ...said,
    tags: [...tags],
    key_topics: [...keyTopics],
    image_text: imageText || null,
    entities: [...(entities ?? [])],
  };
}

/** An analysis that is not kept. */
export function presentMade({ analysis, madeBy, costUsd6, asked }: AnalysisMade): AnalysisDocument {
  return { ...presentResult(analysis), analyzed_by: madeBy, cost_usd: usdOf(costUsd6), asked: [...asked] };
}
