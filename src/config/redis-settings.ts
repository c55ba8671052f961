import { type Rate, rateOf, SettingRefused } from "./read.ts";

/** Everything that may be set about processes that share a Redis, and the rates they share. */
export const REDIS_SETTINGS = {
  REDIS_URL: {
    default: "",
    meaning: "redis:// or rediss:// (TLS) of a Redis or Valkey by which several processes ring each other",
  },
  AI_RATE: {
    default: "off",
    meaning: "questions per seconds to each AI provider by all processes, such as 50/60; batches apart",
  },
} as const;

export type RedisSettingName = keyof typeof REDIS_SETTINGS;

export interface RedisSettings {
  /** With its password: never to be logged. */
  readonly redisUrl: string | null;
  readonly aiRate: Rate;
}

/** @throws SettingRefused, without the value, which holds a password */
export function readRedisSettings(value: (name: RedisSettingName) => string): RedisSettings {
  return { redisUrl: redisUrlOf(value("REDIS_URL")), aiRate: rateOf("AI_RATE", value("AI_RATE")) };
}

function redisUrlOf(value: string): string | null {
  if (value === "") return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  const isOurs = url && /^rediss?:$/.test(url.protocol) && url.hostname !== "" && url.search === "" && url.hash === "";
  // The path is the number of a database.
  if (!isOurs || !/^\/?\d{0,5}$/.test(url.pathname))
    throw new SettingRefused(
      "REDIS_URL",
      "must be an address like redis://:password@host:6379/0, or rediss:// for TLS",
    );
  return value;
}
