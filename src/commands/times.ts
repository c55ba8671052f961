const STEPS = [
  { unit: "year", ms: 31_557_600_000 },
  { unit: "month", ms: 2_629_800_000 },
  { unit: "week", ms: 604_800_000 },
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
] as const;

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** A time as a person says it: "just now", "5 minutes ago", "in 3 days". @param iso as on the wire */
export function timeInWords(iso: string, nowMs: number = Date.now()): string {
  const awayMs = Date.parse(iso) - nowMs;
  if (Number.isNaN(awayMs)) return iso;
  const step = STEPS.find(({ ms }) => Math.abs(awayMs) >= ms);
  if (!step) return awayMs > 0 ? "in a moment" : "just now";
  return words.format(Math.trunc(awayMs / step.ms), step.unit);
}

/** A size as a person says it. */
export function bytesInWords(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1_000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${units[power]}`;
}
