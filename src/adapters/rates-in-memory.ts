// The package's front door loads a limiter for every database there is (10 MB).
import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import RateLimiterRes from "rate-limiter-flexible/lib/RateLimiterRes.js";
import type { CountedRate, RateCounter, Taken } from "../core/ports/rates.ts";

/** What both limiters of the package can do. */
export interface Limiter {
  consume(who: string): Promise<RateLimiterRes>;
  reward(who: string): Promise<RateLimiterRes>;
}

/** Points counted by this process alone; a restart forgets them. */
export function openCounterInMemory(rate: CountedRate): RateCounter {
  const limiter = memoryLimiter(rate);
  return counterOf(rate, () => limiter);
}

export const memoryLimiter = ({ name, points, seconds }: CountedRate): RateLimiterMemory =>
  new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });

/** A counter on whichever limiter is there now. */
export function counterOf(rate: CountedRate, limiter: () => Limiter): RateCounter {
  return {
    ...rate,
    async take(who) {
      const taken = await limiter()
        .consume(who)
        .catch((refused: unknown) => {
          // The package rejects with the count when it is too high.
          if (refused instanceof RateLimiterRes) return refused;
          throw refused;
        });
      return takenOf(rate, taken);
    },
    async giveBack(who) {
      await limiter().reward(who);
    },
  };
}

function takenOf({ points }: CountedRate, { consumedPoints, remainingPoints, msBeforeNext }: RateLimiterRes): Taken {
  return {
    allowed: consumedPoints <= points,
    remaining: Math.max(0, remainingPoints),
    resetMs: Math.max(0, msBeforeNext),
  };
}
