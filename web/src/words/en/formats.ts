import { figures } from "./figures.ts";

/** How times, sizes and prices are written. */
export const formats = {
  /** What Intl goes by. */
  locale: "en-GB",
  justNow: "just now",
  minutesAgo: (count: number) => `${count} min ago`,
  hoursAgo: (count: number) => `${count} h ago`,
  yesterday: "yesterday",
  daysAgo: (count: number) => `${count} days ago`,
  bytes: (count: number) => (count === 1 ? "1 byte" : `${figures(count)} bytes`),
  milliseconds: (count: string) => `${count} ms`,
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
  free: "free",
  cents: (amount: string) => `${amount} ¢`,
  leastCents: "under 0.01 ¢",
  dollars: (amount: string) => `$${amount}`,
};
