import { seeded } from "../../test/faults/seeded.ts";
import { compare, STATED_ERROR, textOf } from "./against-measured.ts";
import { usesOf } from "./bottleneck.ts";
import { BASE, type Load, timesPeople } from "./load.ts";
import { coresOf, costsOf, type Measured, oneNodeCosts } from "./measured.ts";
import { FULL, type Needs, needsOf, peopleCarried } from "./needs.ts";
import { simulate } from "./queue.ts";

export const FACTORS = [1, 10, 100, 1_000] as const;
const TEXTS = 3_000;
const WORKERS = [1, 2, 3, 4, 6, 8] as const;
/** Shares a second for which the times of waiting are played through, with as many cores as they need. */
const ARRIVALS_A_SECOND = 8;
const ENOUGH_CORES = 64;

const LINES: readonly (readonly [string, (needs: Needs) => number])[] = [
  ["shares a second at the peak", (needs) => needs.sharesASecond],
  ["open streams", (needs) => needs.streams],
  ["API: cores at the peak", (needs) => needs.apiCores],
  ["API: processes", (needs) => needs.apiProcesses],
  ["workers: cores at the peak", (needs) => needs.workerCores],
  ["workers: questions to the AI under way", (needs) => needs.aiPlaces],
  ["workers: processes", (needs) => needs.workerProcesses],
  ["database: cores at the peak", (needs) => needs.databaseCores],
  ["database: connections", (needs) => needs.connections],
  ["database: transactions a second", (needs) => needs.transactionsASecond],
  ["database: rows written a second", (needs) => needs.rowsWrittenASecond],
  ["database: million rows a year", (needs) => needs.rowsAYear / 1e6],
  ["database: GB a year", (needs) => needs.databaseGbAYear],
  ["Redis: commands a second", (needs) => needs.redisCommandsASecond],
  ["Redis: messages heard a second", (needs) => needs.redisMessagesASecond],
  ["S3: requests a second", (needs) => needs.s3RequestsASecond],
  ["S3: million objects a year", (needs) => needs.s3ObjectsAYear / 1e6],
  ["S3: GB a year", (needs) => needs.s3GbAYear],
];

/** The same figures give the same report. */
const SEED = 1;
const STEPS = 2 ** 31;

/** Everything the simulation says, as Markdown. */
export function reportOf(measured: Measured): string {
  const { integer } = seeded(SEED);
  const random = () => integer(0, STEPS) / STEPS;
  const costs = costsOf(measured);
  const needs = FACTORS.map((factor) => needsOf(timesPeople(BASE, factor), costs));
  const rough = measured.quick ? " These are figures of a `--quick` run: rough." : "";
  return [
    `Measured ${measured.date} on ${measured.machine}.${rough}${measured.remark === undefined ? "" : ` ${measured.remark}`}`,
    habitsOf(BASE),
    oneNode(measured),
    "Servers and workers on PostgreSQL, Redis and S3:",
    table(
      ["", ...FACTORS.map((factor) => `${number(BASE.people * factor)} people`)],
      [
        ...LINES.map(([name, of]) => [name, ...needs.map((one) => number(of(one)))]),
        ["fullest", ...needs.map(fullestOf)],
        ["then", ...needs.map((one) => (isOver(one) ? (usesOf(one)[0]?.limit.remedy ?? "") : "nothing yet"))],
      ],
    ),
    "How far each limit of one engine is used:",
    table(
      ["limit, of one", ...FACTORS.map((factor) => `${number(factor)}×`), "then"],
      usesOf(needs.at(-1) as Needs).map(({ limit }) => [
        `${limit.name} (${number(limit.most)} ${limit.unit})`,
        ...needs.map((one) => percent(limit.need(one) / limit.most)),
        limit.remedy,
      ]),
    ),
    `From accept to ready, ${ARRIVALS_A_SECOND} texts a second and an AI of ${BASE.aiSeconds} s, played through:`,
    waits(measured, random),
    `The simulation beside the workers that were measured; it is believed within ${percent(STATED_ERROR)}:`,
    table(
      ["workers", "AI", "measured", "simulated", "error"],
      compare(measured, random).map(({ workers, aiMs, measured: rate, simulated, error }) => [
        String(workers),
        `${aiMs} ms`,
        `${number(rate)}/s`,
        `${number(simulated)}/s`,
        `${percent(error)}${Math.abs(error) > STATED_ERROR ? ", outside" : ""}`,
      ]),
    ),
  ].join("\n\n");
}

function oneNode(measured: Measured): string {
  const [costs, cores] = [oneNodeCosts(measured), coresOf(measured)];
  const { apiCores, workerCores, databaseCores } = needsOf(BASE, costs);
  const people = peopleCarried(BASE, costs, cores);
  const working = workerCores / (apiCores + workerCores + databaseCores);
  return `One process with everything in it, on ${cores} such cores: ${number(Math.round(people / 100) * 100)} people. ${percent(working)} of its CPU reads pages and asks the AI.`;
}

const isOver = (needs: Needs): boolean => (usesOf(needs)[0]?.share ?? 0) > 1;

function fullestOf(needs: Needs): string {
  const [first] = usesOf(needs);
  return first ? `${first.limit.name}, ${percent(first.share)}` : "";
}

function waits(measured: Measured, random: () => number): string {
  const text = { ...textOf(measured), cores: ENOUGH_CORES, aiMs: BASE.aiSeconds * 1_000 };
  const rows = WORKERS.map((workers) => {
    const lane = { ...text, workers };
    const most = (workers * text.places * 1_000) / (text.aiMs + text.waitMs + text.cpuMs);
    const { p50Ms, p99Ms } = simulate(lane, { texts: TEXTS, perSecond: ARRIVALS_A_SECOND }, random);
    const keepsUp = most > ARRIVALS_A_SECOND;
    const seconds = (ms: number) => (keepsUp ? `${(ms / 1_000).toFixed(1)} s` : "grows without end");
    return [String(workers), `${number(most)}/s`, seconds(p50Ms), seconds(p99Ms)];
  });
  return table(["workers of 8 places", "most", "p50", "p99"], rows);
}

const habitsOf = (load: Load): string =>
  `Each person shares ${load.sharesADay} things a day (${percent(load.pages)} pages, ${percent(load.texts)} texts, ${percent(load.pictures)} pictures), asks for ${load.wallReadsADay} wall pages (${percent(load.unchanged)} unchanged) and searches ${load.searchesADay} times; the busiest seconds have ${load.peak} times the mean, with ${percent(load.streamsOpen)} of all people looking on; the AI answers in ${load.aiSeconds} s; nothing is planned fuller than ${percent(FULL)}.`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function number(value: number): string {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 1 ? 1 : 2;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
