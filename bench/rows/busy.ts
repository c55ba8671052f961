import { setTimeout as sleep } from "node:timers/promises";
import { withEnds } from "../ending.ts";
import { type LoadGenerator, openLoad } from "../load.ts";
import { openPageSites, type PageSites } from "../pages.ts";
import { drained, stepsOpen } from "../queue.ts";
import { inRounds, type Row } from "../row.ts";
import { type BenchServer, newPlace, startWall, TOPOLOGIES } from "../server.ts";

const CONNECTIONS = 4;
/** About 60 shares a second: people and scripts, not a flood. */
const PAUSE_MS = 60;
/** The lanes are kept this full, a bulk of pages at a time. */
const KEPT_WAITING = 60;
const PAGES_AT_ONCE = 40;
const LOOK_MS = 150;
const MOST_MS = 50;

/** How long a share of a note takes to be accepted while every place reads pages, beside the same with nothing to read. */
export const busy: Row = {
  name: "accept-latency",
  about: "latency of POST /share while the pipeline is saturated, beside idle",
  on: TOPOLOGIES,
  measure: ({ rounds, runMs, quick }, topology) =>
    withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      const sites = await openPageSites();
      atEnd(() => sites.close());
      const load = await openLoad();
      atEnd(() => load.close());
      const wall = await startWall(place, { settings: { FETCH_ALLOW_HOSTS: sites.hosts } });
      atEnd(() => wall.stop());

      const share = () => shareNotes(wall, load, quick ? runMs : runMs * 2);
      await share();
      const { ours, limit } = await inRounds(Math.min(rounds, 4), {
        ours: () => whileReading(wall, sites, share),
        limit: async () => {
          await drained(wall);
          return await share();
        },
      });
      return [
        {
          what: "accept latency, pipeline saturated, p50",
          unit: "ms",
          ours: ours.map((run) => run.p50Ms),
          limit: { what: "idle", values: limit.map((run) => run.p50Ms) },
          aim: null,
        },
        {
          what: "accept latency, pipeline saturated, p99",
          unit: "ms",
          ours: ours.map((run) => run.p99Ms),
          limit: { what: "idle", values: limit.map((run) => run.p99Ms) },
          aim: { text: "≤ 50 ms, ≤ 5 × idle", isMet: (run) => run.ours <= MOST_MS && run.ratio <= 5 },
        },
      ];
    }),
};

const shareNotes = (wall: BenchServer, load: LoadGenerator, ms: number) =>
  load.run({
    url: `${wall.url}/api/v1/share`,
    method: "POST",
    headers: { ...wall.headers, "content-type": "application/json" },
    body: JSON.stringify({ text: "Ask the harbour master about hinge number {n}." }),
    status: 202,
    connections: CONNECTIONS,
    pauseMs: PAUSE_MS,
    ms,
  });

/** Keeps the lanes full of pages while `work` runs. */
async function whileReading<Result>(wall: BenchServer, sites: PageSites, work: () => Promise<Result>): Promise<Result> {
  const state = { isOver: false };
  const fill = async () => {
    const rows = Array.from({ length: PAGES_AT_ONCE }, () => ({ url: sites.next() }));
    await wall.ask("POST", "/share/bulk", rows);
  };
  await fill();
  const filling = (async () => {
    while (!state.isOver) {
      if ((await stepsOpen(wall).catch(() => KEPT_WAITING)) < KEPT_WAITING) await fill();
      await sleep(LOOK_MS);
    }
  })();
  try {
    return await work();
  } finally {
    state.isOver = true;
    await filling;
    await drained(wall);
  }
}
