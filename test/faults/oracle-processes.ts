import type { Violation } from "./oracle.ts";
import { openDescriptors, processesOfGroup, type ServerProcess } from "./server-process.ts";
import { until } from "./until.ts";

const BASELINE_WITHIN_MS = 20_000;
/** Connections that wait to be used again: to our client, the sites, the picture child, the database. */
const DESCRIPTORS_SPARED = 40;

/**
 * I8: descriptors and children of a living process.
 * @param baseline its open descriptors when it had just begun
 */
export async function judgeProcess(pid: number, baseline: number): Promise<Violation[]> {
  const children = () => processesOfGroup(pid).filter((line) => line.includes("step-child"));
  const most = baseline + DESCRIPTORS_SPARED;
  await until("the baseline", BASELINE_WITHIN_MS, () => children().length === 0 && openDescriptors(pid) <= most).catch(
    () => {},
  );
  const open = openDescriptors(pid);
  return [
    ...children().map((line) => ({ invariant: "I8" as const, what: `a step's child is left: ${line}` })),
    ...(open > most
      ? [{ invariant: "I8" as const, what: `${open} descriptors are open; at the start there were ${baseline}` }]
      : []),
  ];
}

/** `step-lost (3), share-mended (1)` */
export const inWords = (counts: ReadonlyMap<string, number>): string =>
  counts.size === 0 ? "nothing" : [...counts].map(([what, times]) => `${what} (${times})`).join(", ");

/** What the processes logged as warnings and errors, by event and its code. */
export function countEvents(processes: readonly ServerProcess[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of processes.flatMap(({ log }) => log)) {
    const [, event] = /"level":"(?:warn|error)","event":"([^"]+)"/.exec(line) ?? [];
    if (event === undefined) continue;
    const [, code] = /"code":"([^"]+)"/.exec(line) ?? [];
    const what = code === undefined ? event : `${event} ${code}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return counts;
}
