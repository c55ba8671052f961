import { coresOf, figureOf, type Measured } from "./measured.ts";
import { PLACES_A_WORKER } from "./needs.ts";
import { type Lane, simulate } from "./queue.ts";

/** The simulation is believed when it is no farther than this from what was measured. */
export const STATED_ERROR = 0.2;
const TEXTS = 2_000;
const CALIBRATED_AT_MS = 500;

export interface Comparison {
  readonly workers: number;
  readonly aiMs: number;
  readonly measured: number;
  readonly simulated: number;
  /** Simulated by measured, less 1. */
  readonly error: number;
}

/** How one text is simulated: the CPU it was measured to need, and the waiting that explains the rate of one worker. */
export function textOf(measured: Measured): Pick<Lane, "cpuMs" | "waitMs" | "cores" | "places"> {
  const slowness = `AI of ${CALIBRATED_AT_MS} ms`;
  const of = (begins: string) => figureOf(measured, begins, { on: "distributed", ends: slowness });
  const cpuMs = of("CPU of a text, 1 worker") / 1_000;
  const taken = (PLACES_A_WORKER * 1_000) / of("texts analysed by 1 worker");
  return {
    cpuMs,
    waitMs: Math.max(0, taken - CALIBRATED_AT_MS - cpuMs),
    cores: coresOf(measured),
    places: PLACES_A_WORKER,
  };
}

/** Every measured rate of bench/rows/workers.ts that was not used to calibrate, beside what the simulation says. */
export function compare(measured: Measured, random: () => number): Comparison[] {
  const text = textOf(measured);
  return [
    { workers: 2, aiMs: 500 },
    { workers: 4, aiMs: 500 },
    { workers: 1, aiMs: 2_000 },
    { workers: 2, aiMs: 2_000 },
    { workers: 4, aiMs: 2_000 },
  ].flatMap(({ workers, aiMs }) => {
    const begins = `texts analysed by ${workers} worker`;
    const rate = measured.figures.find(
      ({ what }) => what.startsWith(begins) && what.endsWith(`AI of ${aiMs} ms`),
    )?.ours;
    if (rate === undefined) return [];
    const { perSecond } = simulate({ ...text, workers, aiMs }, { texts: TEXTS, perSecond: "at-once" }, random);
    return [{ workers, aiMs, measured: rate, simulated: perSecond, error: perSecond / rate - 1 }];
  });
}
