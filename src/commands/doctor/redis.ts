import type { Settings } from "../../config/settings.ts";
import { type Finding, failure, ok, warning, wordsOf } from "./finding.ts";

const CHECK = "Redis";
const OLDEST = [6, 2] as const;

/** Redis answers and is new enough; null where none is set up. */
export async function checkRedis({ redisUrl }: Settings): Promise<Finding | null> {
  if (redisUrl === null) return null;
  try {
    const { inspectRedis } = await import("../../adapters/redis-inspect.ts");
    const { product, version, evicts } = await inspectRedis(redisUrl);
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
      return failure(CHECK, `it is of version ${version}`, `Use Redis ${OLDEST.join(".")} or newer, or Valkey.`);
    if (evicts.startsWith("allkeys"))
      return warning(
        CHECK,
        `it throws away whatever it likes when its memory is full (${evicts})`,
        "Set maxmemory-policy to noeviction or volatile-ttl, so that limits hold.",
      );
    return ok(CHECK, `${product} ${version}`);
  } catch (error) {
    return failure(CHECK, `it does not answer (${wordsOf(error)})`, "Look at REDIS_URL, and whether Redis runs.");
  }
}
