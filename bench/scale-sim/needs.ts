import { type Load, ratesOf } from "./load.ts";
import type { Costs, EngineCosts } from "./measured.ts";

/** No core, place or process is planned fuller than this: beyond it, waiting grows faster than the load. */
export const FULL = 0.6;
export const PLACES_A_WORKER = 8;
export const CONNECTIONS_A_PROCESS = 10;
/** For commands and whoever looks after the database. */
const CONNECTIONS_BESIDE = 5;
const STREAMS_A_PROCESS = 5_000;
/** Of one analysed share on the row that counts everybody's money: when it is reserved, and when it is spent. */
const MONEY_WRITES_A_QUESTION = 2;
const DAYS_A_YEAR = 365;
const MS = 1_000;

/** What a load needs in its busiest seconds, and what it leaves behind in a year. */
export interface Needs {
  readonly sharesASecond: number;
  readonly streams: number;
  readonly apiCores: number;
  readonly apiProcesses: number;
  readonly workerCores: number;
  readonly aiPlaces: number;
  readonly aiQuestionsASecond: number;
  readonly workerProcesses: number;
  readonly databaseCores: number;
  readonly connections: number;
  readonly transactionsASecond: number;
  readonly rowsWrittenASecond: number;
  readonly moneyWritesASecond: number;
  readonly rowsAYear: number;
  readonly databaseGbAYear: number;
  readonly redisCommandsASecond: number;
  /** Live messages, once for each process that hears them. */
  readonly redisMessagesASecond: number;
  readonly s3RequestsASecond: number;
  readonly s3ObjectsAYear: number;
  readonly s3GbAYear: number;
}

/**
 * Plain multiplication: how often by what it costs. A text asks of the engines what a picture does, without its files.
 * A core is one of the machine on which the costs were measured.
 */
export function needsOf(load: Load, costs: Costs): Needs {
  const rates = ratesOf(load);
  const { page, picture } = costs;
  const aSecond = (name: keyof EngineCosts) =>
    rates.pages * page[name] + (rates.texts + rates.pictures) * picture[name];
  const filesASecond = (name: keyof EngineCosts) => rates.pages * page[name] + rates.pictures * picture[name];
  const aYear = (peakRate: number) => (peakRate / load.peak) * 86_400 * DAYS_A_YEAR;

  const apiCores =
    (rates.shares * costs.acceptMs +
      rates.wallPages * costs.wallPageMs +
      rates.unchanged * costs.unchangedMs +
      rates.statusReads * costs.statusMs +
      rates.deliveries * costs.deliveryMs) /
    MS;
  const apiProcesses = Math.max(1, Math.ceil(apiCores / FULL), Math.ceil(rates.streams / STREAMS_A_PROCESS));

  const read = rates.pages + rates.pictures;
  const workerCores = (read * costs.pageMs + rates.shares * costs.questionMs) / MS;
  const aiPlaces = rates.shares * (load.aiSeconds + costs.placeMs / MS);
  const workerProcesses = Math.max(1, Math.ceil(workerCores / FULL), Math.ceil(aiPlaces / (PLACES_A_WORKER * FULL)));

  const processes = apiProcesses + workerProcesses;
  const questions = rates.shares * costs.questionDatabaseMs;
  return {
    sharesASecond: rates.shares,
    streams: rates.streams,
    apiCores,
    apiProcesses,
    workerCores,
    aiPlaces,
    aiQuestionsASecond: rates.shares,
    workerProcesses,
    databaseCores: (aSecond("databaseMs") + questions + rates.searches * costs.searchMs) / MS,
    connections: processes * CONNECTIONS_A_PROCESS + CONNECTIONS_BESIDE,
    transactionsASecond: aSecond("transactions") + processes * costs.idleTransactions,
    rowsWrittenASecond: aSecond("rowsWritten"),
    moneyWritesASecond: rates.shares * MONEY_WRITES_A_QUESTION,
    rowsAYear: aYear(aSecond("rowsMade")),
    databaseGbAYear: aYear(aSecond("databaseKb")) / 1e6,
    redisCommandsASecond: aSecond("redisCommands") + processes * costs.idleRedisCommands,
    redisMessagesASecond: aSecond("messages") * processes,
    s3RequestsASecond: filesASecond("s3Requests"),
    s3ObjectsAYear: aYear(filesASecond("s3Objects")),
    s3GbAYear: aYear(filesASecond("s3Kb")) / 1e6,
  };
}

/** How many people with the habits of `load` so many cores carry, engines included, none fuller than 60 %. */
export function peopleCarried(load: Load, costs: Costs, cores: number): number {
  const { apiCores, workerCores, databaseCores } = needsOf(load, costs);
  return (load.people * cores * FULL) / (apiCores + workerCores + databaseCores);
}
