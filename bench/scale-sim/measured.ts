import { readFileSync } from "node:fs";
import type { Topology } from "../server.ts";

/** What `npm run bench -- --json` wrote: the one place of all measured figures. */
export interface Measured {
  readonly date: string;
  readonly machine: string;
  /** Short runs: the figures show that everything works, and little more. */
  readonly quick: boolean;
  /** What somebody wants to be known who changed the file by hand. */
  readonly remark?: string;
  readonly figures: readonly { readonly what: string; readonly on: Topology | null; readonly ours: number }[];
}

export const MEASURED_FILE = new URL("./measured.json", import.meta.url);

export const readMeasured = (file: URL | string = MEASURED_FILE): Measured =>
  JSON.parse(readFileSync(file, "utf8")) as Measured;

/** What things cost, as measured on one core of the machine that is named. */
export interface Costs {
  /** CPU of the server for one accepted share, ms. */
  readonly acceptMs: number;
  /** CPU of the server for a wall page, for its 304, for a status, and for one change told to one stream, ms. */
  readonly wallPageMs: number;
  readonly unchangedMs: number;
  readonly statusMs: number;
  readonly deliveryMs: number;
  /** What the database needs for one search of a person among many, ms. */
  readonly searchMs: number;
  /** CPU of server and worker for a page of 100 KB, and of a worker for one question to an AI, ms. */
  readonly pageMs: number;
  readonly questionMs: number;
  /** How long a place is taken beyond the AI's own time, ms. */
  readonly placeMs: number;
  readonly page: EngineCosts;
  readonly picture: EngineCosts;
  /** CPU of the database for one text that an AI analyses, ms. */
  readonly questionDatabaseMs: number;
  /** What each process asks by itself, a second. */
  readonly idleTransactions: number;
  readonly idleRedisCommands: number;
}

/** What one share asks of PostgreSQL, Redis and S3. */
export interface EngineCosts {
  readonly databaseMs: number;
  readonly transactions: number;
  readonly rowsMade: number;
  readonly rowsWritten: number;
  readonly databaseKb: number;
  readonly redisCommands: number;
  /** Each is heard by every process. */
  readonly messages: number;
  readonly s3Requests: number;
  readonly s3Objects: number;
  readonly s3Kb: number;
}

const CALLS_AT_ONCE = 8;
const ANSWER_MS = 500;
/** bench/rows/share-cost.ts runs a server and a worker. */
const IDLE_PROCESSES = 2;

/** The measured figure whose name begins like this. @throws when it is not there, naming it */
export function figureOf(
  { figures }: Measured,
  begins: string,
  { on, ends = "" }: { on: Topology; ends?: string },
): number {
  const found = figures.find(
    (figure) => figure.on === on && figure.what.startsWith(begins) && figure.what.endsWith(ends),
  );
  if (!found) throw new Error(`"${begins}…${ends}", ${on}, was not measured: npm run bench -- --json`);
  return found.ours;
}

/** What serving and reading cost wherever it was measured. */
function processCosts(measured: Measured, on: Topology) {
  const of = (begins: string, ends = "") => figureOf(measured, begins, { on, ends });
  return {
    acceptMs: of("accept, CPU of the server a share") / 1_000,
    wallPageMs: 1_000 / of("wall page of 20 items"),
    unchangedMs: 1_000 / of("wall page, unchanged"),
    statusMs: 1_000 / of("status of a share"),
    deliveryMs: 1_000 / of("SSE, one change to"),
    searchMs: of("search, one of", "p50"),
    pageMs: of("pipeline, CPU a page") / 1_000,
  };
}

/** Servers and workers on engines of their own. @throws when a figure is missing */
export function costsOf(measured: Measured): Costs {
  const of = (begins: string, ends = "") => figureOf(measured, begins, { on: "distributed", ends });
  const engines = (kind: string): EngineCosts => ({
    databaseMs: of(`${kind}: CPU of the database`) / 1_000,
    transactions: of(`${kind}: transactions`),
    rowsMade: of(`${kind}: rows made`),
    rowsWritten: of(`${kind}: rows written`),
    databaseKb: of(`${kind}: bytes in the database`),
    redisCommands: of(`${kind}: Redis commands`),
    messages: of(`${kind}: messages to all processes`),
    s3Requests: of(`${kind}: S3 requests`),
    s3Objects: of(`${kind}: S3 objects`),
    s3Kb: of(`${kind}: bytes in S3`),
  });
  const slowness = `AI of ${ANSWER_MS} ms`;
  return {
    ...processCosts(measured, "distributed"),
    questionMs: of("CPU of a text in the workers", slowness) / 1_000,
    placeMs: Math.max(0, (CALLS_AT_ONCE * 1_000) / of("texts analysed by 1 worker", slowness) - ANSWER_MS),
    page: engines("a page"),
    picture: engines("a picture"),
    questionDatabaseMs: of("CPU of a text in the database", slowness) / 1_000,
    idleTransactions: of("idle, distributed: transactions") / IDLE_PROCESSES,
    idleRedisCommands: of("idle, distributed: Redis commands") / IDLE_PROCESSES,
  };
}

const NO_ENGINES: EngineCosts = {
  databaseMs: 0,
  transactions: 0,
  rowsMade: 0,
  rowsWritten: 0,
  databaseKb: 0,
  redisCommands: 0,
  messages: 0,
  s3Requests: 0,
  s3Objects: 0,
  s3Kb: 0,
};

/**
 * Everything in one process: what SQLite needs is in the CPU of that process. A question to an AI was measured on
 * PostgreSQL only and is taken to cost the same here, its database included.
 * @throws when a figure is missing
 */
export function oneNodeCosts(measured: Measured): Costs {
  const distributed = costsOf(measured);
  return {
    ...distributed,
    ...processCosts(measured, "embedded"),
    questionMs: distributed.questionMs + distributed.questionDatabaseMs,
    page: NO_ENGINES,
    picture: NO_ENGINES,
    questionDatabaseMs: 0,
    idleTransactions: 0,
    idleRedisCommands: 0,
  };
}

/** "2 × some processor, 24 GB" has two. */
export const coresOf = ({ machine }: Measured): number => Number.parseInt(machine, 10) || 1;
