import { Redis, type RedisOptions } from "ioredis";
import type { Log } from "../core/events.ts";

/** Before every key of ours, so that another program may live in the same database. */
export const KEY_PREFIX = "dw";

/** Nobody waits longer than this for an answer; a healthy Redis needs a millisecond. */
const COMMAND_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 2_000;
/** A frozen Redis keeps its sockets open: only asking tells. */
const PING_EVERY_MS = 1_000;
/** One late answer may be a moment of ours; after so many the connection is given up and made anew. */
const PINGS_MISSED = 2;
const PROBE_KEPT_SECONDS = 10;
const RETRY_FROM_MS = 100;
const RETRY_TO_MS = 2_000;
/** A peer that is frozen never says goodbye. */
const GOODBYE_MS = 200;

/** The connections of this process to one Redis, and whether they answer. Everything asked of it may fail. */
export interface RedisLink {
  /** For commands that fail at once, or soon, when Redis does not answer. */
  readonly commands: Redis;
  /** A connection of its own that is looked after like the first: asked now and then, and made anew. */
  open(kind: "listener" | "worker"): Redis;
  /** Whether the last question was answered. */
  isUp(): boolean;
  /** Writes something small, since a Redis that is full answers and keeps nothing. @throws when it does not in time */
  probe(): Promise<void>;
  /** Resolves when Redis has answered or refused for the first time, and after `withinMs` at the latest. */
  firstAnswer(withinMs: number): Promise<void>;
  close(): void;
}

/**
 * Connects in the background and for ever: a Redis that is absent, restarted or frozen is found again by itself. The
 * address holds a password and is never logged.
 */
export function openRedisLink(url: string, log: Log): RedisLink {
  const opened: Redis[] = [];
  /** Connections that are asked now and then, with how many questions in a row got no answer. */
  const missed = new Map<Redis, number>();
  let isUp = false;
  let said: "up" | "away" | null = null;

  const quick: RedisOptions = { commandTimeout: COMMAND_TIMEOUT_MS, autoResendUnfulfilledCommands: false };
  const commands = connect({ ...quick, enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  commands.on("ready", () => {
    isUp = true;
    tell("up");
  });
  commands.on("close", () => {
    isUp = false;
  });
  commands.on("error", (error: Error) => tell("away", error));

  function connect(options: RedisOptions): Redis {
    const redis = new Redis(url, {
      connectTimeout: CONNECT_TIMEOUT_MS,
      disconnectTimeout: GOODBYE_MS,
      connectionName: "digital-wall",
      retryStrategy: nextTryMs,
      ...options,
    });
    // Without a listener the library prints every refused connection.
    redis.on("error", () => {});
    opened.push(redis);
    return redis;
  }

  function tell(state: "up" | "away", error?: Error): void {
    if (said === state) return;
    said = state;
    if (state === "up") log("info", "redis-connected");
    else log("warn", "redis-away", { why: whyOf(error), meanwhile: "work is found by looking at the rows" });
  }

  async function check(redis: Redis): Promise<void> {
    if (redis.status !== "ready") return;
    try {
      await redis.ping();
      missed.set(redis, 0);
      if (redis === commands) isUp = true;
    } catch {
      const times = (missed.get(redis) ?? 0) + 1;
      missed.set(redis, times);
      if (redis === commands) isUp = false;
      if (redis.status !== "ready" || times < PINGS_MISSED) return;
      missed.set(redis, 0);
      if (redis === commands) tell("away");
      redis.disconnect(true);
    }
  }
  missed.set(commands, 0);
  const timer = setInterval(() => {
    for (const redis of missed.keys()) void check(redis);
  }, PING_EVERY_MS);
  timer.unref();

  return {
    commands,
    open(kind) {
      // A worker's blocking commands take seconds by design; its library watches over them.
      if (kind === "worker") return connect({ maxRetriesPerRequest: null });
      const redis = connect({ ...quick, autoResubscribe: false, maxRetriesPerRequest: 1 });
      missed.set(redis, 0);
      return redis;
    },
    isUp: () => isUp && commands.status === "ready",
    async probe() {
      await commands.set(`${KEY_PREFIX}:probe`, "1", "EX", PROBE_KEPT_SECONDS);
    },
    firstAnswer(withinMs) {
      return new Promise((resolve) => {
        const late = setTimeout(resolve, withinMs);
        const answered = () => {
          clearTimeout(late);
          resolve();
        };
        if (said !== null) return answered();
        commands.once("ready", answered);
        commands.once("error", answered);
      });
    },
    close() {
      clearInterval(timer);
      for (const redis of opened) redis.disconnect();
    },
  };
}

/** Twice as long each time, up to two seconds, each process a little differently: a restart is not met by all at once. */
function nextTryMs(times: number): number {
  const most = Math.min(RETRY_TO_MS, RETRY_FROM_MS * 2 ** Math.min(times - 1, 10));
  return Math.round(most * (0.5 + Math.random() / 2));
}

/** What went wrong, without what was sent. */
function whyOf(error: Error | undefined): string {
  if (!error) return "it does not answer";
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.message;
}
