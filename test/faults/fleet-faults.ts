import { setTimeout as sleep } from "node:timers/promises";
import type { Health } from "../../src/contract/system.ts";
import type { FleetMember } from "./fleet-member.ts";
import type { FleetRun } from "./fleet-run.ts";
import { countNames } from "./kill-run.ts";
import { until, within } from "./until.ts";

/** On a machine so busy that a worker needs a minute to begin. */
const SHOWS_WITHIN_MS = 240_000;
const FLUSHES = 3;
/** What the woken one still has to say is said by then. */
const AFTER_WAKE_MS = 1_500;

/** Something that is done to a fleet under load, and waited out. Tells what was seen. */
export interface FleetFault {
  readonly name: string;
  strike(run: FleetRun): Promise<string>;
}

export const postgresRestarted: FleetFault = {
  name: "PostgreSQL restarted",
  async strike(run) {
    await run.engines.postgres.stop("fast");
    await run.engines.postgres.start();
    return await answersAgain(run);
  },
};

export const postgresKilled: FleetFault = {
  name: "PostgreSQL killed (SIGKILL) and started",
  async strike(run) {
    await run.engines.postgres.kill();
    await run.engines.postgres.start();
    return await answersAgain(run);
  },
};

export const redisFlushed: FleetFault = {
  name: "Redis flushed",
  async strike(run) {
    for (let n = 0; n < FLUSHES; n++) await run.engines.redis.ask("FLUSHALL");
    return `${FLUSHES} times; ${await answersAgain(run)}`;
  },
};

export const redisKilled: FleetFault = {
  name: "Redis killed (SIGKILL) and started",
  async strike({ engines, servers, plan, client, load }) {
    const before = load.count();
    const feels = (redis: "up" | "down") =>
      until(`Redis ${redis}`, SHOWS_WITHIN_MS, async () => {
        const felt = await Promise.all(servers.map((server) => redisOf(server, client.key)));
        return felt.every((one) => one === redis);
      });
    await engines.redis.kill();
    await sleep(plan.redisAwayMs);
    await feels("down");
    const meanwhile = load.count() - before;
    await engines.redis.start();
    await feels("up");
    return `${meanwhile} shares were accepted without it`;
  },
};

/** A worker dies with steps running; the run counts those that had any. */
export const workerKilled: FleetFault = {
  name: "worker killed (SIGKILL)",
  async strike(run) {
    const worker = run.random.oneOf(run.workers);
    const { pid } = worker.process;
    await until("a running step", SHOWS_WITHIN_MS, async () => (await run.rows.heldBy(pid)).length > 0);
    run.orphans.push(...(await worker.kill()));
    // By the rows of the dead: what it held when it died.
    const running = await run.rows.runningSteps(pid);
    run.kills.push(running.length);
    await worker.start();
    return `${worker.name} with ${running.length} steps running (${countNames(running)})`;
  },
};

/**
 * A worker is frozen over a question to the provider, whose answer comes while it sleeps. Another takes over and asks
 * again; the first wakes up with its answer before the second has one.
 */
export const workerFrozen: FleetFault = {
  name: "worker frozen (SIGSTOP) and woken",
  async strike({ provider, client, things, rows, workers, frozen, plan, engines, violations }) {
    const mark = "note p99-1x";
    const probe = provider.probe(mark);
    things.set(mark, "probe");
    const { processingId } = await client.share({ key: "probe", fields: { text: `A ${mark}, asked about twice.` } });
    await within("the first question", SHOWS_WITHIN_MS, probe.first.asked);
    const { body: share } = await client.ask<{ item_id: string }>("GET", `/share/status/${processingId}`);
    const item = share.item_id;
    const pid = await until("its holder", SHOWS_WITHIN_MS, () => rows.holderOf({ item, name: "analyze" }));
    const worker = workers.find((one) => one.process.pid === pid) as FleetMember;
    worker.freeze();
    const frozenAt = performance.now();
    const held = await rows.heldBy(pid);
    for (const { id, attempt } of held) frozen.add(`${id} ${attempt}`);
    probe.first.answer();
    await sleep(plan.frozenMs);
    await within("the second question", SHOWS_WITHIN_MS, probe.second.asked);
    const seconds = ((performance.now() - frozenAt) / 1_000).toFixed(1);
    worker.thaw();
    await until("the late answer", SHOWS_WITHIN_MS, async () => {
      const open = await engines.postgres.ask(
        `select id from ai_calls where item = '${item}' and attempt = 1 and state = 'sent'`,
      );
      return open.length === 0;
    });
    await sleep(AFTER_WAKE_MS);
    probe.second.answer();
    await until("the end of the probe", SHOWS_WITHIN_MS, async () => {
      const { body } = await client.ask<{ status: string }>("GET", `/share/status/${processingId}`);
      return body.status !== "processing";
    });
    const { body } = await client.ask<{ title: string }>("GET", `/items/${item}`);
    if (body.title !== probe.second.title)
      violations.push({ invariant: "fault", what: `a late settle was kept: "${body.title}"` });
    const late = worker.process.log.filter((line) => line.includes('"step-lost"')).length;
    return `${worker.name} for ${seconds} s with ${held.length} steps (${countNames(held.map(({ name }) => name))}): ${late} late settles hit no row, the others were given up before`;
  },
};

export const filesAway: FleetFault = {
  name: "the bucket away (reset, then refused)",
  async strike({ engines, plan, client, load }) {
    const refusals = () => client.answers.get("POST 503 files-unavailable") ?? 0;
    const words = () => (load.accepted.get("text") ?? 0) + (load.accepted.get("link") ?? 0);
    const files = () => (load.accepted.get("files") ?? 0) + (load.accepted.get("pieces") ?? 0);
    const before = { refusals: refusals(), words: words(), files: files() };
    await engines.bucketLine.cut();
    const cutAt = performance.now();
    await sleep(plan.filesAwayMs);
    await until("a share with files to be refused", SHOWS_WITHIN_MS, () => refusals() > before.refusals);
    await until("texts and links to go on", SHOWS_WITHIN_MS, () => words() > before.words);
    const seen = { refusals: refusals(), words: words(), files: files() };
    const seconds = ((performance.now() - cutAt) / 1_000).toFixed(1);
    await engines.bucketLine.mend();
    await until("files again", SHOWS_WITHIN_MS, () => files() > seen.files);
    const with503 = `${seen.refusals - before.refusals} answers of 503 files-unavailable`;
    return `for ${seconds} s: ${with503}, ${seen.words - before.words} texts and links went on, ${seen.files - before.files} with files whose bytes were in`;
  },
};

/** What needs a row is answered again by every server. */
async function answersAgain({ servers, client }: FleetRun): Promise<string> {
  const startedAt = performance.now();
  const headers = { authorization: `Bearer ${await client.key}` };
  for (const { url } of servers)
    await until("an answer", SHOWS_WITHIN_MS, async () => (await fetch(`${url}/api/v1/me`, { headers })).ok);
  return `both servers answered ${Math.round(performance.now() - startedAt)} ms after it was there again`;
}

async function redisOf(server: FleetMember, key: Promise<string>): Promise<string | undefined> {
  const headers = { authorization: `Bearer ${await key}` };
  const answer = await fetch(`${server.url}/api/v1/health`, { headers });
  return ((await answer.json()) as Health).services?.["redis"]?.status;
}
