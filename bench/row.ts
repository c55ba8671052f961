import type { Topology } from "./server.ts";
import { median, spread } from "./statistics.ts";

export type Unit =
  | "/s"
  | "ms"
  | "MB"
  | "MB/s"
  | "KB"
  | "µs CPU"
  | "s"
  | "×"
  | "rows"
  | "transactions"
  | "commands"
  | "messages"
  | "requests"
  | "objects";

/** One line of the table: what was measured of ours and, in the same run, of the limit beside it. */
export interface Figure {
  readonly what: string;
  readonly unit: Unit;
  /** One value a run; none where it could not be measured, and the note says why. */
  readonly ours: readonly number[];
  /** What stands beside it; null when the aim is a figure of its own. */
  readonly limit: { readonly what: string; readonly values: readonly number[] } | null;
  /** What is aimed at; null for a figure that only explains others. */
  readonly aim: Aim | null;
  readonly note?: string;
}

export interface Aim {
  readonly text: string;
  readonly isMet: (measured: { readonly ours: number; readonly ratio: number }) => boolean;
}

/** What a row has to go on: how long, how often. */
export interface BenchOptions {
  /** Runs of each side, one after another in turn. */
  readonly rounds: number;
  /** How long one run lasts, ms. */
  readonly runMs: number;
  /** Short and rough: to see that everything works. */
  readonly quick: boolean;
  /** A folder in which what takes long to fill stays for the next run; null where nothing stays. */
  readonly keepIn: string | null;
}

/** One row of the table of design aims, a file each in rows/. It is measured on each topology that it names. */
export interface Row {
  readonly name: string;
  readonly about: string;
  /** Where it can be measured; none for what does not depend on it. */
  readonly on: readonly Topology[];
  /** It takes so long that it is measured only when it is asked for by its name. */
  readonly onlyNamed?: boolean;
  measure(options: BenchOptions, topology: Topology): Promise<Figure[]>;
}

/** A figure and where it was measured; null where that makes no difference. */
export type Measured = Figure & { readonly on: Topology | null };

export interface Summary {
  readonly ours: number;
  readonly limit: number | null;
  /** Ours by the limit: the median of the pairs measured one after another, which noise hits alike. */
  readonly ratio: number | null;
  readonly runs: number;
  readonly spread: number;
  readonly verdict: "met" | "missed" | null;
}

export function summarise({ ours, limit, aim }: Figure): Summary {
  const ratios = limit ? ours.map((value, index) => value / (limit.values[index] ?? Number.NaN)) : [];
  const middle = median(ours);
  const ratio = limit ? median(ratios) : null;
  const isMet = ours.length === 0 ? undefined : aim?.isMet({ ours: middle, ratio: ratio ?? Number.NaN });
  return {
    ours: middle,
    limit: limit ? median(limit.values) : null,
    ratio,
    runs: ours.length,
    spread: spread(limit ? ratios : ours),
    verdict: isMet === undefined ? null : isMet ? "met" : "missed",
  };
}

/** Measures all sides in turn, round after round, each round from another end, so that noise and drift hit them alike. */
export async function inRounds<Name extends string, Result>(
  rounds: number,
  sides: Readonly<Record<Name, () => Promise<Result>>>,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(sides) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Result[]>;
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed()) results[name].push(await sides[name]());
  return results;
}
