import { openInProcessChannel, openInProcessQueue } from "../adapters/doorbells-in-process.ts";
import { openCounterInMemory } from "../adapters/rates-in-memory.ts";
import type { Settings } from "../config/settings.ts";
import type { Log } from "../core/events.ts";
import type { Channel, Queue } from "../core/ports/doorbells.ts";
import type { OpenCounter, RateCounter } from "../core/ports/rates.ts";

/** A Redis that is near answers within this; one that is away is not waited for. */
const FIRST_ANSWER_MS = 1_000;

/** Doorbells and counters, of this process alone or of all that share a Redis. */
export interface OpenDoorbells {
  readonly queue: Queue;
  readonly channel: Channel;
  readonly openCounter: OpenCounter;
  /** Null without Redis. */
  readonly redis: {
    /** @throws when it does not answer, or takes nothing */
    ping(): Promise<void>;
    /** Rings handed to it, and those that were not. */
    rings(): { readonly sent: number; readonly dropped: number };
  } | null;
  close(): Promise<void>;
}

/** Never fails for a Redis that is away: it is looked for in the background. Its libraries are loaded when it is named. */
export async function openDoorbells({ redisUrl }: Settings, log: Log): Promise<OpenDoorbells> {
  if (redisUrl === null) {
    const [queue, channel] = [openInProcessQueue(), openInProcessChannel()];
    const close = async () => void (await Promise.all([queue.close(), channel.close()]));
    return { queue, channel, openCounter: openCounterInMemory, redis: null, close };
  }
  const [{ openRedisLink }, { openRedisQueue }, { openRedisChannel }, { openCounterInRedis }] = await Promise.all([
    import("../adapters/redis-link.ts"),
    import("../adapters/queue-redis.ts"),
    import("../adapters/channel-redis.ts"),
    import("../adapters/rates-redis.ts"),
  ]);
  const link = openRedisLink(redisUrl, log);
  const queue = openRedisQueue(link, log);
  const channel = openRedisChannel(link, log);
  await link.firstAnswer(FIRST_ANSWER_MS);
  return {
    queue,
    channel,
    openCounter: (rate) => openCounterInRedis(link, rate),
    redis: { ping: () => link.probe(), rings: () => queue.counts() },
    async close() {
      await Promise.all([queue.close(), channel.close()]);
      link.close();
    },
  };
}

/** How often each provider may be asked, for a process that rings nobody; null without a limit. */
export async function openAiRate({ redisUrl, aiRate }: Settings, log: Log): Promise<RateCounter | null> {
  if (aiRate === null) return null;
  if (redisUrl === null) return openCounterInMemory(aiCounted(aiRate));
  const [{ openRedisLink }, { openCounterInRedis }] = await Promise.all([
    import("../adapters/redis-link.ts"),
    import("../adapters/rates-redis.ts"),
  ]);
  const link = openRedisLink(redisUrl, log);
  await link.firstAnswer(FIRST_ANSWER_MS);
  return openCounterInRedis(link, aiCounted(aiRate));
}

/** The counter of all processes, children included, has one name. */
export const aiCounted = (rate: { points: number; seconds: number }) => ({ name: "ai-provider", ...rate });
