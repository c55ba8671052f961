import type { Thing } from "./made.ts";
import { NEAR_MANNERS } from "./manners.ts";
import type { AskedQuery } from "./queries.ts";

/** 3: just what was in mind, 2: serves in part, 1: of the subject, 0: of something else. */
export type Grade = 0 | 1 | 2 | 3;

/** How well a thing answers, by what both are about and never by their words. */
export function gradeOf({ about, single }: Thing, { want }: AskedQuery): Grade {
  if ("single" in want) return single === want.single ? 3 : 0;
  if (about?.subject !== want.subject) return 0;
  // Whoever asks in German has things in German in mind, and reads others too.
  if (want.language !== undefined && about.language !== want.language) return 1;
  if (want.manner === undefined || about.manner === want.manner) return 3;
  return NEAR_MANNERS[want.manner]?.includes(about.manner) ? 2 : 1;
}

const DEPTH = 10;

/**
 * Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002, gains of 2^grade - 1): 1 when no better
 * ten could have been shown in any better order.
 */
export function ndcgAt10(shown: readonly Grade[], all: readonly Grade[]): number {
  const best = gain(all.toSorted((one, other) => other - one));
  return best === 0 ? 0 : gain(shown) / best;
}

const gain = (grades: readonly Grade[]): number =>
  grades.slice(0, DEPTH).reduce<number>((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
