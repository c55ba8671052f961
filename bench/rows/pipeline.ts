import { type Child, startChild } from "../child.ts";
import { withEnds } from "../ending.ts";
import { openPageSites, type PageSites } from "../pages.ts";
import { drained } from "../queue.ts";
import { inRounds, type Row } from "../row.ts";
import { type BenchServer, newPlace, startWall, TOPOLOGIES } from "../server.ts";

/** Pages of one run; a share of a page makes three steps. */
const PAGES = 120;
const QUICK_PAGES = 30;

/** Local pages of 100 KB from 202 to completed, beside fetching, parsing and extracting them in one thread and no more. */
export const pipeline: Row = {
  name: "pipeline",
  about: "pages of 100 KB read, analysed and stored, beside fetch + parse + extract in one thread",
  on: TOPOLOGIES,
  measure: ({ rounds, quick }, topology) =>
    withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      const sites = await openPageSites();
      atEnd(() => sites.close());
      const wall = await startWall(place, { settings: { FETCH_ALLOW_HOSTS: sites.hosts } });
      atEnd(() => wall.stop());
      const limit = await startChild(new URL("../limits/read-pages.ts", import.meta.url));
      atEnd(() => limit.stop());

      const pages = quick ? QUICK_PAGES : PAGES;
      const sides = {
        ours: () => shareAll(wall, sites, pages),
        limit: () => readAll(limit, sites, pages),
      };
      await inRounds(1, sides);
      const { ours, limit: bare } = await inRounds(Math.min(rounds, 4), sides);
      const what = "fetch, parse, extract in one thread";
      return [
        {
          what: "pipeline, pages of 100 KB",
          unit: "/s",
          ours: ours.map((run) => run.perSecond),
          limit: { what, values: bare.map((run) => run.perSecond) },
          aim: { text: "≥ 0.6", isMet: ({ ratio }) => ratio >= 0.6 },
        },
        {
          what: "pipeline, CPU a page",
          unit: "µs CPU",
          ours: ours.map((run) => run.cpuMicros),
          limit: { what, values: bare.map((run) => run.cpuMicros) },
          aim: null,
        },
      ];
    }),
};

interface PipelineRun {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

async function timed(children: readonly Child[], pages: number, work: () => Promise<unknown>): Promise<PipelineRun> {
  const cpuSeconds = () => children.reduce((sum, child) => sum + (child.cpuSeconds() ?? 0), 0);
  const cpuBefore = cpuSeconds();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  return { perSecond: pages / seconds, cpuMicros: ((cpuSeconds() - cpuBefore) * 1e6) / pages };
}

const shareAll = (wall: BenchServer, sites: PageSites, pages: number) =>
  timed(wall.children, pages, async () => {
    const rows = Array.from({ length: pages }, () => ({ url: sites.next() }));
    const { items } = await wall.ask<{ items: { http_status: number }[] }>("POST", "/share/bulk", rows);
    if (items.some(({ http_status }) => http_status !== 202)) throw new Error("a page was not accepted");
    await drained(wall);
  });

const readAll = (limit: Child, sites: PageSites, pages: number) =>
  timed([limit], pages, () => limit.ask(Array.from({ length: pages }, () => sites.next())));
