/** Numbers that look random and are the same for the same seed (mulberry32), so that a run can be replayed. */
export interface Seeded {
  readonly seed: number;
  /** From `from` up to, not including, `to`. */
  integer(from: number, to: number): number;
  oneOf<T>(values: readonly T[]): T;
  /** True in `percent` of the cases. */
  chance(percent: number): boolean;
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from));
  return {
    seed,
    integer,
    oneOf<T>(values: readonly T[]): T {
      return values[integer(0, values.length)] as T;
    },
    chance: (percent) => next() * 100 < percent,
  };
}

/** A seed for a run that was given none; it is printed. */
export const freshSeed = (): number => Math.floor(Math.random() * 2 ** 31);
