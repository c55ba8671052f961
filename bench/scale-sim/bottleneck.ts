import { FULL, type Needs } from "./needs.ts";

/** What can not simply be started twice, how much of it there is, and what to do when it is used up. */
export interface Limit {
  readonly name: string;
  readonly need: (needs: Needs) => number;
  /** Of one of its kind. Assumed of a large one, not measured. */
  readonly most: number;
  readonly unit: string;
  readonly remedy: string;
}

/** Serving, reading and asking grow by processes; these are what all of them share. */
export const LIMITS: readonly Limit[] = [
  {
    name: "CPU of the database",
    need: (needs) => needs.databaseCores,
    most: 32 * FULL,
    unit: "cores",
    remedy: "keep people on several databases, each with its own servers and workers",
  },
  {
    name: "connections of the database",
    need: (needs) => needs.connections,
    most: 500,
    unit: "connections",
    remedy: "lower DATABASE_POOL, raise WORK_AI so that fewer workers hold more places, or PgBouncer in session mode",
  },
  {
    name: "size of the database after a year",
    need: (needs) => needs.databaseGbAYear,
    most: 4_000,
    unit: "GB",
    remedy: "keep people on several databases",
  },
  {
    name: "the row of everybody's money",
    need: (needs) => needs.moneyWritesASecond,
    // Each write holds it until its COMMIT has been synced: 3 ms.
    most: (1_000 / 3) * FULL,
    unit: "writes/s",
    remedy: "a budget for each database of people instead of one for everybody",
  },
  {
    name: "Redis: commands",
    need: (needs) => needs.redisCommandsASecond,
    most: 100_000 * FULL,
    unit: "commands/s",
    remedy: "a Redis for the lanes and another for live messages and limits",
  },
  {
    name: "Redis: live messages",
    need: (needs) => needs.redisMessagesASecond,
    most: 300_000 * FULL,
    unit: "messages/s",
    remedy: "fewer and larger processes; then channels by wall, which workers need not hear",
  },
  {
    name: "questions the AI provider takes",
    need: (needs) => needs.aiQuestionsASecond,
    most: 4_000 / 60,
    unit: "questions/s",
    remedy: "a higher quota, a second provider, or AI_RATE: questions beyond it wait, shares do not",
  },
  {
    name: "requests to one bucket prefix",
    need: (needs) => needs.s3RequestsASecond,
    most: 3_500,
    unit: "requests/s",
    remedy: "a bucket for each database of people; presigned reads through a CDN",
  },
];

export interface Use {
  readonly limit: Limit;
  readonly need: number;
  /** 1 is used up. */
  readonly share: number;
}

/** How far each limit is used, the fullest first. */
export function usesOf(needs: Needs, limits: readonly Limit[] = LIMITS): Use[] {
  const uses = limits.map((limit) => ({ limit, need: limit.need(needs), share: limit.need(needs) / limit.most }));
  return uses.sort((a, b) => b.share - a.share);
}
