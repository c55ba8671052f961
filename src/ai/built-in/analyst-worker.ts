/** The thread in which built-in analyses are made: one input in, one analysis out. */
import { parentPort } from "node:worker_threads";
import { standBack } from "../../core/stand-back.ts";
import type { AnalystAnswer, AnalystQuestion } from "./analyst.ts";
import { analyzeBuiltIn } from "./analyze.ts";

standBack();

parentPort?.on("message", ({ id, input }: AnalystQuestion) => {
  const answer: AnalystAnswer = { id, analysis: analyzeBuiltIn(input) };
  parentPort?.postMessage(answer);
});
