import { setTimeout as sleep } from "node:timers/promises";
import { readSettings } from "../../src/config/settings.ts";
import {
  type FleetFault,
  filesAway,
  postgresKilled,
  postgresRestarted,
  redisFlushed,
  redisKilled,
  workerFrozen,
  workerKilled,
} from "./fleet-faults.ts";
import { type FleetPlan, type FleetRun, openFleetRun } from "./fleet-run.ts";
import { judgeRows, type Violation } from "./oracle.ts";
import { judgeFiles, judgeSweep, openObjects } from "./oracle-files.ts";
import { paidTwice } from "./oracle-paid.ts";
import { countEvents, inWords } from "./oracle-processes.ts";
import { isQuiet } from "./rows.ts";
import type { Seeded } from "./seeded.ts";
import { until } from "./until.ts";

const TOLD_WITHIN_MS = 20_000;
const GONE_WITHIN_MS = 10_000;
/** What a server may have more in the end than when it had just begun; garbage waits to be collected. */
const MEMORY_SPARED_MB = 300;

export interface FleetResult {
  readonly violations: readonly Violation[];
  /** Steps that ran at each kill of a worker. */
  readonly kills: readonly number[];
  readonly accepted: number;
}

/** Each fault once, and a worker killed; in an order of the seed's. */
export const everyFaultOnce = (random: Seeded): FleetFault[] =>
  shuffled([postgresRestarted, redisFlushed, redisKilled, workerKilled, workerFrozen, filesAway], random);

/** Each fault once, and so many kills of workers between them. */
export const everyFault =
  (kills: number) =>
  (random: Seeded): FleetFault[] =>
    shuffled(
      [
        postgresRestarted,
        postgresKilled,
        redisFlushed,
        redisKilled,
        workerFrozen,
        filesAway,
        ...Array.from({ length: kills }, () => workerKilled),
      ],
      random,
    );

/**
 * Two servers and two workers on PostgreSQL, Redis and a bucket of their own: people share, one fault after another
 * happens, and in the end everything that was acknowledged is there, once, whole.
 * @param faults what is done, in its order
 * @param opened everything that was started; whoever is told to end disposes of it
 */
export async function runFleet(
  plan: FleetPlan,
  faults: (random: Seeded) => FleetFault[],
  opened = new AsyncDisposableStack(),
): Promise<FleetResult> {
  const { say } = plan;
  await using _ = opened;
  const run = await openFleetRun(opened, plan);
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1_000).toFixed(1);
  for (const { name, strike } of faults(run.random)) {
    await sleep(run.random.integer(plan.restMs.from, plan.restMs.to));
    const at = seconds();
    const seen = await strike(run);
    say(`${at.padStart(6)} s  ${name}: ${seen}`);
  }
  say(`${seconds().padStart(6)} s  the faults are over after ${run.load.count()} accepted shares`);
  await run.load.finish();
  say(`${seconds().padStart(6)} s  everything is sent`);
  const violations = await judgeFleet(run);
  say(`${seconds().padStart(6)} s  judged`);
  return { violations, kills: run.kills, accepted: run.load.count() };
}

async function judgeFleet(run: FleetRun): Promise<Violation[]> {
  const { plan, rows, servers, workers, client, load, watch, readers, ledger, provider, engines } = run;
  const { say } = plan;
  const members = [...servers, ...workers];
  const quietFrom = performance.now();
  await until("quiet", plan.quietWithinMs, () => isQuiet(rows)).catch((error: Error) => say(error.message));
  say(`quiet ${Math.round((performance.now() - quietFrom) / 1_000)} s after the last share`);
  const found: Violation[] = [...run.violations];
  const add = (invariant: Violation["invariant"], faults: readonly string[]) =>
    void found.push(...faults.map((what) => ({ invariant, what })));

  await run.settle();
  for (const reader of readers) add("I7", await reader.differences(TOLD_WITHIN_MS));
  for (const reader of readers) await reader.stop();
  await watch.stop();
  say(`streams: ${readers.map((one) => `${one.events} events, resumed ${one.resumed} times`).join("; ")}`);
  await tellFigures(run);

  for (const one of members) found.push(...(await one.judge()));
  say(`memory: ${members.map((one) => `${one.name} ${one.memoryMb()} MB`).join(", ")}`);
  for (const one of members)
    if (one.memoryMb() > one.memoryAtStartMb + MEMORY_SPARED_MB)
      add("I8", [`${one.name} has ${one.memoryMb()} MB and began with ${one.memoryAtStartMb}`]);
  for (const stopped of await Promise.all(members.map((one) => one.stop()))) found.push(...stopped);
  const connections = () =>
    engines.postgres.ask("select pid from pg_stat_activity where application_name like 'digital-wall %'");
  await until("the connections to end", GONE_WITHIN_MS, async () => (await connections()).length === 0).catch(() => {});
  add(
    "I8",
    (await connections()).map(() => "a connection to PostgreSQL outlived its process"),
  );
  add(
    "I8",
    run.orphans.map((what) => `a child outlived its parent: ${what}`),
  );
  add("I5", watch.violations);
  add("I9", [...client.faults, ...load.refused]);
  const logged = countEvents(members.flatMap(({ processes }) => processes));
  say(`logged as warnings and errors: ${inWords(logged)}`);
  if (logged.has("share-mended")) add("I1", ["a share was stranded and had to be mended"]);

  const snapshot = await rows.snapshot();
  if (!snapshot) return [...found, { invariant: "I1", what: "the rows are gone" }];
  const promised = ledger.read();
  found.push(...judgeRows(snapshot, promised));
  const mayBeLate = ({ step, attempt }: { step: string; attempt: number }) =>
    plan.hasShortLeases || run.frozen.has(`${step} ${attempt}`);
  const { items, strange } = provider.reached(snapshot, promised);
  add("I6", paidTwice(snapshot, { reached: items, mayBeLate }));
  if (strange > 0) add("I6", [`the provider was asked ${strange} questions about nothing that was shared`]);
  const settings = readSettings(run.settings);
  const stored = await openObjects(settings.files);
  try {
    found.push(...(await judgeFiles(stored, snapshot, Date.now())));
    say(`${snapshot.files.length} files in the rows, ${(await stored.names()).length} objects in the bucket`);
  } finally {
    await stored.close();
  }
  found.push(...(await judgeSweep(run.settings)));
  const ended = Map.groupBy(snapshot.shares, ({ state }) => state);
  say(`${snapshot.shares.length} shares (${counted(ended)}), ${snapshot.items.length} items`);
  const paid = Map.groupBy(snapshot.ai_calls, ({ state }) => state);
  say(`${engines.ai.questions.length} questions reached the provider; calls in the rows: ${counted(paid)}`);
  const failed = Map.groupBy(
    snapshot.steps.filter(({ state }) => state === "failed"),
    (step) => `${step.name} ${step.error_code}`,
  );
  say(`steps that failed: ${counted(failed) || "none"}`);
  const attempts = snapshot.steps.reduce((sum, { attempt }) => sum + attempt, 0);
  say(`${snapshot.steps.length} steps in ${attempts} attempts; looks at the rows: ${watch.looks}`);
  return found;
}

/** What people were answered, and what made the workers look. */
async function tellFigures({ plan, servers, workers, client, load, kills }: FleetRun): Promise<void> {
  const { say } = plan;
  const key = await client.key;
  const sum = new Map<string, number>();
  for (const member of [...servers, ...workers])
    for (const [name, count] of await member.figures(key)) sum.set(name, (sum.get(name) ?? 0) + count);
  const of = (name: string) => sum.get(name) ?? 0;
  const answers = [...client.answers].filter(([answer]) => answer.startsWith("POST")).toSorted();
  say(
    `kills with steps running: ${kills.filter((steps) => steps > 0).length} of ${kills.length} (${kills.join(", ")})`,
  );
  say(`accepted: ${[...load.accepted].map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
  say(`answers to posts: ${answers.map(([answer, count]) => `${answer.slice(5)} ${count}`).join(", ")}`);
  say(
    `sent again: ${client.lost} requests without an answer, ${client.delayed} told to come back; ${load.sentTwice} shares sent twice at once; slowest answer ${Math.round(client.slowestMs)} ms`,
  );
  say(
    `steps claimed by bell ${of("steps_claimed bell")}, by a place that became free ${of("steps_claimed free-place")}, by the idle look ${of("steps_claimed idle-look")}`,
  );
  say(`rings taken by Redis ${of("rings sent")}, not ${of("rings dropped")}`);
}

const counted = (groups: ReadonlyMap<string, readonly unknown[]>): string =>
  [...groups].map(([name, list]) => `${name} ${list.length}`).join(", ");

function shuffled<Value>(values: readonly Value[], random: Seeded): Value[] {
  const left = [...values];
  return values.map(() => left.splice(random.integer(0, left.length), 1)[0] as Value);
}
