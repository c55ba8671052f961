import { refreshItem } from "../../store/refresh-item.ts";
import type { StepDefinition } from "../step.ts";

/** Makes the final search words. That the share is completed with it is the settling's doing. */
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
  apply: (unit, { item }) => refreshItem(unit, item),
};
