import type { AnalysisInput } from "../../src/core/analysis.ts";

/** An input with nothing in it but what a test names. */
export function anInput(given: Partial<AnalysisInput>): AnalysisInput {
  return {
    kind: "note",
    url: null,
    title: null,
    siteName: null,
    declaredLanguage: null,
    text: "",
    description: null,
    keywords: [],
    vocabulary: [],
    ...given,
  };
}

export const BEES = `Our town keeps bees on the roof of the town hall. Dr. Alma Reet, who looks after the hives, counted about
60,000 bees in June. The hives give forty jars of honey a year, and the honey is sold at the market for the school garden.
Neighbours feared stings, but nobody was stung. The bees fly to the lime trees along the river, e.g. the old ones near the
mill. Other towns now ask for advice on hives and honey. "Start with two hives," says Dr. Reet. The next jars will be sold
on Saturday.`;
