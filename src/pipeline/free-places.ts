import { PRIORITIES } from "../core/steps.ts";

/** Left free by work in the background where there are several: its pages may take half a minute each. */
const KEPT_FREE = 1;

/** How many more steps there is room for, and how many of those may be ones that nobody waits for. */
export function freePlaces(
  working: readonly { readonly priority: number }[],
  places: number,
): { readonly limit: number; readonly background: number } {
  const behind = working.filter(({ priority }) => priority >= PRIORITIES.background).length;
  const limit = places - working.length;
  const most = places > KEPT_FREE ? places - KEPT_FREE : places;
  return { limit, background: Math.max(0, Math.min(limit, most - behind)) };
}
