import { type AnalysisMade, isStandIn } from "../core/analysis.ts";
import { newId } from "../core/ids.ts";
import { findAnalysis, insertAnalysis, resultOf, wantBetter } from "../store/analyses.ts";
import type { AnalysisRow } from "../store/analysis-tables.ts";
import { refreshWithAnalysis } from "../store/refresh-item.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow, StepRow } from "../store/tables.ts";
import { addTags, removeAiTags } from "../store/tags.ts";

/**
 * Keeps an analysis, and shows it unless a better one stands. One that a person asked for is shown whatever stands,
 * but a stand-in for what could not be had replaces nothing better.
 */
export async function applyAnalysis(
  unit: Unit,
  {
    item,
    step,
    made,
    wished = false,
  }: { item: ItemRow; step: Pick<StepRow, "run" | "created_at">; made: AnalysisMade; wished?: boolean },
): Promise<void> {
  if (!made.betterWanted) await wantBetter(unit, item.id, false);
  const row: AnalysisRow = {
    id: newId(unit.nowMs),
    item: item.id,
    run: step.run,
    rank: made.rank,
    made_by: made.madeBy,
    result: JSON.stringify(made.analysis),
    created_at: unit.nowMs,
    undone_at: null,
    asked: JSON.stringify(made.asked),
    cost_usd6: made.costUsd6,
    better_wanted: made.betterWanted ? 1 : 0,
  };
  await insertAnalysis(unit, row);
  const standing = item.analysis === null ? undefined : await findAnalysis(unit.db, item.analysis);
  if (standing && !replaces({ made, wished, step }, standing)) return;
  await showAnalysis(unit, item, row);
}

function replaces(
  { made, wished, step }: { made: AnalysisMade; wished: boolean; step: Pick<StepRow, "created_at"> },
  standing: AnalysisRow,
): boolean {
  if (wished && !isStandIn(made)) return true;
  if (standing.rank > made.rank) return false;
  // What was begun before the standing one was made may know less: the page was read again meanwhile.
  return standing.rank < made.rank || standing.created_at <= step.created_at;
}

/** Shows an analysis on its item, whose row is locked; null shows none. */
export async function showAnalysis(
  unit: Unit,
  item: ItemRow,
  analysis: Pick<AnalysisRow, "id" | "result"> | null,
): Promise<void> {
  await removeAiTags(unit, item.id);
  if (analysis) await addTags(unit, { owner: item.owner, item: item.id, names: resultOf(analysis).tags, by: "ai" });
  await refreshWithAnalysis(unit, item, analysis);
}
