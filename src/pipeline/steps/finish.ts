import type { StepDefinition } from "../step.ts";

/**
 * The end of a run: that the item is ready and the share completed is the settling's doing. The search words are made by
 * whatever changed the item last; making them here once more cost a long article as much as reading it for them.
 */
export const finish: StepDefinition<Record<string, never>, null> = {
  name: "finish",
  lane: "content",
  timeoutMs: 10_000,
  tries: 5,
  delayMs: (tries) => 500 * 4 ** (tries - 1),
  message: "Putting it on the wall…",
  warning: null,
  load: () => Promise.resolve({}),
  work: () => Promise.resolve({ kind: "done", output: null }),
  apply: () => Promise.resolve(),
};
