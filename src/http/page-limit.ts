import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";

/** How many rows a list answers. @throws Problem when more are asked for than a list ever has */
export function pageLimit(asked: number | undefined): number {
  const limit = asked ?? LIMITS.listLimitDefault;
  if (limit < 1 || limit > LIMITS.listLimit)
    throw new Problem("out-of-range", `limit is 1 to ${LIMITS.listLimit}; use next_cursor for more.`, {
      fields: [{ field: "query/limit", message: `1 to ${LIMITS.listLimit}` }],
    });
  return limit;
}
