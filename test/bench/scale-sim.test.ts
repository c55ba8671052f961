import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compare } from "../../bench/scale-sim/against-measured.ts";
import { LIMITS, usesOf } from "../../bench/scale-sim/bottleneck.ts";
import { withReport } from "../../bench/scale-sim/document.ts";
import { BASE, type Load, ratesOf, timesPeople } from "../../bench/scale-sim/load.ts";
import { type Costs, costsOf, type EngineCosts, figureOf, readMeasured } from "../../bench/scale-sim/measured.ts";
import { needsOf, peopleCarried } from "../../bench/scale-sim/needs.ts";
import { simulate } from "../../bench/scale-sim/queue.ts";
import { reportOf } from "../../bench/scale-sim/report.ts";
import { seeded } from "../faults/seeded.ts";

/** A day's habits whose peak comes out in round numbers: 10 shares a second. */
const LOAD: Load = {
  people: 86_400,
  sharesADay: 5,
  pages: 0.5,
  texts: 0.3,
  pictures: 0.2,
  wallReadsADay: 20,
  unchanged: 0.25,
  statusReadsAShare: 3,
  searchesADay: 1,
  streamsOpen: 0.1,
  changesAShare: 4,
  streamsAWall: 2,
  peak: 2,
  aiSeconds: 2,
};

const PICTURE: EngineCosts = {
  databaseMs: 10,
  transactions: 20,
  rowsMade: 10,
  rowsWritten: 30,
  databaseKb: 5,
  redisCommands: 40,
  messages: 12,
  s3Requests: 10,
  s3Objects: 3,
  s3Kb: 2_000,
};
const COSTS: Costs = {
  acceptMs: 2,
  wallPageMs: 1,
  unchangedMs: 0.5,
  statusMs: 0.2,
  deliveryMs: 0.05,
  searchMs: 20,
  pageMs: 100,
  questionMs: 30,
  placeMs: 100,
  page: { ...PICTURE, rowsMade: 30, s3Requests: 1, s3Objects: 1, s3Kb: 10 },
  picture: PICTURE,
  questionDatabaseMs: 15,
  idleTransactions: 6,
  idleRedisCommands: 3,
};

const close = (actual: number, wanted: number) =>
  assert.ok(Math.abs(actual - wanted) < 1e-6 * Math.max(1, wanted), `${actual} is not ${wanted}`);
const random = () => {
  const { integer } = seeded(7);
  return () => integer(0, 2 ** 31) / 2 ** 31;
};

test("the busiest second is the mean of a day, times the peak", () => {
  const rates = ratesOf(LOAD);
  close(rates.shares, 10);
  close(rates.pages, 5);
  close(rates.texts, 3);
  close(rates.pictures, 2);
  close(rates.wallPages, 30);
  close(rates.unchanged, 10);
  close(rates.statusReads, 30);
  close(rates.searches, 2);
  close(rates.deliveries, 80);
  close(rates.streams, 8_640);
});

test("cores are how often by what it costs, and processes are planned no fuller than 60 %", () => {
  const needs = needsOf(LOAD, COSTS);
  close(needs.apiCores, (10 * 2 + 30 * 1 + 10 * 0.5 + 30 * 0.2 + 80 * 0.05) / 1_000);
  // 0.065 cores are a process; 8,640 streams are two of 5,000.
  assert.equal(needs.apiProcesses, 2);
  close(needs.workerCores, (7 * 100 + 10 * 30) / 1_000);
  // 10 questions a second hold a place for 2.1 s each: 21 places, and a worker's 8 are planned with 4.8.
  close(needs.aiPlaces, 21);
  assert.equal(needs.workerProcesses, 5);
  close(needs.databaseCores, (10 * 10 + 10 * 15 + 2 * 20) / 1_000);
  assert.equal(needs.connections, 7 * 10 + 5);
});

test("a machine carries as many people as 60 % of its cores do", () => {
  const { apiCores, workerCores, databaseCores } = needsOf(LOAD, COSTS);
  close(apiCores + workerCores + databaseCores, 0.065 + 1 + 0.29);
  close(peopleCarried(LOAD, COSTS, 2), (86_400 * 2 * 0.6) / 1.355);
});

test("what the engines are asked counts the shares, and what each process asks by itself", () => {
  const needs = needsOf(LOAD, COSTS);
  close(needs.transactionsASecond, 10 * 20 + 7 * 6);
  close(needs.redisCommandsASecond, 10 * 40 + 7 * 3);
  // Every process hears every message.
  close(needs.redisMessagesASecond, 10 * 12 * 7);
  close(needs.rowsWrittenASecond, 300);
  close(needs.moneyWritesASecond, 20);
  close(needs.s3RequestsASecond, 5 * 1 + 2 * 10);
});

test("a year is made of means, not of peaks, and texts leave no files", () => {
  const needs = needsOf(LOAD, COSTS);
  const seconds = 365 * 86_400;
  close(needs.rowsAYear, ((5 * 30 + 5 * 10) / 2) * seconds);
  close(needs.databaseGbAYear, ((10 * 5) / 2) * seconds * 1e-6);
  close(needs.s3ObjectsAYear, ((5 * 1 + 2 * 3) / 2) * seconds);
  close(needs.s3GbAYear, ((5 * 10 + 2 * 2_000) / 2) * seconds * 1e-6);
});

test("ten times the people need ten times of what is counted, and processes never fall below one", () => {
  const [one, ten] = [needsOf(LOAD, COSTS), needsOf(timesPeople(LOAD, 10), COSTS)];
  close(ten.databaseCores, one.databaseCores * 10);
  close(ten.rowsAYear, one.rowsAYear * 10);
  const nobody = needsOf(timesPeople(LOAD, 0), COSTS);
  assert.deepEqual([nobody.apiProcesses, nobody.workerProcesses], [1, 1]);
});

test("the first bottleneck is the limit that is used most", () => {
  const limits = LIMITS.filter(({ name }) => name === "Redis: commands" || name === "the row of everybody's money");
  const [first, second] = usesOf(needsOf(LOAD, COSTS), limits);
  assert.equal(first?.limit.name, "the row of everybody's money");
  close(first?.share ?? 0, 20 / 200);
  assert.equal(second?.limit.name, "Redis: commands");
  const chatty = needsOf(LOAD, { ...COSTS, idleRedisCommands: 60_000 });
  assert.equal(usesOf(chatty, limits)[0]?.limit.name, "Redis: commands");
});

test("where the AI's time is all there is, workers add up", () => {
  const lane = { places: 8, aiMs: 500, waitMs: 0, cpuMs: 0, cores: 2 };
  for (const workers of [1, 2, 4]) {
    const { perSecond } = simulate({ ...lane, workers }, { texts: 2_000, perSecond: "at-once" }, random());
    assert.ok(Math.abs(perSecond / (16 * workers) - 1) < 0.02, `${workers} workers: ${perSecond}`);
  }
});

test("where cores are short, they are the limit, however many workers there are", () => {
  const lane = { places: 8, aiMs: 500, waitMs: 0, cpuMs: 50, cores: 2 };
  const { perSecond } = simulate({ ...lane, workers: 8 }, { texts: 2_000, perSecond: "at-once" }, random());
  assert.ok(Math.abs(perSecond / 40 - 1) < 0.02, `${perSecond}`);
});

test("a text that finds a free place waits for the AI alone; with too few workers waiting grows", () => {
  const lane = { places: 8, aiMs: 1_000, waitMs: 0, cpuMs: 0, cores: 4 };
  const come = { texts: 2_000, perSecond: 10 };
  const enough = simulate({ ...lane, workers: 8 }, come, random());
  close(enough.p50Ms, 1_000);
  close(enough.p99Ms, 1_000);
  const few = simulate({ ...lane, workers: 1 }, come, random());
  assert.ok(few.p50Ms > 10 * enough.p50Ms, `${few.p50Ms}`);
});

test("the simulation is set beside every rate that it was not calibrated with", () => {
  const rates = { "500": { 1: 14.5, 2: 29.1, 4: 40 }, "2000": { 1: 3.9, 2: 7.8, 4: 20 } };
  const texts = Object.entries(rates).flatMap(([aiMs, byWorkers]) =>
    Object.entries(byWorkers).map(([workers, ours]) => ({
      what: `texts analysed by ${workers} ${workers === "1" ? "worker" : "workers"}, AI of ${aiMs} ms`,
      on: "distributed" as const,
      ours,
    })),
  );
  const cpu = { what: "CPU of a text, 1 worker, AI of 500 ms", on: "distributed" as const, ours: 50_000 };
  const measured = { date: "2026-01-01", machine: "2 × a core", quick: false, figures: [...texts, cpu] };
  const errors = compare(measured, random()).map(({ workers, aiMs, error }) => [workers, aiMs, Math.abs(error) < 0.1]);
  assert.deepEqual(errors, [
    [2, 500, true],
    [4, 500, true],
    [1, 2_000, true],
    [2, 2_000, true],
    // Four workers cannot do more than 16 a second with an AI of 2 s: what was "measured" is told to be elsewhere.
    [4, 2_000, false],
  ]);
});

test("a figure that was not measured is named", () => {
  const measured = { date: "2026-01-01", machine: "2 × a core", quick: false, figures: [] };
  assert.throws(() => figureOf(measured, "accept", { on: "distributed" }), /"accept…", distributed, was not measured/);
});

test("the figures that lie beside the simulation are enough for its report", () => {
  const measured = readMeasured();
  assert.ok(Object.values(costsOf(measured).page).every((value) => value >= 0));
  const report = reportOf(measured);
  for (const people of ["1,000", "10,000", "100,000", "1,000,000"])
    assert.match(report, new RegExp(`${people} people`));
  assert.match(report, new RegExp(`shares ${BASE.sharesADay} things a day`));
  assert.doesNotMatch(report, /NaN|undefined|Infinity/);
});

test("docs/scale.md has what the simulation says of these figures", () => {
  const document = readFileSync(new URL("../../docs/scale.md", import.meta.url), "utf8");
  assert.equal(document, withReport(document, reportOf(readMeasured())), "npm run scale-sim -- --write");
});
