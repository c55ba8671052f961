import { textOf } from "./values.ts";

/** The first day after the one that archives and empty clocks give when they know none. */
const EARLIEST_MS = Date.UTC(1980, 0, 2);
/** A clock that runs ahead by less is taken as it is. */
const AHEAD_MS = 86_400_000;

/** Below it a number is seconds: they reach it in the year 5138. */
const SECONDS_BELOW = 1e11;
const MS_BELOW = 1e14;
const MICROSECONDS_BELOW = 1e17;

const MONTHS: Readonly<Record<string, number>> = {
  jan: 0,
  feb: 1,
  mar: 2,
  mär: 2,
  mrz: 2,
  apr: 3,
  may: 4,
  mai: 4,
  jun: 5,
  jul: 6,
  aug: 7,
  sep: 8,
  okt: 9,
  oct: 9,
  nov: 10,
  dez: 11,
  dec: 11,
};

/**
 * The time that a value of an export means, in milliseconds since 1970; null for nothing and for what is no time or an
 * absurd one (before 1980, or later than a day from `nowMs`). Understands seconds, milliseconds and microseconds as numbers or
 * digits, ISO 8601 and what databases make of it (`2022-11-06 04:33:50+00:00`), `31.12.2023 14:05`, `12/31/2023` (the day first when only that
 * can be), `31 Dec 2023`, `December 31, 2023`, and the date of a mail. Without a zone, UTC. Never throws.
 */
export function readTime(value: unknown, nowMs: number): number | null {
  const ms = parseTime(value);
  return ms !== null && Number.isFinite(ms) && ms >= EARLIEST_MS && ms <= nowMs + AHEAD_MS ? Math.round(ms) : null;
}

/** Whether there is something in the value at all; zero and empty are how services say that they do not know. */
export function isTimeGiven(value: unknown): boolean {
  return !/^\s*(?:0+(?:\.0+)?|-1|null|none)?\s*$/i.test(textOf(value));
}

function parseTime(value: unknown): number | null {
  if (typeof value === "number") return fromNumber(value);
  if (typeof value === "bigint") return fromNumber(Number(value));
  if (typeof value !== "string" || value.length > 100) return null;
  const text = value.trim();
  if (text === "") return null;
  if (/^[+-]?\d{1,20}(?:\.\d*)?$/.test(text)) return fromDigits(text);
  return fromIso(text) ?? fromDayFirst(text) ?? fromSlashes(text) ?? fromNames(text);
}

/** Eight digits are a day written without dashes more often than a second of 1970. */
function fromDigits(text: string): number | null {
  const [, year, month, day] = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  return year === undefined ? fromNumber(Number(text)) : utc([Number(year), Number(month) - 1, Number(day)], "");
}

function fromNumber(number: number): number | null {
  if (number < SECONDS_BELOW) return number * 1_000;
  if (number < MS_BELOW) return number;
  return number < MICROSECONDS_BELOW ? number / 1_000 : null;
}

function fromIso(text: string): number | null {
  const [, year, month, day, rest = ""] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(.*)$/.exec(text) ?? [];
  return year === undefined ? null : utc([Number(year), Number(month) - 1, Number(day)], rest);
}

function fromDayFirst(text: string): number | null {
  const [, day, month, year, rest = ""] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(.*)$/.exec(text) ?? [];
  return year === undefined ? null : utc([Number(year), Number(month) - 1, Number(day)], rest);
}

function fromSlashes(text: string): number | null {
  const [, first, second, year, rest = ""] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(.*)$/.exec(text) ?? [];
  if (year === undefined) return null;
  const isDayFirst = Number(first) > 12;
  return utc([Number(year), Number(isDayFirst ? second : first) - 1, Number(isDayFirst ? first : second)], rest);
}

function fromNames(text: string): number | null {
  const [, day, month, year, rest = ""] =
    /^(?:\p{L}+,?\s+)?(\d{1,2})\.?[\s-]+(\p{L}+)\.?,?[\s-]+(\d{4})(.*)$/u.exec(text) ?? [];
  if (year !== undefined) return named(year, month, day, rest);
  const [, month2, day2, year2, rest2 = ""] =
    /^(?:\p{L}+,\s+)?(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(.*)$/u.exec(text) ?? [];
  return year2 === undefined ? null : named(year2, month2, day2, rest2);
}

function named(year: string, month: string | undefined, day: string | undefined, rest: string): number | null {
  const number = MONTHS[(month ?? "").slice(0, 3).toLowerCase()];
  return number === undefined ? null : utc([Number(year), number, Number(day)], rest);
}

/** A day with what stands after it: a time of day, a zone, both or neither; anything else is no time. */
function utc([year, month, day]: readonly [number, number, number], rest: string): number | null {
  if (month < 0 || month > 11 || day < 1 || day > 31) return null;
  const time =
    /^(?:,?[T\s]+(?:at |um )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm)?(?:\s*Uhr)?)?\s*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2})?)?(?:\s*\([^)]*\))?$/i.exec(
      rest,
    );
  if (time === null) return null;
  const [, hour = "0", minute = "0", second = "0", fraction = "0", half, , sign, zoneHour = "0", zoneMinute = "0"] =
    time;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0);
  if (hours > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const zone = (sign === "-" ? -1 : 1) * (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000;
  const ms = Date.UTC(
    year,
    month,
    day,
    hours,
    Number(minute),
    Number(second),
    Math.floor(Number(`0.${fraction}`) * 1_000),
  );
  return ms - zone;
}
