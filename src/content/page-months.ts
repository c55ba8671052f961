/** Languages whose month names are known; the runtime's own tables have the words. */
const LANGUAGES =
  "en de fr es it pt nl pl cs sk sl hr hu ro ru uk be bg mk sr el tr az sv da nb fi et lv lt ga ca eu gl id ms vi th hi bn ar he fa ur ka hy sq is".split(
    " ",
  );

/** A month's forms: alone ("март"), in a date ("марта"), short ("мар."). */
const FORMS: readonly Intl.DateTimeFormatOptions[] = [
  { month: "long" },
  { month: "long", day: "numeric" },
  { month: "short" },
  { month: "short", day: "numeric" },
];

const known = new Map<string, ReadonlyMap<string, number>>();
let everywhere: ReadonlyMap<string, number> | undefined;

/**
 * The month (1 to 12) that a word means, in the page's language if it is told, else in any language; null for words that
 * are no month, and for those that are different months to different people ("listopad").
 */
export function monthOf(word: string, language: string | null): number | null {
  const folded = fold(word);
  const own = language === null ? undefined : monthsOf(language.split("-")[0] ?? "").get(folded);
  return own ?? allMonths().get(folded) ?? null;
}

function monthsOf(language: string): ReadonlyMap<string, number> {
  const found = known.get(language);
  if (found !== undefined) return found;
  const months = new Map<string, number>();
  if (LANGUAGES.includes(language))
    for (const form of FORMS) {
      const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { ...form, timeZone: "UTC" });
      for (let month = 0; month < 12; month++) {
        const parts = format.formatToParts(Date.UTC(2025, month, 15));
        const name = fold(parts.find(({ type }) => type === "month")?.value ?? "");
        if (/\p{L}/u.test(name) && !months.has(name)) months.set(name, month + 1);
      }
    }
  known.set(language, months);
  return months;
}

function allMonths(): ReadonlyMap<string, number> {
  if (everywhere !== undefined) return everywhere;
  const merged = new Map<string, number>();
  const disputed = new Set<string>();
  for (const language of LANGUAGES)
    for (const [name, month] of monthsOf(language)) {
      if ((merged.get(name) ?? month) !== month) disputed.add(name);
      merged.set(name, month);
    }
  // English is what a page's machinery speaks, whatever its own language.
  for (const name of disputed) if (!monthsOf("en").has(name)) merged.delete(name);
  for (const [name, month] of monthsOf("en")) merged.set(name, month);
  everywhere = merged;
  return merged;
}

function fold(word: string): string {
  return word.toLowerCase().normalize("NFC").replace(/\.$/, "");
}
