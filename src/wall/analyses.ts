import type { KeptAnalyses } from "../contract/analyses.ts";
import { Problem } from "../contract/problems.ts";
import { showAnalysis } from "../pipeline/apply-analysis.ts";
import { analysesOfItem, bestAnalysis, findAnalysis, resultOf, undoAnalysis } from "../store/analyses.ts";
import { findItem } from "../store/items.ts";
import type { Reader } from "../store/store.ts";
import { changeItem, type ItemOfPerson } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";
import { presentOrigin, presentResult } from "./present-analysis.ts";
import { isoTimeOrNull } from "./share-status.ts";

/** Every analysis that was made of an item, the newest first. @throws Problem not-found */
export async function listAnalyses(db: Reader, { item, person }: ItemOfPerson): Promise<KeptAnalyses> {
  const row = await findItem(db, { id: item, owner: person });
  if (!row) throw new Problem("not-found", "There is no such item.");
  const rows = await analysesOfItem(db, row.id);
  return {
    items: rows.map((analysis) => ({
      ...presentOrigin(analysis),
      ...presentResult(resultOf(analysis)),
      shown: analysis.id === row.analysis,
      undone_at: isoTimeOrNull(analysis.undone_at),
    })),
  };
}

/**
 * Takes an analysis of an item back: what it said and tagged goes, and the best one left is shown. What a person wrote
 * or tagged stays.
 * @throws Problem not-found, item-merged, already-undone
 */
export async function undoAnalysisOf(
  deps: WallDeps,
  whose: ItemOfPerson,
  { analysis: id }: { analysis: string },
): Promise<void> {
  await changeItem(deps, whose, async (unit, item) => {
    const analysis = await findAnalysis(unit.db, id);
    if (analysis?.item !== item.id) throw new Problem("not-found", "This item has no such analysis.");
    if (!(await undoAnalysis(unit, id)))
      throw new Problem("already-undone", "It was taken back before. Analyse the item anew to have another one.");
    if (item.analysis === id) await showAnalysis(unit, item, (await bestAnalysis(unit.db, item.id)) ?? null);
    return {};
  });
}
