import RateLimiterRedis from "rate-limiter-flexible/lib/RateLimiterRedis.js";
import type { CountedRate, RateCounter } from "../core/ports/rates.ts";
import { counterOf, memoryLimiter } from "./rates-in-memory.ts";
import { KEY_PREFIX, type RedisLink } from "./redis-link.ts";

/**
 * Points counted for all processes on one Redis. While it does not answer each process counts for itself, so a limit is
 * as many times looser as there are processes, and never gone.
 */
export function openCounterInRedis(link: RedisLink, rate: CountedRate): RateCounter {
  const insurance = memoryLimiter(rate);
  const shared = new RateLimiterRedis({
    storeClient: link.commands,
    keyPrefix: `${KEY_PREFIX}:rate:${rate.name}`,
    points: rate.points,
    duration: rate.seconds,
    insuranceLimiter: insurance,
  });
  // One that is known not to answer is not waited for: every request would wait until its command times out.
  return counterOf(rate, () => (link.isUp() ? shared : insurance));
}
