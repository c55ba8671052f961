import { ANALYSIS_RANKS, ANALYSIS_TEXT_CHARACTERS, type Analysis, type AnalysisInput } from "../../core/analysis.ts";
import { nextDelayMs } from "../../core/backoff.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import { newId } from "../../core/ids.ts";
import type { StepOutcome } from "../../core/steps.ts";
import { findAnalysis, insertAnalysis } from "../../store/analyses.ts";
import { contentOf } from "../../store/contents.ts";
import { findItem, foundOf, ownOf, updateItem } from "../../store/items.ts";
import { refreshItem } from "../../store/refresh-item.ts";
import type { Reader, Unit } from "../../store/store.ts";
import type { ItemRow, StepRow } from "../../store/tables.ts";
import { addTags, removeAiTags, tagsOfItems } from "../../store/tags.ts";
import type { StepDefinition } from "../step.ts";

export interface AnalysisMade {
  readonly analysis: Analysis;
  readonly madeBy: string;
  readonly rank: number;
}

/** Says what an item is about: the analyst that was chosen, or the built-in one when that cannot. */
export const analyze: StepDefinition<AnalysisInput, AnalysisMade> = {
  name: "analyze",
  lane: "ai",
  timeoutMs: 30_000,
  tries: 3,
  delayMs: (tries) => nextDelayMs({ tries, firstMs: 2_000, factor: 4, maxMs: 60_000, random: Math.random() }),
  message: "Analyzing content…",
  warning: {
    code: "ai-unavailable",
    message: (detail) => `It could not be analysed: ${detail}. It is kept as it is, and you can try again.`,
  },
  load: analysisInput,
  async work(input, tools, signal): Promise<StepOutcome<AnalysisMade>> {
    const outcome = await tools.analyst.analyze(input, signal);
    visitFailpoint("analysis-answered");
    if (outcome.kind === "failure") return { ...outcome, kind: "failed" };
    const rank = tools.analyst === tools.builtIn ? ANALYSIS_RANKS.builtIn : ANALYSIS_RANKS.provider;
    return { kind: "done", output: { analysis: outcome.analysis, madeBy: tools.analyst.name, rank } };
  },
  apply: (unit, { item, step, output }) => applyAnalysis(unit, { item, step, made: output }),
};

/** Everything an analyst may look at, gathered from what stands on the item now. */
export async function analysisInput(db: Reader, step: StepRow): Promise<AnalysisInput | null> {
  const item = await findItem(db, { id: step.item, owner: step.person });
  if (!item) return null;
  const own = ownOf(item);
  const found = foundOf(item);
  const content = await contentOf(db, item.id);
  const shared = content?.shared_text ?? own.text ?? "";
  const tags = (await tagsOfItems(db, [item.id])).get(item.id) ?? [];
  return {
    kind: item.kind,
    url: found.finalUrl ?? own.url ?? null,
    title: own.title ?? found.title ?? null,
    siteName: found.siteName ?? null,
    declaredLanguage: own.language ?? found.language ?? null,
    text: [shared, content?.text, content?.files_text].filter(Boolean).join("\n\n").slice(0, ANALYSIS_TEXT_CHARACTERS),
    description: found.description ?? null,
    keywords: found.keywords ?? [],
    vocabulary: tags.filter((tag) => tag.by === "person").map((tag) => tag.name),
  };
}

/** Keeps an analysis, and shows it unless a better one stands. */
export async function applyAnalysis(
  unit: Unit,
  { item, step, made }: { item: ItemRow; step: StepRow; made: AnalysisMade },
): Promise<void> {
  const id = newId(unit.nowMs);
  await insertAnalysis(unit, {
    id,
    item: item.id,
    run: step.run,
    rank: made.rank,
    made_by: made.madeBy,
    result: JSON.stringify(made.analysis),
    created_at: unit.nowMs,
    undone_at: null,
  });
  const standing = item.analysis === null ? undefined : await findAnalysis(unit.db, item.analysis);
  if (standing && standing.rank > made.rank) return;
  await updateItem(unit, item.id, { analysis: id });
  await removeAiTags(unit, item.id);
  await addTags(unit, { owner: item.owner, item: item.id, names: made.analysis.tags, by: "ai" });
  await refreshItem(unit, { ...item, analysis: id });
}
