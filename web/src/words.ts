import { signal } from "@preact/signals";

/** The time that ages are counted from; moves on every half minute. */
export const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 30_000);

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const dayAndMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const fullDate = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const clockTime = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** How long ago, in words: "just now", "4 min ago", "3 h ago", "yesterday", "2 days ago", "3 May", "3 May 2024". */
export function ageOf(time: string, nowMs: number): string {
  const then = new Date(time);
  const passed = nowMs - then.getTime();
  if (Number.isNaN(passed)) return "";
  if (passed < MINUTE_MS) return "just now";
  if (passed < HOUR_MS) return `${Math.floor(passed / MINUTE_MS)} min ago`;
  const today = new Date(nowMs);
  const nights = Math.round((startOfDay(today) - startOfDay(then)) / DAY_MS);
  if (nights === 0 || passed < 4 * HOUR_MS) return `${Math.floor(passed / HOUR_MS)} h ago`;
  if (nights === 1) return "yesterday";
  if (nights < 7) return `${nights} days ago`;
  return then.getFullYear() === today.getFullYear() ? dayAndMonth.format(then) : fullDate.format(then);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** "14 April 2026". */
export function dateOf(time: string): string {
  return fullDate.format(new Date(time));
}

/** "10:42". */
export function clockOf(timeMs: number): string {
  return clockTime.format(timeMs);
}

/** "418 KB", "1.7 MB": thousands, one decimal below ten. */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return countOf(bytes, "byte");
  let size = bytes;
  let unit = "";
  for (const next of ["KB", "MB", "GB"]) {
    if (size < 999.5) break;
    size /= 1000;
    unit = next;
  }
  return `${size < 9.95 && unit !== "KB" ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

/** "1.8 s", "640 ms", "2 min". */
export function spanOf(ms: number): string {
  if (ms < 950) return `${Math.max(0, Math.round(ms))} ms`;
  return ms < 90_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / MINUTE_MS)} min`;
}

/** "one", "two", … up to nine, then figures. */
export function numberOf(count: number): string {
  return ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][count] ?? String(count);
}

/** "1 thing", "41 things". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

/** The name of a language by its tag: "en" is "English". */
export function languageOf(tag: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The direction a text begins in, so that what stands under a title can follow it. */
export function directionOf(text: string): "rtl" | "ltr" {
  const strong = /[\p{L}]/u.exec(text);
  return strong !== null && /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/.test(strong[0]) ? "rtl" : "ltr";
}
