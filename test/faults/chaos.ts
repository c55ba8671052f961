import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startChaosLoad } from "./chaos-load.ts";
import { openFaultRun, type RunOptions } from "./fault-run.ts";
import { everyFault, runFleet } from "./fleet.ts";
import { countNames } from "./kill-run.ts";
import { type Violation, verdictOf } from "./oracle.ts";
import { freshSeed } from "./seeded.ts";

const KILL_FROM_MS = 500;
const KILL_TO_MS = 3_000;
const SERVES_FIRST_PERCENT = 85;
const MOST_MINUTES = 24 * 60;
const QUIET_MS = 300_000;

/** As in the settings of somebody who set nothing: a frozen worker must sleep for longer than its lease. */
const FROZEN_MS = 90_000;
const FILES_AWAY_MS = 10_000;
const REDIS_AWAY_MS = 5_000;
/** What piled up while nothing could go on is worked off, on a busy machine too. */
const FLEET_QUIET_MS = 1_800_000;
const MOST_SHARES = 100_000;
const MOST_KILLS = 1_000;

const HELP = `npm run chaos -- --minutes N [--seed S] [--database sqlite|postgres]
npm run chaos -- --fleet [--shares N] [--kills N] [--seed S]

Kills the program every 0.5 to 3 seconds, whatever it is doing, while people share texts, links, files (whole and in
pieces) and lists, share things again, edit, delete, restore, cancel and try again, and somebody watches the wall. Then it
looks whether everything that was acknowledged is there, once, whole.

  --minutes N    how long to go on killing (default 1, at most ${MOST_MINUTES})
  --seed S       the seed of an earlier run, to do the same again
  --database D   sqlite (default) or postgres (a database of its own on TEST_DATABASE_URL)

With --fleet two servers and two workers share a PostgreSQL, a Redis and a bucket of S3, all started for this run and for
nobody else, and an AI provider that is played. While people share, PostgreSQL is restarted and killed, Redis flushed, killed
and started, workers killed with steps running, one frozen for ${FROZEN_MS / 1_000} s and woken, and the bucket is away for ${FILES_AWAY_MS / 1_000} s, one
after another in an order of the seed's. Needs the programs of PostgreSQL, Redis and Ceph (radosgw); takes ten minutes.

  --shares N     share at least so much (default 2000); it goes on until the faults are over
  --kills N      kills of a worker (default 10)

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

async function fleet(options: { seed: number; shares: number; kills: number; say: (line: string) => void }) {
  const { seed, shares, kills, say } = options;
  const plan = {
    seed,
    shares,
    pauseMs: { from: 300, to: 900 },
    mostWaiting: 60,
    restMs: { from: 3_000, to: 8_000 },
    frozenMs: FROZEN_MS,
    hasShortLeases: false,
    filesAwayMs: FILES_AWAY_MS,
    redisAwayMs: REDIS_AWAY_MS,
    readers: 3,
    ownBucketServer: true,
    quietWithinMs: FLEET_QUIET_MS,
    lookEveryMs: 1_000,
    say,
  };
  // Engines are processes of their own, and would outlive us.
  const opened = new AsyncDisposableStack();
  let ending: Promise<void> | null = null;
  const end = () => {
    ending ??= opened.disposeAsync().finally(() => process.exit(1));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  try {
    return await runFleet(plan, everyFault(kills), opened);
  } catch (error) {
    // What was taken away from under it is no failure of its own.
    await ending;
    throw error;
  }
}

const { values } = parseArgs({
  options: {
    fleet: { type: "boolean", default: false },
    shares: { type: "string", default: "2000" },
    kills: { type: "string", default: "10" },
    minutes: { type: "string", default: "1" },
    seed: { type: "string" },
    database: { type: "string", default: "sqlite" },
    help: { type: "boolean", default: false },
  },
});
const minutes = Number(values.minutes);
const seed = values.seed === undefined ? freshSeed() : Number(values.seed);
const { database } = values;
const [shares, kills] = [Number(values.shares), Number(values.kills)];
const isCount = (count: number, most: number) => Number.isSafeInteger(count) && count >= 0 && count <= most;
const isSane =
  minutes > 0 &&
  minutes <= MOST_MINUTES &&
  Number.isSafeInteger(seed) &&
  isCount(shares, MOST_SHARES) &&
  isCount(kills, MOST_KILLS) &&
  (database === "sqlite" || database === "postgres");
/** What was thrown, and what was thrown over it while everything was put away: Node tells only that there was such a thing. */
function* thrownIn(thrown: unknown): Iterable<string> {
  if (thrown instanceof SuppressedError) {
    yield* thrownIn(thrown.suppressed);
    yield* thrownIn(thrown.error);
  } else yield thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

if (values.help || !isSane) {
  console.log(HELP);
  process.exitCode = values.help ? 0 : 2;
} else if (values.fleet) {
  const say = (line: string) => console.log(line);
  say(`seed ${seed}, 2 servers and 2 workers on PostgreSQL, Redis and S3, ${shares} shares, ${kills} kills`);
  const startedAt = performance.now();
  const { violations } = await fleet({ seed, shares, kills, say }).catch((thrown: unknown) => {
    for (const line of thrownIn(thrown)) say(line);
    throw thrown;
  });
  say(`${verdictOf(violations)} (${Math.round((performance.now() - startedAt) / 1_000)} s, seed ${seed})`);
  process.exitCode = violations.length === 0 ? 0 : 1;
} else {
  const say = (line: string) => console.log(line);
  say(`seed ${seed}, ${database}, ${minutes} minutes`);
  const { kills, killsAtWork, violations } = await chaos({ seed, dialect: database, minutes, say });
  say(`${kills} kills, ${killsAtWork} of them with steps running; ${verdictOf(violations)}`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
