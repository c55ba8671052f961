import { ANALYSIS_RANKS, type AnalysisInput, type AnalysisMade } from "../../core/analysis.ts";
import { analysisInput } from "../analysis-input.ts";
import { applyAnalysis } from "../apply-analysis.ts";
import type { StepDefinition } from "../step.ts";

/** A first analysis of what the person sent, while a slow page is still being read. Never a paid one. */
export const glance: StepDefinition<AnalysisInput, AnalysisMade> = {
  name: "glance",
  lane: "ai",
  timeoutMs: 5_000,
  tries: 1,
  delayMs: () => 0,
  message: "Having a first look…",
  // Nothing is lost when it fails: the analysis itself follows.
  warning: null,
  load: async (db, step) => (await analysisInput(db, step))?.input ?? null,
  async work(input, { chain }, signal) {
    const outcome = await chain.builtIn.analyze(input, signal);
    if (outcome.kind === "failure") return { ...outcome, kind: "failed" };
    return {
      kind: "done",
      output: {
        analysis: outcome.analysis,
        madeBy: chain.builtIn.name,
        rank: ANALYSIS_RANKS.glance,
        asked: [],
        costUsd6: 0,
        betterWanted: false,
      },
    };
  },
  apply: (unit, { item, step, output }) => applyAnalysis(unit, { item, step, made: output }),
};
