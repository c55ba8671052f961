/** When it is for whoever asks. */
export interface Moment {
  readonly nowMs: number;
  /** How far their clock is ahead of UTC. */
  readonly offsetMinutes: number;
}

interface TimeSpan {
  readonly fromMs: number;
  /** Null where it reaches to now. */
  readonly toMs: number | null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST_BACK = 9_999;
const AGO = /^(\d{1,4})(h|d|w|m|y)$/;
const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/**
 * What a written time means: `today`, `yesterday`, a number of hours, days, weeks, months or years back (`7d`), a year, a
 * month or a day (`2025`, `2025-03`, `2025-03-14`), or two of these with `..` between. Null where it means nothing.
 */
export function spanOf(written: string, moment: Moment): TimeSpan | null {
  const text = written.toLowerCase();
  const [first = "", last, ...more] = text.split("..");
  if (more.length > 0) return null;
  if (last === undefined) return oneSpan(first, moment);
  const [from, to] = [oneSpan(first, moment), oneSpan(last, moment)];
  return from && to && (to.toMs ?? Number.POSITIVE_INFINITY) > from.fromMs
    ? { fromMs: from.fromMs, toMs: to.toMs }
    : null;
}

function oneSpan(text: string, { nowMs, offsetMinutes }: Moment): TimeSpan | null {
  const shift = offsetMinutes * MINUTE_MS;
  /** The beginning of a day there. */
  const beginOf = (year: number, month: number, day: number): number => Date.UTC(year, month, day) - shift;
  const there = new Date(nowMs + shift);
  const [year, month, day] = [there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate()];
  if (text === "today") return { fromMs: beginOf(year, month, day), toMs: beginOf(year, month, day + 1) };
  if (text === "yesterday") return { fromMs: beginOf(year, month, day - 1), toMs: beginOf(year, month, day) };
  const ago = AGO.exec(text);
  if (ago) {
    const count = Math.min(Number(ago[1]), MOST_BACK);
    const back: Record<string, number> = {
      h: nowMs - count * 60 * MINUTE_MS,
      d: nowMs - count * DAY_MS,
      w: nowMs - count * 7 * DAY_MS,
      m: beginOf(year, month - count, day),
      y: beginOf(year - count, month, day),
    };
    return { fromMs: back[ago[2] ?? "d"] ?? nowMs, toMs: null };
  }
  const date = DATE.exec(text);
  if (!date) return null;
  const [, y = "", m, d] = date;
  const from = new Date(Date.UTC(Number(y), Number(m ?? 1) - 1, Number(d ?? 1)));
  const isThere =
    from.getUTCFullYear() === Number(y) &&
    from.getUTCMonth() === Number(m ?? 1) - 1 &&
    from.getUTCDate() === Number(d ?? 1);
  if (!isThere) return null;
  if (d !== undefined) return { fromMs: from.getTime() - shift, toMs: from.getTime() + DAY_MS - shift };
  return m === undefined
    ? { fromMs: from.getTime() - shift, toMs: beginOf(Number(y) + 1, 0, 1) }
    : { fromMs: from.getTime() - shift, toMs: beginOf(Number(y), Number(m), 1) };
}
