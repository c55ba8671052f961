import { computed, signal } from "@preact/signals";
import { words } from "./words/words.ts";

/** The time that ages are counted from; moves on every half minute. */
export const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 30_000);

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** How dates and names are written in the language that is spoken. */
const written = computed(() => {
  const { locale } = words.value.formats;
  return {
    dayAndMonth: new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" }),
    fullDate: new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" }),
    month: new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }),
    clock: new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }),
    languages: new Intl.DisplayNames(locale, { type: "language" }),
  };
});

/** How long ago, in words: "just now", "4 min ago", "3 h ago", "yesterday", "2 days ago", "3 May", "3 May 2024". */
export function ageOf(time: string, nowMs: number): string {
  const { formats } = words.value;
  const then = new Date(time);
  const passed = nowMs - then.getTime();
  if (Number.isNaN(passed)) return "";
  if (passed < MINUTE_MS) return formats.justNow;
  if (passed < HOUR_MS) return formats.minutesAgo(Math.floor(passed / MINUTE_MS));
  const today = new Date(nowMs);
  const nights = Math.round((startOfDay(today) - startOfDay(then)) / DAY_MS);
  if (nights === 0 || passed < 4 * HOUR_MS) return formats.hoursAgo(Math.floor(passed / HOUR_MS));
  if (nights === 1) return formats.yesterday;
  if (nights < 7) return formats.daysAgo(nights);
  const { dayAndMonth, fullDate } = written.value;
  return then.getFullYear() === today.getFullYear() ? dayAndMonth.format(then) : fullDate.format(then);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** "14 April 2026". */
export function dateOf(time: string): string {
  return written.value.fullDate.format(new Date(time));
}

/** "April 2026" of "2026-04". */
export function monthOf(month: string): string {
  return written.value.month.format(new Date(`${month}-01T00:00:00Z`));
}

/** "10:42". */
export function clockOf(timeMs: number): string {
  return written.value.clock.format(timeMs);
}

/** "1,234", "1.7": with at least and at most so many decimals, none when nothing is said. */
export function figuresOf(value: number, { least = 0, most = 0 }: { least?: number; most?: number } = {}): string {
  return value.toLocaleString(words.value.formats.locale, {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  });
}

/** "418 KB", "1.7 MB": thousands, one decimal below ten. */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return words.value.formats.bytes(bytes);
  let size = bytes;
  let unit = "";
  for (const next of ["KB", "MB", "GB"]) {
    if (size < 999.5) break;
    size /= 1000;
    unit = next;
  }
  const digits = size < 9.95 && unit !== "KB" ? 1 : 0;
  return `${figuresOf(size, { least: digits, most: digits })} ${unit}`;
}

/** "1.8 s", "640 ms", "2 min". */
export function spanOf(ms: number): string {
  const { formats } = words.value;
  if (ms < 950) return formats.milliseconds(figuresOf(Math.max(0, ms)));
  return ms < 90_000
    ? formats.seconds(figuresOf(ms / 1000, { least: 1, most: 1 }))
    : formats.minutes(figuresOf(ms / MINUTE_MS));
}

/** The name of a language by its tag: "en" is "English". */
export function languageOf(tag: string): string {
  try {
    return written.value.languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The direction a text begins in, so that what stands under a title can follow it. */
export function directionOf(text: string): "rtl" | "ltr" {
  const strong = /[\p{L}]/u.exec(text);
  return strong !== null && /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/.test(strong[0]) ? "rtl" : "ltr";
}
