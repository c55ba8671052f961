import { ANALYSIS_RANKS, type AnalysisInput } from "../../core/analysis.ts";
import type { StepDefinition } from "../step.ts";
import { type AnalysisMade, analysisInput, applyAnalysis } from "./analyze.ts";

/** A first analysis of what the person sent, while a slow page is still being read. Never a paid one. */
export const glance: StepDefinition<AnalysisInput, AnalysisMade> = {
  name: "glance",
  lane: "ai",
  timeoutMs: 5_000,
  tries: 1,
  delayMs: () => 0,
  message: "Having a first look…",
  // Nothing is lost when it fails: the analysis itself follows.
  warning: { code: "glance-failed", message: () => "" },
  load: analysisInput,
  async work(input, tools, signal) {
    const outcome = await tools.builtIn.analyze(input, signal);
    if (outcome.kind === "failure") return { ...outcome, kind: "failed" };
    return {
      kind: "done",
      output: { analysis: outcome.analysis, madeBy: tools.builtIn.name, rank: ANALYSIS_RANKS.glance },
    };
  },
  apply: (unit, { item, step, output }) => applyAnalysis(unit, { item, step, made: output }),
};
