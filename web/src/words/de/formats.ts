import type { formats as english } from "../en/formats.ts";
import { figures } from "./figures.ts";

export const formats: typeof english = {
  locale: "de-DE",
  justNow: "gerade eben",
  minutesAgo: (count) => `vor ${count} Min.`,
  hoursAgo: (count) => `vor ${count} Std.`,
  yesterday: "gestern",
  daysAgo: (count) => `vor ${count} Tagen`,
  bytes: (count) => (count === 1 ? "1 Byte" : `${figures(count)} Byte`),
  milliseconds: (count) => `${count} ms`,
  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} Min.`,
  free: "kostenlos",
  cents: (amount) => `${amount} ¢`,
  leastCents: "unter 0,01 ¢",
  dollars: (amount) => `${amount} $`,
};
