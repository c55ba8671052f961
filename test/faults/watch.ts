import { setTimeout as sleep } from "node:timers/promises";
import type { Rows, States } from "./rows.ts";

const LOOK_EVERY_MS = 200;

/** Looks at the rows again and again while the program lives and dies, for what must only move forward (I5). */
export interface Watch {
  readonly violations: readonly string[];
  /** How often it looked. */
  readonly looks: number;
  stop(): Promise<void>;
}

/** @param everyMs reading all rows costs something: the more there are, the less often */
export function openWatch(rows: Pick<Rows, "states">, { everyMs = LOOK_EVERY_MS } = {}): Watch {
  const violations: string[] = [];
  let looks = 0;
  let stopped = false;
  const watching = (async () => {
    let before: States | null = null;
    while (!stopped) {
      const now = await rows.states();
      if (now && before) violations.push(...movesBack(before, now));
      if (now) looks += 1;
      before = now ?? before;
      await sleep(everyMs);
    }
  })();
  return {
    violations,
    get looks() {
      return looks;
    },
    async stop() {
      stopped = true;
      await watching;
    },
  };
}

const OPEN = new Set(["ready", "waiting", "running", "processing"]);

/** What stands behind what stood there before. Exported to be tried by itself. */
export function movesBack(before: States, now: States): string[] {
  return [
    ...compare(
      "share",
      before.shares,
      now.shares,
      ({ id }) => id,
      (was, is) => {
        if (is.version < was.version) return `its version fell from ${was.version} to ${is.version}`;
        // A person may try a share again: that is a run of its own.
        const reopened = was.run === is.run && !OPEN.has(was.state) && was.state !== is.state;
        return reopened ? `it went from ${was.state} to ${is.state} within a run` : null;
      },
    ),
    ...compare(
      "step",
      before.steps,
      now.steps,
      ({ id }) => id,
      (was, is) => {
        if (is.attempt < was.attempt) return `its attempt fell from ${was.attempt} to ${is.attempt}`;
        return !OPEN.has(was.state) && was.state !== is.state ? `it went from ${was.state} to ${is.state}` : null;
      },
    ),
    ...compare(
      "wall",
      before.wall_clocks,
      now.wall_clocks,
      ({ wall }) => wall,
      (was, is) => (is.clock < was.clock ? `its clock fell from ${was.clock} to ${is.clock}` : null),
    ),
    ...compare(
      "place",
      before.places,
      now.places,
      ({ wall, item }) => `${wall}/${item}`,
      (was, is) => (is.clock < was.clock ? `its clock fell from ${was.clock} to ${is.clock}` : null),
    ),
  ];
}

function compare<Row>(
  what: string,
  before: readonly Row[],
  now: readonly Row[],
  idOf: (row: Row) => string,
  fault: (was: Row, is: Row) => string | null,
): string[] {
  const found = new Map(now.map((row) => [idOf(row), row]));
  return before.flatMap((was) => {
    const is = found.get(idOf(was));
    const problem = is === undefined ? "it was there and is gone" : fault(was, is);
    return problem === null ? [] : [`${what} ${idOf(was)}: ${problem}`];
  });
}
