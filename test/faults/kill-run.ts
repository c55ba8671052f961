import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type FaultRun, openFaultRun, type RunOptions } from "./fault-run.ts";
import { type Violation, verdictOf } from "./oracle.ts";
import { freshSeed, seeded } from "./seeded.ts";
import { until } from "./until.ts";

/** Clients that share at the same time. */
const SENDERS = 4;
const KILL_FROM_MS = 300;
const KILL_TO_MS = 1_200;
const STEPS_WITHIN_MS = 30_000;
const ANSWER_WITHIN_MS = 60_000;
/** Everything that was interrupted is begun again, in a child each. */
const QUIET_MS = 300_000;

export interface KillRunOptions extends RunOptions {
  readonly shares: number;
  readonly kills: number;
}

export interface KillRunResult {
  readonly violations: readonly Violation[];
  /** Steps that ran at each kill. */
  readonly running: readonly number[];
  readonly items: number;
  readonly lost: number;
}

/**
 * Kills the program again and again while it reads slow pages, a step running each time, under a client that sends again
 * what was lost. In the end there is one item for each page, completed.
 */
export async function killRun(options: KillRunOptions): Promise<KillRunResult> {
  const { shares, kills, say = () => {} } = options;
  const run = await openFaultRun({ quietWithinMs: QUIET_MS, ...options });
  try {
    let isSending = true;
    const sent = sendPages(run, shares).finally(() => {
      isSending = false;
    });
    // Awaited below; until then a failure must not end the process.
    sent.catch(() => {});
    const running: number[] = [];
    while (running.length < kills) {
      await run.wall.serving();
      const { answered } = run.client;
      await sleep(run.random.integer(KILL_FROM_MS, KILL_TO_MS));
      await until("a running step", STEPS_WITHIN_MS, async () => (await run.runningSteps()).length > 0);
      // On a machine so busy that nothing is answered between two kills nothing would ever be.
      await until("an answer", ANSWER_WITHIN_MS, () => !isSending || run.client.answered > answered);
      const killed = await run.kill();
      // By the rows of the dead: what it held when it died.
      if (killed.running.length > 0) {
        running.push(killed.running.length);
        say(`kill ${running.length}: ${killed.running.length} steps running (${countNames(killed.running)})`);
      } else say("a kill with no step running, not counted");
      await run.wall.start();
    }
    await sent;
    const violations = await run.judge();
    const rows = await run.wall.rows.snapshot();
    const completed = rows?.shares.filter((share) => share.state === "completed").length ?? 0;
    const items = rows?.items.length ?? 0;
    const unread = rows?.steps.filter((step) => step.name === "read" && step.state !== "done").length ?? 0;
    if (items !== shares) violations.push({ invariant: "I2", what: `${items} items of ${shares} pages` });
    if (completed !== shares) violations.push({ invariant: "I1", what: `${completed} shares completed of ${shares}` });
    if (unread > 0) violations.push({ invariant: "I1", what: `${unread} pages were not read` });
    say(
      `${items} items, ${completed} shares completed, ${run.client.lost} requests lost on the way, ${run.watch.looks} looks at the rows`,
    );
    say(`stream: ${run.reader.events} events, resumed ${run.reader.resumed} times`);
    return { violations, running, items, lost: run.client.lost };
  } finally {
    await run.close();
  }
}

async function sendPages(run: FaultRun, shares: number): Promise<void> {
  // A random order of its own: the killer draws at other moments in each run.
  const random = seeded(run.random.seed + 1);
  let next = 0;
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      while (next < shares) {
        const n = next++;
        const url = run.sites.page({ picture: n % 10 === 0 });
        await run.client.share({ key: `page-${n}`, fields: { url }, thing: url });
        await sleep(random.integer(50, 400));
      }
    }),
  );
}

/** `read×4, analyze×1` */
export function countNames(names: readonly string[]): string {
  const counts = Map.groupBy(names, (name) => name);
  return [...counts].map(([name, list]) => `${name}×${list.length}`).join(", ");
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "20" },
      shares: { type: "string", default: "200" },
      seed: { type: "string" },
      database: { type: "string", default: "sqlite" },
    },
  });
  const seed = values.seed === undefined ? freshSeed() : Number(values.seed);
  const say = (line: string) => console.log(line);
  say(`seed ${seed}, ${values.database}`);
  const dialect = values.database === "postgres" ? "postgres" : "sqlite";
  const startedAt = performance.now();
  const { violations } = await killRun({
    seed,
    dialect,
    shares: Number(values.shares),
    kills: Number(values.kills),
    say,
  });
  say(`${verdictOf(violations)} (${Math.round((performance.now() - startedAt) / 1_000)} s)`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
