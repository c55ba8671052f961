import type { FastifyReply } from "fastify";
import { Problem } from "../contract/problems.ts";
import type { Route } from "../contract/route.ts";
import type { OpenCounter } from "../core/ports/rates.ts";
import type { Caller } from "../wall/caller.ts";

/** What a route counts against, and each account for itself: whoever guesses one from many addresses is stopped too. */
type Limited = NonNullable<Route["limited"]> | "account";
/** A browser may begin to sign in more often than it ends: a page may ask for a challenge each time that it is opened. */
const CHALLENGES_A_SIGN_IN = 6;

type Rate = { readonly points: number; readonly seconds: number } | null;

export interface Limits {
  /** Counts one request and says in headers what is left. @throws Problem too-many-requests */
  take(kind: Limited, who: string, reply: FastifyReply): Promise<void>;
  /** Gives a point back: the request made nothing. */
  giveBack(kind: Limited, who: string): Promise<void>;
}

/** @param openCounter where points are counted: in this process, or for all of them */
export function openLimits(rates: { share: Rate; ai: Rate; signIn: Rate }, openCounter: OpenCounter): Limits {
  const counterOf = (name: Limited, rate: Rate) => (rate ? openCounter({ name, ...rate }) : null);
  const { signIn } = rates;
  const challenge = signIn && { ...signIn, points: signIn.points * CHALLENGES_A_SIGN_IN };
  const counters = {
    share: counterOf("share", rates.share),
    ai: counterOf("ai", rates.ai),
    "sign-in": counterOf("sign-in", signIn),
    account: counterOf("account", signIn),
    challenge: counterOf("challenge", challenge),
  };
  return {
    async take(kind, who, reply) {
      const counter = counters[kind];
      if (!counter) return;
      const { allowed, remaining, resetMs } = await counter.take(who);
      const seconds = Math.max(1, Math.ceil(resetMs / 1_000));
      reply.header("ratelimit-limit", String(counter.points));
      reply.header("ratelimit-remaining", String(remaining));
      reply.header("ratelimit-reset", String(seconds));
      if (!allowed)
        throw new Problem(
          "too-many-requests",
          `The limit is ${counter.points} in ${counter.seconds} seconds. Try again in ${seconds} seconds.`,
          {
            retryAfterSeconds: seconds,
          },
        );
    },
    async giveBack(kind, who) {
      await counters[kind]?.giveBack(who);
    },
  };
}

/** By key or person first; strangers by their address, IPv6 by its /64, since a household has a whole one of those. */
export function limitedAs(caller: Caller | null, ip: string): string {
  if (caller) return caller.by.kind === "key" ? `key ${caller.by.id}` : `person ${caller.person}`;
  if (!ip.includes(":")) return `ip ${ip}`;
  return `ip ${ip.split(":").slice(0, 4).join(":")}`;
}
