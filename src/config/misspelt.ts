import { SETTINGS } from "./settings.ts";

/** Shorter names are too near to too many others. */
const SHORTEST_COMPARED = 6;

/** Names in the environment that are one or two letters from a setting: most likely meant, and silently without effect. */
export function misspeltSettings(environment: NodeJS.ProcessEnv): { name: string; meant: string }[] {
  const known = Object.keys(SETTINGS);
  return Object.keys(environment)
    .filter((name) => name.length >= SHORTEST_COMPARED && !known.includes(name))
    .flatMap((name) => {
      const meant = known.find((setting) => setting.length >= SHORTEST_COMPARED && distance(name, setting) <= 2);
      return meant === undefined ? [] : [{ name, meant }];
    });
}

/** Levenshtein's distance, given up beyond two. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 3;
}
