import { monthOf } from "./page-months.ts";

/** Older than any page and newer than any plan: outside of this a date is a mistake. */
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** Longer texts are no dates, or no place to look for one. Characters. */
const MAX_DATE = 80;
const MAX_BYLINE = 200;

const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i;
const HAS_ZONE = /(?:\b(?:GMT|UTC|Z|[ECMP][SD]T)\b|[+-]\d{2}:?\d{2})(?:\s*\([^)]*\))?\s*$/i;

/** "14:05", "9:15 -03:00", after a date. */
const CLOCK =
  /^[\s,T–-]*(?:at |um |à |a las |kl\.? |ore )?(\d{1,2})[:h](\d{2})(?::\d{2})?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?/;

/**
 * A page's date as ISO 8601 in UTC, to the second; a time without a zone is taken for UTC. Null when it is no date.
 * `language` decides what month a word is and which of 3/4 is the day.
 */
export function isoDate(value: unknown, language: string | null = null): string | null {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  if (text === "" || text.length > MAX_DATE) return null;
  return believable(fromIso(text) ?? fromEpoch(text) ?? fromWords(text)) ?? dateInText(text, language);
}

/** The first date that stands in a byline or the like, whatever is written around it. */
export function dateInText(value: string, language: string | null): string | null {
  const text = withAsciiDigits(value.slice(0, MAX_BYLINE));
  for (const read of [cjkDate, yearFirst, dayMonthYear, monthDayYear, yearMonthDay, numbersOnly]) {
    const found = read(text, language);
    if (found === null) continue;
    const { year, month, day, end } = found;
    const date = believable(timeOf({ year: gregorian(year, language), month, day }, text.slice(end)));
    if (date !== null) return date;
  }
  return null;
}

interface FoundDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Where the date ends in the text. */
  readonly end: number;
}

function cjkDate(text: string): FoundDate | null {
  const match = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/.exec(text);
  return match === null ? null : found(match, match[1], Number(match[2]), match[3]);
}

function yearFirst(text: string): FoundDate | null {
  const match = /(?<!\d)(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.\s?(\d{1,2})\.\s?(\d{1,2}))(?!\d)/.exec(
    text,
  );
  return match === null
    ? null
    : found(match, match[1], Number(match[2] ?? match[4] ?? match[6]), match[3] ?? match[5] ?? match[7]);
}

/** "12 de octubre de 2023", "1er mars 2025", "9 липня 2024 р.", "18. září 2022". */
function dayMonthYear(text: string, language: string | null): FoundDate | null {
  const pattern =
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|re|º|ª|\.|-)?[\s-]+(?:de |d['’]|of |del )?(\p{L}[\p{L}\p{M}]{1,20})\.?,?[\s-]+(?:de |del |of )?(\d{4})(?!\d)/gu;
  return byMonth(text, pattern, language, [3, 2, 1]);
}

function monthDayYear(text: string, language: string | null): FoundDate | null {
  const pattern = /(\p{L}[\p{L}\p{M}]{1,20})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/gu;
  return byMonth(text, pattern, language, [3, 1, 2]);
}

/** "2024. március 8.", "2025 m. kovo 5 d." */
function yearMonthDay(text: string, language: string | null): FoundDate | null {
  const pattern = /(?<!\d)(\d{4})(?:\.| m\.|,)?\s+(?:gada |de )?(\p{L}[\p{L}\p{M}]{1,20})\.?\s+(\d{1,2})(?!\d)/gu;
  return byMonth(text, pattern, language, [1, 2, 3]);
}

function byMonth(
  text: string,
  pattern: RegExp,
  language: string | null,
  [year, month, day]: readonly [number, number, number],
): FoundDate | null {
  for (const match of text.matchAll(pattern)) {
    const number = monthOf(match[month] ?? "", language);
    if (number !== null) return found(match, match[year], number, match[day]);
  }
  return null;
}

/** "03.03.2024", "30-11-2024", "06/05/2025": the day first, but where the month is usually written first or nobody can tell. */
function numbersOnly(text: string, language: string | null): FoundDate | null {
  const match = /(?<![\d.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\.?\d)/.exec(text);
  if (match === null) return null;
  const [one, other] = [Number(match[1]), Number(match[3])];
  const dayFirst = match[2] === "." || one > 12 || one === other || (other <= 12 && isDayFirst(language) === true);
  const monthFirst = other > 12 || isDayFirst(language) === false;
  if (!dayFirst && !monthFirst) return null;
  return dayFirst ? found(match, match[4], other, match[1]) : found(match, match[4], one, match[3]);
}

/** Null when it cannot be told: English without a country, or no language at all. */
function isDayFirst(language: string | null): boolean | null {
  if (language === null || /^en$/i.test(language)) return null;
  return !/^en-(?:US|PH|FM|PW)$/i.test(language);
}

function found(match: RegExpExecArray, year: string | undefined, month: number, day: string | undefined): FoundDate {
  return { year: Number(year), month, day: Number(day), end: match.index + match[0].length };
}

function timeOf({ year, month, day }: { year: number; month: number; day: number }, rest: string): number | null {
  // JavaScript takes the year 1 for 1901.
  if (year < 1_000) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  // A 31st of February is a mistake, not the 3rd of March.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const clock = CLOCK.exec(rest);
  if (clock === null) return date.getTime();
  const [, hours = "0", minutes = "0", half, zone = "Z"] = clock;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (/^p/i.test(half) ? 12 : 0);
  const written = `${date.toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:${minutes}:00${zoneOf(zone)}`;
  const time = Date.parse(written);
  return Number.isNaN(time) ? date.getTime() : time;
}

/** Thai pages count from the Buddha's death. */
function gregorian(year: number, language: string | null): number {
  return year > 2_400 && year < 2_700 && /^th\b/.test(language ?? "") ? year - 543 : year;
}

function withAsciiDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹०-९๐-๙]/g, (digit) => {
    const zero = [0x660, 0x6f0, 0x966, 0xe50].find(
      (start) => digit.charCodeAt(0) - start < 10 && digit.charCodeAt(0) >= start,
    );
    return zero === undefined ? digit : String(digit.charCodeAt(0) - zero);
  });
}

function believable(time: number | null): string | null {
  if (time === null || Number.isNaN(time) || time < EARLIEST || time > LATEST) return null;
  return new Date(time).toISOString();
}

function fromIso(text: string): number | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", zone = "Z"] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zoneOf(zone)}`);
}

function zoneOf(zone: string): string {
  if (/^[a-z]/i.test(zone)) return "Z";
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

function fromEpoch(text: string): number | null {
  if (/^\d{10}$/.test(text)) return Number(text) * 1_000;
  return /^\d{13}$/.test(text) ? Number(text) : null;
}

/** "3 March 2026", "Tue, 03 Mar 2026 10:00:00 GMT", "Fri Oct 10 2025 08:05:00 GMT+0000": English, with a month in letters. */
function fromWords(text: string): number | null {
  if (!/[a-z]{3}/i.test(text) || !/\d{4}/.test(text)) return null;
  const plain = text.replace(/(\d)(?:st|nd|rd|th)\b/gi, "$1");
  return Date.parse(HAS_ZONE.test(plain) ? plain : `${plain} UTC`);
}
