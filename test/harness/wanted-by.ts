import { parseQuery } from "../../src/core/search/parse-query.ts";
import { type Wanted, wantedOf } from "../../src/core/search/wanted.ts";

/** What a question wants of the index, of somebody who calls nothing by a name of their own. */
export const wantedBy = (text: string): Wanted =>
  wantedOf(parseQuery(text, { nowMs: Date.now(), offsetMinutes: 0 }).query, {
    wallsNamed: () => [],
    peopleNamed: () => [],
    tagNamed: (name) => name,
  });
