import { createHash } from "node:crypto";
import type { ResurfacedWhy } from "../contract/reading.ts";

/**
 * Which few of a person's things come back to them on a day, chosen from a bounded number of candidates: the same for the
 * same person, day and things (docs/decisions/0039-what-comes-back.md).
 */
export interface Candidate {
  readonly item: string;
  readonly site: string | null;
  readonly createdAtMs: number;
  /** Null: never. */
  readonly openedAtMs: number | null;
  /** Begun, and not read to its end. */
  readonly isBegun: boolean;
  readonly isMarked: boolean;
  /** The last of the person's days on which it was brought back, YYYY-MM-DD. */
  readonly shownOn: string | null;
}

export const HANDFUL = 5;
const MOST_OF_A_SITE = 2;
const DAY_MS = 86_400_000;
/** Who kept or opened a thing within a week has not forgotten it. */
const FRESH_DAYS = 7;
/** What was brought back rests so long. */
const RESTS_DAYS = 60;
/** Older than that is old, longer unseen than that is long unseen. */
const OLD_DAYS = 730;
const UNSEEN_DAYS = 180;
const WEIGHTS = { age: 1, neglect: 1, marked: 0.4, begun: 0.3, chance: 0.8 };

/** The handful, the best first. @param now the person's day begins before it, ms */
export function chooseHandful(
  candidates: readonly Candidate[],
  { person, day, nowMs }: { person: string; day: string; nowMs: number },
): { readonly item: string; readonly why: ResurfacedWhy }[] {
  const rested = new Date(Date.parse(day) - RESTS_DAYS * DAY_MS).toISOString().slice(0, 10);
  const scored = candidates
    .filter(({ createdAtMs }) => daysSince(createdAtMs, nowMs) >= FRESH_DAYS)
    .filter(({ openedAtMs }) => openedAtMs === null || daysSince(openedAtMs, nowMs) >= FRESH_DAYS)
    .filter(({ shownOn }) => shownOn === null || shownOn < rested)
    .map((candidate) => ({ candidate, score: scoreOf(candidate, { person, day, nowMs }) }))
    .sort((a, b) => b.score - a.score || (a.candidate.item < b.candidate.item ? -1 : 1));
  const chosen: Candidate[] = [];
  const ofSite = new Map<string, number>();
  for (const { candidate } of scored) {
    if (chosen.length === HANDFUL) break;
    const { site } = candidate;
    const count = site === null ? 0 : (ofSite.get(site) ?? 0);
    if (count >= MOST_OF_A_SITE) continue;
    if (site !== null) ofSite.set(site, count + 1);
    chosen.push(candidate);
  }
  return chosen.map((candidate) => ({ item: candidate.item, why: whyOf(candidate) }));
}

function scoreOf(candidate: Candidate, { person, day, nowMs }: { person: string; day: string; nowMs: number }): number {
  const { createdAtMs, openedAtMs, isBegun, isMarked, item } = candidate;
  const age = Math.min(1, daysSince(createdAtMs, nowMs) / OLD_DAYS);
  const neglect = openedAtMs === null ? 1 : Math.min(1, daysSince(openedAtMs, nowMs) / UNSEEN_DAYS);
  return (
    WEIGHTS.age * age +
    WEIGHTS.neglect * neglect +
    (isMarked ? WEIGHTS.marked : 0) +
    (isBegun ? WEIGHTS.begun : 0) +
    WEIGHTS.chance * chanceOf(`${person} ${day} ${item}`)
  );
}

function whyOf({ openedAtMs, isBegun, isMarked }: Candidate): ResurfacedWhy {
  if (isMarked) return "highlighted";
  if (isBegun) return "begun";
  return openedAtMs === null ? "never-opened" : "long-unseen";
}

const daysSince = (ms: number, nowMs: number): number => (nowMs - ms) / DAY_MS;

/** From 0 to below 1, always the same for the same words. */
export const chanceOf = (words: string): number =>
  createHash("sha256").update(words).digest().readUInt32BE(0) / 2 ** 32;
