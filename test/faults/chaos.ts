import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startChaosLoad } from "./chaos-load.ts";
import { openFaultRun, type RunOptions } from "./fault-run.ts";
import { countNames } from "./kill-run.ts";
import { type Violation, verdictOf } from "./oracle.ts";
import { freshSeed } from "./seeded.ts";

const KILL_FROM_MS = 500;
const KILL_TO_MS = 3_000;
const SERVES_FIRST_PERCENT = 85;
const MOST_MINUTES = 24 * 60;
const QUIET_MS = 300_000;

const HELP = `npm run chaos -- --minutes N [--seed S] [--database sqlite|postgres]

Kills the program every 0.5 to 3 seconds, whatever it is doing, while people share texts, links, files (whole and in
pieces) and lists, share things again, edit, delete, restore, cancel and try again, and somebody watches the wall. Then it
looks whether everything that was acknowledged is there, once, whole.

  --minutes N    how long to go on killing (default 1, at most ${MOST_MINUTES})
  --seed S       the seed of an earlier run, to do the same again
  --database D   sqlite (default) or postgres (a database of its own on DW_TEST_POSTGRES_URL)

Ends with 1 when something does not hold.`;

interface ChaosResult {
  readonly kills: number;
  readonly killsAtWork: number;
  readonly violations: readonly Violation[];
}

async function chaos(options: RunOptions & { minutes: number; say: (line: string) => void }): Promise<ChaosResult> {
  const { say, minutes } = options;
  const run = await openFaultRun({ quietWithinMs: QUIET_MS, ...options });
  try {
    const load = startChaosLoad(run);
    const startedAt = performance.now();
    const until = startedAt + minutes * 60_000;
    let kills = 0;
    let killsAtWork = 0;
    while (performance.now() < until) {
      // Some die before they serve.
      if (run.random.chance(SERVES_FIRST_PERCENT)) await run.wall.serving();
      await sleep(run.random.integer(KILL_FROM_MS, KILL_TO_MS));
      const { running } = await run.kill();
      kills += 1;
      if (running.length > 0) killsAtWork += 1;
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      say(
        `kill ${kills} at ${seconds} s: ${running.length} steps running${running.length > 0 ? ` (${countNames(running)})` : ""}`,
      );
      void run.wall.start();
    }
    await run.wall.serving();
    await load.stop();
    const differences: Violation[] = (await load.differences()).map((what) => ({ invariant: "I1", what }));
    const violations = [...differences, ...(await run.judge())];
    say(`deeds: ${[...load.deeds].map(([deed, times]) => `${deed} ${times}`).join(", ")}`);
    say(
      `requests lost ${run.client.lost}, told to come back ${run.client.delayed}; promises kept in the ledger: ${run.ledger.read().length}`,
    );
    say(
      `stream: ${run.reader.events} events, resumed ${run.reader.resumed} times; looks at the rows: ${run.watch.looks}`,
    );
    return { kills, killsAtWork, violations };
  } finally {
    await run.close();
  }
}

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string" },
    database: { type: "string", default: "sqlite" },
    help: { type: "boolean", default: false },
  },
});
const minutes = Number(values.minutes);
const seed = values.seed === undefined ? freshSeed() : Number(values.seed);
const { database } = values;
const isSane =
  minutes > 0 &&
  minutes <= MOST_MINUTES &&
  Number.isSafeInteger(seed) &&
  (database === "sqlite" || database === "postgres");
if (values.help || !isSane) {
  console.log(HELP);
  process.exitCode = values.help ? 0 : 2;
} else {
  const say = (line: string) => console.log(line);
  say(`seed ${seed}, ${database}, ${minutes} minutes`);
  const { kills, killsAtWork, violations } = await chaos({ seed, dialect: database, minutes, say });
  say(`${kills} kills, ${killsAtWork} of them with steps running; ${verdictOf(violations)}`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
