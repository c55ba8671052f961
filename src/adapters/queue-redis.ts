import { EventEmitter } from "node:events";
import { Worker as JobListener, Queue as Jobs } from "bullmq";
import type { Log } from "../core/events.ts";
import { newId } from "../core/ids.ts";
import type { Queue, RingHint } from "../core/ports/doorbells.ts";
import { LANES, type Lane } from "../core/steps.ts";
import { KEY_PREFIX, type RedisLink } from "./redis-link.ts";

/** Rings on their way to Redis at a time: a worker that hears one of them looks at all rows. */
const MOST_UNDERWAY = 200;
/** Where nobody listens, rings would pile up: so many are let lie, and so often it is looked. */
const MOST_LYING = 10_000;
const LOOKED_EVERY_RINGS = 1_000;
/** The library's own notes about jobs, which nobody reads. */
const EVENTS_KEPT = 100;
/** How soon the library asks again after a failure; its own 15 s would keep a Redis that is back waiting. */
const RETRY_MS = 1_000;
const CLOSE_WITHIN_MS = 1_000;

export interface RingCounts {
  /** Handed to Redis. */
  readonly sent: number;
  /** Not handed over: Redis was away, or more than enough were under way. */
  readonly dropped: number;
}

export interface RedisQueue extends Queue {
  counts(): RingCounts;
}

const OPTIONS = { prefix: KEY_PREFIX, skipVersionCheck: true } as const;

/**
 * Rings between processes by BullMQ: a job is a ring of a lane and nothing else. What is to be done, when, in which order
 * and how often lies in the rows alone; so a job is never tried again, and a Redis that forgets all of them costs a
 * second. Each ring goes to one process that serves its lane. While Redis is away this process rings its own workers.
 */
export function openRedisQueue(link: RedisLink, log: Log): RedisQueue {
  const bell = new EventEmitter();
  const lanes = new Map(LANES.map((lane) => [lane, openLane(link, lane)]));
  const listening = new Map<Lane, () => Promise<void>>();
  let sent = 0;
  let dropped = 0;
  let underway = 0;

  async function send(lane: Lane, hint: RingHint | undefined): Promise<void> {
    const jobs = lanes.get(lane) as Jobs;
    // An id that is known is dropped while its job lasts, so it names the attempt. Colons and plain numbers are refused.
    const jobId = hint ? `${hint.step}-${hint.attempt}` : `ring-${newId()}`;
    await jobs.add("ring", {}, { jobId });
    sent += 1;
    if (sent % LOOKED_EVERY_RINGS === 0 && (await jobs.getWaitingCount()) > MOST_LYING) await jobs.drain();
  }

  function listen(lane: Lane): () => Promise<void> {
    const connection = link.open("worker");
    const jobs = new JobListener(lane, () => Promise.resolve(void bell.emit(lane, lane)), {
      ...OPTIONS,
      connection,
      concurrency: 1,
      // The work of a job is over before a lock could run out. One whose process died is removed, not rung again.
      skipLockRenewal: true,
      maxStalledCount: 0,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
      runRetryDelay: RETRY_MS,
    });
    jobs.on("error", (error) => log("debug", "ring-failed", { lane, why: error.message }));
    return async () => {
      // By force: what it holds is a ring, and its polite goodbye waits for a Redis that may be frozen.
      await withinTime(jobs.close(true));
      connection.disconnect();
    };
  }

  function mute(lane: Lane): Promise<void> {
    const end = listening.get(lane);
    listening.delete(lane);
    return end?.() ?? Promise.resolve();
  }

  return {
    ring(lane, hint) {
      if (!link.isUp() || underway >= MOST_UNDERWAY) {
        dropped += 1;
        setImmediate(() => bell.emit(lane, lane));
        return;
      }
      underway += 1;
      send(lane, hint)
        .catch(() => {
          dropped += 1;
          bell.emit(lane, lane);
        })
        .finally(() => {
          underway -= 1;
        });
    },
    onRing(listener, served = LANES) {
      for (const lane of served) {
        bell.on(lane, listener);
        if (!listening.has(lane)) listening.set(lane, listen(lane));
      }
      return () => {
        for (const lane of served) {
          bell.off(lane, listener);
          // Whoever stops working must not take rings from those who go on.
          if (bell.listenerCount(lane) === 0) void mute(lane);
        }
      };
    },
    counts: () => ({ sent, dropped }),
    async close() {
      bell.removeAllListeners();
      await Promise.all([...listening.keys()].map(mute));
      await Promise.all([...lanes.values()].map((jobs) => withinTime(jobs.close())));
    },
  };
}

function openLane(link: RedisLink, lane: Lane): Jobs {
  const jobs = new Jobs(lane, {
    ...OPTIONS,
    connection: link.commands,
    // A Redis that was never there would otherwise be waited for.
    skipWaitingForReady: true,
    skipMetasUpdate: true,
    streams: { events: { maxLen: EVENTS_KEPT } },
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  // Its failures are those of the connection, which tells of them itself.
  jobs.on("error", () => {});
  return jobs;
}

/** Ends as well as may be, but soon. */
async function withinTime(ending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSE_WITHIN_MS);
  });
  await Promise.race([ending.catch(() => {}), late]).finally(() => clearTimeout(timer));
}
