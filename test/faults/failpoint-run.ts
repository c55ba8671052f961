import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { FAILPOINTS, type Failpoint } from "../../src/core/failpoint.ts";
import { type FaultRun, type Killed, openFaultRun, type RunOptions } from "./fault-run.ts";
import { openMortalWall } from "./mortal-wall.ts";
import { type Violation, verdictOf } from "./oracle.ts";
import { freshSeed } from "./seeded.ts";
import { aPicture } from "./sites.ts";

const DEATH_WITHIN_MS = 120_000;
/** Places are reached at once by what is shared, or at most so many visits later. */
const MOST_VISITS = 4;
/** A page is read in about this time; faster shares would only pile up. */
const SHARE_EVERY_MS = 400;

export interface FailpointRunOptions extends RunOptions {
  readonly place: Failpoint;
  readonly kills: number;
}

export interface FailpointRunResult {
  readonly kills: number;
  readonly violations: readonly Violation[];
}

/** Has the program die at one place again and again, and judges what the client finds in the end. */
export async function failpointRun(options: FailpointRunOptions): Promise<FailpointRunResult> {
  return options.place === "in-migration" ? await migrationRun(options) : await placeRun(options);
}

async function placeRun(options: FailpointRunOptions): Promise<FailpointRunResult> {
  const run = await openFaultRun(options);
  try {
    await killAtPlace(run, options);
    return { kills: options.kills, violations: await run.judge() };
  } finally {
    await run.close();
  }
}

/** Kills at one place; the last process is left unarmed. */
export async function killAtPlace(run: FaultRun, { place, kills, say = () => {} }: FailpointRunOptions): Promise<void> {
  const sending: Promise<unknown>[] = [];
  for (let kill = 1; kill <= kills; kill++) {
    // A share whose answer was lost is sent again: that is the first visit, and answers. The next one dies.
    const nth = run.random.integer(place === "accept-committed" && kill > 1 ? 2 : 1, MOST_VISITS + 1);
    const killed = await dieAt(run, { place, nth }, sending);
    say(
      `${place}:${nth} kill ${kill}: ${killed.running.length} steps running${killed.served ? "" : ", before it served"}`,
    );
  }
  await run.wall.start();
  await Promise.all(sending);
}

/**
 * Starts the program armed, and shares until it dies. What was under way is added to `sending`: it is answered by a
 * later process. With steps to work on from before it may die before it serves.
 */
export async function dieAt(
  run: FaultRun,
  { place, nth }: { place: Failpoint; nth: number },
  sending: Promise<unknown>[],
): Promise<Killed & { served: boolean }> {
  if (run.wall.process) await run.wall.stop();
  if ((await run.wall.start({ DW_CRASH_AT: `${place}:${nth}` })) === "died")
    return { running: await run.wall.rows.runningSteps(run.wall.processes.at(-1)?.pid ?? 0), served: false };
  let isAlive = true;
  const dead = run.awaitDeath(DEATH_WITHIN_MS).finally(() => {
    isAlive = false;
  });
  // A share that is refused ends the run first.
  dead.catch(() => {});
  // Shares until it dies, one after another; the last of them is sent again by itself once its process is gone.
  while (isAlive) await Promise.race([dead, paced(sending, shareAtPlace(run, place))]);
  return { ...(await dead), served: true };
}

/** Remembers what is under way, and leaves a moment for it to be worked on. */
async function paced(sending: Promise<unknown>[], share: Promise<unknown>): Promise<void> {
  sending.push(share);
  await share;
  await sleep(SHARE_EVERY_MS);
}

let shared = 0;

/** A share that leads past this place. */
async function shareAtPlace(run: FaultRun, place: Failpoint): Promise<void> {
  const n = ++shared;
  const key = `${place}-${n}`;
  if (place === "bytes-staged" || (place === "file-put" && n % 2 === 0)) {
    const files = [{ name: `lamp-${n}.png`, type: "image/png", bytes: await aPicture(run.random) }];
    await run.client.share({ key, fields: { note: `picture ${n}` }, files });
  } else if (place === "accept-committed" || place === "analysis-answered") {
    await run.client.share({ key, fields: { text: `The lamplighter's note number ${n}` } });
  } else {
    const url = run.sites.page({ picture: place === "file-put" || n % 3 === 0 });
    await run.client.share({ key, fields: { url }, thing: url });
  }
}

/** Each kill needs a database without tables: a folder of its own. */
async function migrationRun({
  kills,
  dialect = "sqlite",
  mutant,
  say = () => {},
}: FailpointRunOptions): Promise<FailpointRunResult> {
  const violations: Violation[] = [];
  for (let kill = 1; kill <= kills; kill++) {
    const wall = await openMortalWall({ dialect, ...(mutant === undefined ? {} : { mutant }) });
    try {
      const first = await wall.start({ DW_CRASH_AT: "in-migration" });
      if (first !== "died") violations.push({ invariant: "I1", what: "it did not die in the migration" });
      const left = await wall.rows.snapshot();
      if (left !== null) violations.push({ invariant: "I1", what: "half a migration was kept" });
      if ((await wall.start()) !== "serving")
        violations.push({
          invariant: "I1",
          what: `it does not start after a death in the migration:\n${wall.processes.at(-1)?.log.join("\n")}`,
        });
      else await wall.stop();
      say(`in-migration kill ${kill}`);
    } finally {
      await wall.close();
    }
  }
  return { kills, violations };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      at: { type: "string" },
      kills: { type: "string", default: "20" },
      seed: { type: "string" },
      database: { type: "string", default: "sqlite" },
    },
  });
  const seed = values.seed === undefined ? freshSeed() : Number(values.seed);
  const dialect = values.database === "postgres" ? "postgres" : "sqlite";
  // Shares do not come by the places of an import; `import-kill-run.ts` does.
  const places = FAILPOINTS.filter((place) => values.at?.split(",").includes(place) ?? !place.startsWith("import-"));
  console.log(`seed ${seed}, ${dialect}`);
  for (const place of places) {
    const startedAt = performance.now();
    const { kills, violations } = await failpointRun({
      seed,
      dialect,
      place,
      kills: Number(values.kills),
      say: (line) => console.log(line),
    });
    console.log(
      `${place}: ${kills} kills, ${verdictOf(violations)} (${Math.round((performance.now() - startedAt) / 1_000)} s)`,
    );
    if (violations.length > 0) process.exitCode = 1;
  }
}
