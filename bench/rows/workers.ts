import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { claudeAt } from "../../test/harness/ai-settings.ts";
import { type Child, startChild } from "../child.ts";
import { lookInto } from "../database-look.ts";
import { withEnds } from "../ending.ts";
import { openLoad } from "../load.ts";
import { type BenchOptions, type Figure, inRounds, type Row } from "../row.ts";
import { newPlace, startWall, startWorker } from "../server.ts";

/** The aim's own time of an answer, and a slower one: it asks a quarter of the machine for as many calls at once. */
const ANSWERS_MS = [500, 2_000] as const;
const AIMED_AT_MS = 500;
const CALLS_AT_ONCE = 8;
/** Answers' times that pass before it is measured: all places of all workers are busy then, and no two at once. */
const SETTLED_ANSWERS = 3;
const WINDOW_MS = 12_000;
const QUICK_WINDOW_MS = 4_000;
const CONNECTIONS = 16;
const COUNTS = [1, 2, 4] as const;
const LEAST = { 2: 1.8, 4: 3.4 } as const;

/** What one, two and four workers analyse a second with an AI that takes its time, eight questions at once in each. */
export const workers: Row = {
  name: "workers",
  about:
    "texts analysed a second by 1, 2 and 4 workers, with an AI of 500 ms (and 2 s) and 8 questions at once in each",
  on: ["distributed"],
  async measure(options) {
    const figures: Figure[] = [];
    for (const answerMs of ANSWERS_MS) figures.push(...(await measureWith(answerMs, options)));
    return figures;
  },
};

const measureWith = (answerMs: number, { rounds, quick }: BenchOptions): Promise<Figure[]> =>
  withEnds(async (atEnd) => {
    const ai = await startChild<{ claudeUrl: string }>(new URL("../ai-process.ts", import.meta.url), {
      args: [String(answerMs)],
    });
    atEnd(() => ai.stop());
    const asked = { answerMs, windowMs: quick ? QUICK_WINDOW_MS : WINDOW_MS };
    const runs = await inRounds<"1" | "2" | "4", Run>(Math.min(rounds, 3), {
      1: () => analyse(ai, { ...asked, workers: 1 }),
      2: () => analyse(ai, { ...asked, workers: 2 }),
      4: () => analyse(ai, { ...asked, workers: 4 }),
    });
    const slowness = `AI of ${answerMs} ms`;
    const rate = (workers: (typeof COUNTS)[number]): Figure => ({
      what: `texts analysed by ${nameOf(workers)}, ${slowness}`,
      unit: "/s",
      ours: runs[workers].map(({ perSecond }) => perSecond),
      limit: { what: "linear", values: runs[workers].map(() => (CALLS_AT_ONCE * workers * 1_000) / answerMs) },
      aim: null,
    });
    const growth = (workers: 2 | 4): Figure => ({
      what: `1 worker to ${workers}, ${slowness}`,
      unit: "×",
      ours: runs[workers].map(({ perSecond }, round) => perSecond / (runs[1][round]?.perSecond ?? Number.NaN)),
      limit: { what: "linear", values: runs[workers].map(() => workers) },
      aim:
        answerMs === AIMED_AT_MS
          ? { text: `≥ ${LEAST[workers]} ×`, isMet: ({ ours }) => ours >= LEAST[workers] }
          : null,
    });
    const cost = (workers: (typeof COUNTS)[number]): Figure => ({
      what: `CPU of a text, ${nameOf(workers)}, ${slowness}`,
      unit: "µs CPU",
      ours: runs[workers].map(({ cpuMicros }) => Object.values(cpuMicros).reduce((sum, micros) => sum + micros, 0)),
      limit: null,
      aim: null,
      note: noteOf(runs[workers]),
    });
    const part = (who: "workers" | "database"): Figure => ({
      what: `CPU of a text in the ${who}, ${slowness}`,
      unit: "µs CPU",
      ours: runs[1].map(({ cpuMicros }) => cpuMicros[who]),
      limit: null,
      aim: null,
    });
    const parts = [part("workers"), part("database")];
    return [...COUNTS.map(rate), growth(2), growth(4), ...COUNTS.map(cost), ...parts];
  });

const nameOf = (workers: number) => (workers === 1 ? "1 worker" : `${workers} workers`);

interface Run {
  readonly perSecond: number;
  /** What one text cost, by who paid it. */
  readonly cpuMicros: Readonly<Record<"workers" | "database" | "server" | "ai", number>>;
  /** The share of the machine's cores that was in use, whoever used it. */
  readonly busy: number;
}

/** Where the last run's time went, so that a missed aim can be told from a machine without a core left. */
function noteOf(runs: readonly Run[]): string {
  const { cpuMicros, busy } = runs.at(-1) as Run;
  const parts = Object.entries(cpuMicros).map(([who, micros]) => `${who} ${(micros / 1_000).toFixed(1)} ms`);
  return `${parts.join(", ")}; ${cpus().length} cores ${Math.round(busy * 100)} % busy`;
}

/**
 * Shares more texts than can be analysed in the time, starts the workers on them, and counts from when all places of all
 * workers have been busy for a while.
 */
function analyse(
  ai: Child<{ claudeUrl: string }>,
  { workers, answerMs, windowMs }: { workers: number; answerMs: number; windowMs: number },
): Promise<Run> {
  const settledMs = SETTLED_ANSWERS * answerMs;
  return withEnds<Run>(async (atEnd) => {
    const place = await newPlace("distributed");
    atEnd(() => place.remove());
    const settings = claudeAt(ai.ready, { WORK_AI: String(CALLS_AT_ONCE), AI_MONTHLY_BUDGET_USD: "off" });
    const wall = await startWall(place, { workers: false, settings });
    atEnd(() => wall.stop());
    const load = await openLoad();
    atEnd(() => load.close());
    await load.run({
      url: `${wall.url}/api/v1/share`,
      method: "POST",
      headers: { ...wall.headers, "content-type": "application/json" },
      body: JSON.stringify({ text: "Ask the harbour master about hinge number {n}." }),
      status: 202,
      connections: CONNECTIONS,
      mostRequests: Math.ceil((CALLS_AT_ONCE * workers * (windowMs + 2 * settledMs)) / answerMs),
      ms: 60_000,
    });
    const look = await lookInto(place.databaseUrl ?? "");
    atEnd(() => look.close());

    await ai.ask("close");
    const working = await Promise.all(Array.from({ length: workers }, () => startWorker(place, settings)));
    atEnd(async () => void (await Promise.all(working.map((worker) => worker.stop()))));
    await ai.ask({ openAt: CALLS_AT_ONCE * workers });
    await sleep(settledMs);

    const used = async () => ({
      workers: working.reduce((sum, worker) => sum + (worker.cpuSeconds() ?? 0), 0),
      database: await look.cpuSeconds(),
      server: wall.child.cpuSeconds() ?? 0,
      ai: ai.cpuSeconds() ?? 0,
    });
    const [before, coresBefore, fromMs] = [await used(), coreTimes(), Date.now()];
    await sleep(windowMs);
    const [after, coresAfter, toMs] = [await used(), coreTimes(), Date.now()];
    const texts = await look.analysedBetween({ fromMs, toMs });
    if (texts === 0)
      throw new Error(`${workers} workers analysed nothing in ${windowMs} ms: the machine does other things`);
    const each = (who: keyof typeof after) => ((after[who] - before[who]) * 1e6) / texts;
    return {
      perSecond: (texts * 1_000) / (toMs - fromMs),
      cpuMicros: { workers: each("workers"), database: each("database"), server: each("server"), ai: each("ai") },
      busy: 1 - (coresAfter.idle - coresBefore.idle) / (coresAfter.all - coresBefore.all),
    };
  });
}

function coreTimes(): { idle: number; all: number } {
  const times = cpus().map((core) => core.times);
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { all, idle: times.reduce((sum, { idle }) => sum + idle, 0) };
}
