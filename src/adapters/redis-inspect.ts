import { Redis } from "ioredis";

const TIMEOUT_MS = 3_000;

export interface RedisInspected {
  readonly product: "Redis" | "Valkey";
  /** Of the Redis whose commands it speaks, such as 7.2.4. */
  readonly version: string;
  /** What it does when its memory is full, such as `noeviction`. */
  readonly evicts: string;
}

/** Looks at a Redis once. @throws when it does not answer or refuses us */
export async function inspectRedis(url: string): Promise<RedisInspected> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    enableOfflineQueue: false,
    retryStrategy: () => null,
  });
  // What a connection dies of is told here; its promise only says that it is closed.
  let failure: Error | null = null;
  redis.on("error", (error: Error) => {
    failure ??= error;
  });
  try {
    await redis.connect();
    const info = await redis.info();
    const fact = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1] ?? "";
    const isValkey = fact("valkey_version") !== "" || fact("server_name") === "valkey";
    return {
      product: isValkey ? "Valkey" : "Redis",
      version: fact("redis_version"),
      evicts: fact("maxmemory_policy"),
    };
  } catch (error) {
    throw failure ?? error;
  } finally {
    redis.disconnect();
  }
}
