import type { FastifyReply } from "fastify";
// The package's front door loads a limiter for every database there is (10 MB).
import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import RateLimiterRes from "rate-limiter-flexible/lib/RateLimiterRes.js";
import { Problem } from "../contract/problems.ts";
import type { Route } from "../contract/route.ts";
import type { Caller } from "../wall/caller.ts";

type Limited = NonNullable<Route["limited"]>;
type Rate = { readonly points: number; readonly seconds: number } | null;

export interface Limits {
  /** Counts one request and says in headers what is left. @throws Problem too-many-requests */
  take(kind: Limited, who: string, reply: FastifyReply): Promise<void>;
  /** Gives a point back: the request made nothing. */
  giveBack(kind: Limited, who: string): Promise<void>;
}

export function openLimits(rates: { share: Rate; ai: Rate; signIn: Rate }): Limits {
  const limiters = { share: limiterOf(rates.share), ai: limiterOf(rates.ai), "sign-in": limiterOf(rates.signIn) };
  return {
    async take(kind, who, reply) {
      const limiter = limiters[kind];
      if (!limiter) return;
      const taken = await limiter.consume(who).catch((refused: unknown) => {
        if (refused instanceof RateLimiterRes) return refused;
        throw refused;
      });
      const seconds = Math.max(1, Math.ceil(taken.msBeforeNext / 1_000));
      reply.header("ratelimit-limit", String(limiter.points));
      reply.header("ratelimit-remaining", String(Math.max(0, taken.remainingPoints)));
      reply.header("ratelimit-reset", String(seconds));
      if (taken.consumedPoints > limiter.points)
        throw new Problem(
          "too-many-requests",
          `The limit is ${limiter.points} in ${limiter.duration} seconds. Try again in ${seconds} seconds.`,
          {
            retryAfterSeconds: seconds,
          },
        );
    },
    async giveBack(kind, who) {
      await limiters[kind]?.reward(who);
    },
  };
}

function limiterOf(rate: Rate): RateLimiterMemory | null {
  return rate ? new RateLimiterMemory({ points: rate.points, duration: rate.seconds }) : null;
}

/** By key or person first; strangers by their address, IPv6 by its /64, since a household has a whole one of those. */
export function limitedAs(caller: Caller | null, ip: string): string {
  if (caller) return caller.by.kind === "key" ? `key ${caller.by.id}` : `person ${caller.person}`;
  if (!ip.includes(":")) return `ip ${ip}`;
  return `ip ${ip.split(":").slice(0, 4).join(":")}`;
}
