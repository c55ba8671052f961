/** A beginning that all numbers of a stretch have in common, as they are written in terms. */
export type Beginning = string;

const READING_DIGITS = 4;
const MOST_MINUTES = 10 ** READING_DIGITS - 1;

/** Whole minutes as digits that sort as they count. */
export const minutesDigits = (minutes: number): string =>
  String(Math.min(Math.max(0, Math.round(minutes)), MOST_MINUTES)).padStart(READING_DIGITS, "0");

/** The beginnings that stand for all numbers of minutes from the one to the other, both included; at most some 80. */
export function minutesBeginnings(least: number | null, most: number | null): Beginning[] {
  const from = Math.max(0, least ?? 0);
  const to = Math.min(most ?? MOST_MINUTES, MOST_MINUTES) + 1;
  const beginnings: Beginning[] = [];
  for (let at = from; at < to; ) {
    let size = 1;
    let digits = READING_DIGITS;
    while (digits > 1 && at % (size * 10) === 0 && at + size * 10 <= to) {
      size *= 10;
      digits -= 1;
    }
    beginnings.push(minutesDigits(at).slice(0, digits));
    at += size;
  }
  return beginnings;
}

const QUARTER_MS = 15 * 60_000;
/** The years that terms can tell apart; what lies outside counts as their first or last moment. */
const FIRST_YEAR = 1000;
const FIRST_MS = Date.UTC(FIRST_YEAR, 0, 1);
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59);

const padded = (number: number): string => String(number).padStart(2, "0");

/** The beginning of its quarter of an hour. */
export const quarterOf = (ms: number): number => Math.floor(ms / QUARTER_MS) * QUARTER_MS;

/** A moment to the quarter of an hour, in UTC: year, month, day, hour and quarter as eleven digits. */
export function quarterDigits(ms: number): string {
  const time = new Date(Math.min(Math.max(ms, FIRST_MS), LAST_MS));
  const [year, month, day] = [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate()];
  const quarter = Math.floor(time.getUTCMinutes() / 15);
  return `${String(year).padStart(4, "0")}${padded(month)}${padded(day)}${padded(time.getUTCHours())}${quarter}`;
}

/** Each the beginning of so many digits that a stretch of time shares, the longest stretch first. */
const STRETCHES: readonly { digits: number; end(time: Date): number | null }[] = [
  { digits: 1, end: (time) => yearsOn(time, 1_000) },
  { digits: 2, end: (time) => yearsOn(time, 100) },
  { digits: 3, end: (time) => yearsOn(time, 10) },
  { digits: 4, end: (time) => yearsOn(time, 1) },
  { digits: 6, end: (time) => (isMidnight(time) && time.getUTCDate() === 1 ? monthOn(time) : null) },
  { digits: 8, end: (time) => (isMidnight(time) ? time.getTime() + 86_400_000 : null) },
  { digits: 10, end: (time) => (time.getUTCMinutes() === 0 ? time.getTime() + 3_600_000 : null) },
  { digits: 11, end: (time) => time.getTime() + QUARTER_MS },
];

const isMidnight = (time: Date): boolean => time.getUTCHours() === 0 && time.getUTCMinutes() === 0;
const monthOn = (time: Date): number => Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 1);

function yearsOn(time: Date, years: number): number | null {
  const year = time.getUTCFullYear();
  const isBegin = isMidnight(time) && time.getUTCDate() === 1 && time.getUTCMonth() === 0 && year % years === 0;
  return isBegin ? Date.UTC(year + years, 0, 1) : null;
}

/**
 * The beginnings that stand for all moments from the one on and before the other, to the quarter of an hour: some 130 at
 * most. Null reaches as far as there are years.
 */
export function timeBeginnings(fromMs: number | null, toMs: number | null): Beginning[] {
  const floor = (ms: number) =>
    Math.floor(Math.min(Math.max(ms, FIRST_MS), LAST_MS + 60_000) / QUARTER_MS) * QUARTER_MS;
  const to = toMs === null ? Date.UTC(10_000, 0, 1) : floor(toMs);
  const beginnings: Beginning[] = [];
  for (let at = fromMs === null ? FIRST_MS : floor(fromMs); at < to; ) {
    const time = new Date(at);
    for (const { digits, end } of STRETCHES) {
      const next = end(time);
      if (next === null || next > to) continue;
      beginnings.push(quarterDigits(at).slice(0, digits));
      at = next;
      break;
    }
  }
  return beginnings;
}
