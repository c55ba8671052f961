import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { cleanLine } from "../core/clean-text.ts";
import { parseQuery } from "../core/search/parse-query.ts";

/**
 * The question that a smart wall asks, as it is kept.
 * @throws Problem query-not-valid with what could not be meant and where it stands; field-too-long
 */
export function smartQuery(asked: string): string {
  const query = cleanLine(asked).trim();
  if (query.length > LIMITS.queryCharacters)
    throw new Problem("field-too-long", `A question has at most ${LIMITS.queryCharacters} characters.`, {
      fields: [{ field: "/query", message: `at most ${LIMITS.queryCharacters} characters` }],
      params: { max: LIMITS.queryCharacters },
    });
  const parsed = parseQuery(query, { nowMs: 0, offsetMinutes: 0 });
  if (parsed.mistakes.length > 0)
    throw new Problem("query-not-valid", "Mend the question, or ask it in quotes to find it as it is written.", {
      fields: parsed.mistakes.map(({ code, at, length, allowed }) => ({
        field: "/query",
        message: `${code} at ${at}–${at + length}${allowed.length === 0 ? "" : `; possible: ${allowed.join(", ")}`}`,
      })),
    });
  if (parsed.query.kind === "all" && parsed.query.of.length === 0)
    throw new Problem("query-not-valid", "The question asks for nothing.", {
      fields: [{ field: "/query", message: "asks for nothing" }],
    });
  return query;
}

/** What such a wall asks, narrowed by a question that is asked on it. */
export const askedOn = (query: string, also: string | undefined): string =>
  also === undefined || also.trim() === "" ? query : `(${query}) (${also})`;

/** Whether the question says itself in which order its finds stand. */
export const hasOwnOrder = (query: string): boolean => parseQuery(query, { nowMs: 0, offsetMinutes: 0 }).sort !== null;

/** A smart wall fills itself: nothing is put there, and nobody else sees it. @throws Problem smart-wall */
export function refuseSmart({ kind }: { kind: string }): void {
  if (kind === "smart")
    throw new Problem("smart-wall", "It shows what its question finds among your things. Do this with another wall.");
}
