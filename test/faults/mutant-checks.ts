import { execFile } from "node:child_process";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { article, openPages } from "../harness/pages.ts";
import { killAtPlace } from "./failpoint-run.ts";
import { type FaultRun, openFaultRun, type RunOptions } from "./fault-run.ts";
import { type Violation, verdictOf } from "./oracle.ts";
import { startServerProcess } from "./server-process.ts";
import { until, within } from "./until.ts";

/** Runs the program as it is, or as a mutant, and tells what did not hold: nothing, for a program that is whole. */
export type Check = (mutant: string | undefined) => Promise<string[]>;

const SEED = 7;
/** Work of these small runs ends in a few seconds, or never. */
const QUIET_MS = 25_000;
const EVENT_MS = 30_000;

/**
 * A run with the whole oracle at its end. What a client meets on the way may end the run early.
 * @param work adds to `found` what it sees to be wrong by itself
 */
function judged(work: (run: FaultRun, found: string[]) => Promise<void>, options: Partial<RunOptions> = {}): Check {
  return async (mutant) => {
    const run = await openFaultRun({
      seed: SEED,
      quietWithinMs: QUIET_MS,
      ...options,
      ...(mutant === undefined ? {} : { mutant }),
    });
    try {
      const found: string[] = [];
      await work(run, found).catch((error: unknown) => {
        if (run.client.faults.length === 0) throw error;
      });
      return [...found, ...(await run.judge()).map(({ invariant, what }: Violation) => `${invariant} ${what}`)];
    } finally {
      await run.close();
    }
  };
}

const aStepRuns = (run: FaultRun, name?: string) =>
  until(`a running step ${name ?? ""}`, EVENT_MS, async () => {
    const running = await run.runningSteps();
    return name === undefined ? running.length > 0 : running.includes(name);
  });

/** Some pages are shared; the program is killed while it reads them, once. */
export const killedOnce = judged(async (run) => {
  for (let n = 0; n < 4; n++) {
    const url = run.sites.page();
    await run.client.share({ key: `page-${n}`, fields: { url }, thing: url });
  }
  await aStepRuns(run);
  await run.kill();
  await run.wall.start();
});

/** The reader of the stream is away while something changes. */
export const awayReader = judged(
  async (run) => {
    const { processingId } = await run.client.share({ key: "first", fields: { text: "The first lamp is lit." } });
    const { body: share } = await run.client.ask<{ item_id: string }>("GET", `/share/status/${processingId}`);
    const remark = (note: string) => run.client.ask("PATCH", `/items/${share.item_id}`, { body: { note } });
    // A reader that has not had an event yet has nothing to go on from.
    await until("an event", EVENT_MS, async () => {
      await remark(`at event ${run.reader.events}`);
      return run.reader.events > 0;
    });
    await until("quiet", EVENT_MS, run.isQuiet);
    run.reader.leave();
    await remark("nobody was looking");
    run.reader.comeBack();
  },
  { toldWithinMs: 6_000 },
);

/** Every 202 is followed by a kill, as soon as the client can. */
export const killedAtTheAnswer = judged(async (run) => {
  for (let n = 0; n < 3; n++) {
    await run.client.share({ key: `note-${n}`, fields: { text: `Lamp ${n} is lit.` } });
    await run.kill();
    await run.wall.start();
  }
});

/** The answer of a share is lost, and the client sends it again. */
export const answerLost = judged(async (run) => {
  await killAtPlace(run, { seed: SEED, place: "accept-committed", kills: 1 });
});

/** The program dies when the bytes of a file have arrived, before the share is complete. */
export const diedWithBytes = judged(async (run) => {
  await killAtPlace(run, { seed: SEED, place: "bytes-staged", kills: 1 });
});

/** A site is broken for a moment, so that reading it has to wait. */
export const brokenSite = judged(async (run) => {
  const url = run.sites.page({ brokenFirst: true });
  await run.client.share({ key: "broken", fields: { url }, thing: url });
});

/**
 * The page and the file of one share are done with at about the same moment. The pages are gone: what is read of a page
 * changes the item, and that alone would make the two wait for each other.
 */
export const twoStepsAtOnce: Check = async (mutant) => {
  const pages = await openPages();
  const check = judged(
    async (run) => {
      // The first one loads what both steps need; the others are quick.
      for (const lamp of ["one", "two", "three"]) {
        const files = [{ name: `${lamp}.txt`, type: "text/plain", bytes: Buffer.from(`lamp ${lamp}`) }];
        const { processingId } = await run.client.share({ key: lamp, fields: { url: pages.at(`/${lamp}`) }, files });
        await until("both steps", EVENT_MS, async () => {
          const { body } = await run.client.ask<{ steps: { name: string; state: string }[] }>(
            "GET",
            `/share/status/${processingId}`,
          );
          const hasEnded = (name: string, state: string) =>
            body.steps.some((step) => step.name === name && step.state === state);
          return hasEnded("read", "failed") && hasEnded("files", "done");
        });
      }
    },
    { dialect: "postgres", settings: { FETCH_ALLOW_HOSTS: pages.host } },
  );
  try {
    return await check(mutant);
  } finally {
    await pages.close();
  }
};

/** Somebody gives an item another title while its analysis is being settled, which makes its search words anew. */
export const editedWhileSettled = judged(
  async (run, found) => {
    const hasEnded = (share: string) =>
      until("the end of the share", EVENT_MS, async () => {
        const status = await run.client.ask<{ status: string }>("GET", `/share/status/${share}`);
        return status.body.status !== "processing";
      });
    // The first one loads the analyst; after it an analysis is over before the edit arrives, and only settling it is slow.
    const first = await run.client.share({ key: "first", fields: { text: "The lamp at the quay is lit." } });
    await hasEnded(first.processingId);
    const { processingId } = await run.client.share({
      key: "edited",
      fields: { text: "The lamp at the mole is dark." },
    });
    await aStepRuns(run, "analyze");
    const { body } = await run.client.ask<{ item_id: string }>("GET", `/share/status/${processingId}`);
    await run.client.ask("PATCH", `/items/${body.item_id}`, { body: { title: "Beacons relit" } });
    await hasEnded(processingId);
    const { body: hits } = await run.client.ask<{ total: number }>("GET", "/search?q=beacons");
    if (hits.total !== 1) found.push("the item is not found by its new title");
  },
  { dialect: "postgres" },
);

/** A worker is frozen while it reads a page, another takes over, and the first wakes up with what it had read. */
export const frozenWorker: Check = async (mutant) => {
  const pages = await openPages();
  const named = (title: string, afterMs: number) => ({ body: article({ title }), afterMs });
  pages.answer("/lamp", named("What the first had read", 700), named("What the second reads", 4_000));
  const settings = { FETCH_ALLOW_HOSTS: pages.host, DW_LEASE_MS: "1000" };
  const check = judged(
    async (run, found) => {
      const asked = pages.nextAsked("/lamp");
      const url = pages.at("/lamp");
      const { processingId } = await run.client.share({ key: "frozen", fields: { url }, thing: url });
      await within("the first look", EVENT_MS, asked);
      const askedAgain = pages.nextAsked("/lamp");
      run.wall.process?.signal("SIGSTOP");
      const second = startServerProcess(run.wall.settings, mutant);
      try {
        await within("the second look", EVENT_MS, askedAgain);
        run.wall.process?.signal("SIGCONT");
        const status = await until("the end of the share", EVENT_MS, async () => {
          const { body } = await run.client.ask<{ status: string; item_id: string }>(
            "GET",
            `/share/status/${processingId}`,
          );
          return body.status === "processing" ? null : body;
        });
        const { body: item } = await run.client.ask<{ title: string }>("GET", `/items/${status.item_id}`);
        if (item.title !== "What the second reads") found.push(`the late settle was kept: "${item.title}"`);
      } finally {
        second.signal("SIGTERM");
        await second.ended;
      }
    },
    { dialect: "postgres", settings },
  );
  try {
    return await check(mutant);
  } finally {
    await pages.close();
  }
};

/** A page elsewhere has made its own name lead to this machine. */
export const strangeHost: Check = async (mutant) => {
  const run = await openFaultRun({ seed: SEED, ...(mutant === undefined ? {} : { mutant }) });
  try {
    const { hostname, port } = new URL(await run.wall.serving());
    const status = await new Promise<number>((resolve, reject) => {
      const asked = request(
        { hostname, port, path: "/api/v1/version", headers: { host: "rebound.example" } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      asked.on("error", reject).end();
    });
    return status === 421 ? [] : [`a request for rebound.example was answered ${status}`];
  } finally {
    await run.close();
  }
};

const CHECK_HERE = fileURLToPath(new URL("./check-here.ts", import.meta.url));

/** One of the checks of check-here.ts, in a process of its own. */
function here(check: string): Check {
  return async (mutant) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [CHECK_HERE, check, ...(mutant === undefined ? [] : [mutant])],
      {
        env: { PATH: process.env["PATH"] },
      },
    );
    return stdout.split("\n").filter(Boolean);
  };
}

export const lateSettle = here("late-settle");
export const sweptWhileKept = here("swept-while-kept");

/** For a line of a table. */
export const firstOf = (found: readonly string[]): string =>
  found[0] === undefined ? verdictOf([]) : `${found[0]}${found.length > 1 ? ` (and ${found.length - 1} more)` : ""}`;
