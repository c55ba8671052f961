import { type Child, startChild } from "../child.ts";
import { withEnds } from "../ending.ts";
import { SHARE_BODY } from "../limits/accept-rows.ts";
import { type Load, type LoadGenerator, openLoad } from "../load.ts";
import type { BenchOptions, Figure, Row } from "../row.ts";
import { inRounds } from "../row.ts";
import { type BenchServer, newPlace, settingsAt, startWall, TOPOLOGIES, type Topology } from "../server.ts";

const CONNECTIONS = 32;
const LIMITS: Record<Topology, URL> = {
  embedded: new URL("../limits/accept-sqlite.ts", import.meta.url),
  distributed: new URL("../limits/accept-postgres.ts", import.meta.url),
};
const LEAST_EMBEDDED = 4_000;

/** `POST /share` with a key, checked, written whole and synced, on 32 connections; nothing works on what was accepted. */
export const accept: Row = {
  name: "accept",
  about: "POST /share on 32 connections, beside a bare route that writes the same rows",
  on: TOPOLOGIES,
  measure: (options, topology) =>
    withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      const limitPlace = await newPlace(topology);
      atEnd(() => limitPlace.remove());
      const load = await openLoad();
      atEnd(() => load.close());
      const wall = await startWall(place, { workers: false });
      atEnd(() => wall.stop());
      const limit = await startChild<{ url: string }>(LIMITS[topology], { env: settingsAt(limitPlace) });
      atEnd(() => limit.stop());
      const bare = await startChild<{ url: string }>(new URL("../limits/bare-answer.ts", import.meta.url));
      atEnd(() => bare.stop());
      await bare.ask({ status: 202, body: JSON.stringify({ processing_id: "x".repeat(500) }) });
      return await compare(topology, { wall, limit, bare, load }, options);
    }),
};

async function compare(
  topology: Topology,
  {
    wall,
    limit,
    bare,
    load,
  }: {
    wall: BenchServer;
    limit: Child<{ url: string }>;
    bare: Child<{ url: string }>;
    load: LoadGenerator;
  },
  { rounds, runMs }: BenchOptions,
): Promise<Figure[]> {
  const json = { "content-type": "application/json" };
  const post = { method: "POST", body: SHARE_BODY, status: 202, connections: CONNECTIONS, ms: runMs };
  const loads = {
    ours: { ...post, url: `${wall.url}/api/v1/share`, headers: { ...wall.headers, ...json } },
    limit: { ...post, url: `${limit.ready.url}/`, headers: json },
    bare: { ...post, url: `${bare.ready.url}/`, headers: json },
    oneRow: { ...post, url: `${limit.ready.url}/one-row`, headers: json },
  } satisfies Record<string, Load>;
  const children = { ours: wall.child, limit, bare, oneRow: limit };
  const run = async (side: keyof typeof loads) => {
    const before = children[side].cpuSeconds() ?? 0;
    const { perSecond, requests, p99Ms } = await load.run(loads[side]);
    const cpuMicros = (((children[side].cpuSeconds() ?? 0) - before) * 1e6) / requests;
    return { perSecond, cpuMicros, p99Ms };
  };
  const sides = { ours: () => run("ours"), limit: () => run("limit") };
  await inRounds(1, sides);
  const pairs = await inRounds(rounds, sides);
  const figures: Figure[] = [
    {
      what: "accept",
      unit: "/s",
      ours: pairs.ours.map((result) => result.perSecond),
      limit: { what: "the same rows, bare", values: pairs.limit.map((result) => result.perSecond) },
      aim:
        topology === "embedded"
          ? {
              text: "≥ 0.5, ≥ 4,000/s",
              isMet: ({ ours, ratio }) => ratio >= 0.5 && ours >= LEAST_EMBEDDED,
            }
          : { text: "≥ 0.5", isMet: ({ ratio }) => ratio >= 0.5 },
    },
    {
      what: "accept, CPU of the server a share",
      unit: "µs CPU",
      ours: pairs.ours.map((result) => result.cpuMicros),
      limit: { what: "the same rows, bare", values: pairs.limit.map((result) => result.cpuMicros) },
      aim: null,
    },
  ];
  if (topology !== "embedded") return figures;
  const machine = await inRounds(Math.min(rounds, 3), {
    bare: () => run("bare"),
    oneRow: () => run("oneRow"),
  });
  const ours = pairs.ours.slice(0, machine.bare.length).map((result) => result.perSecond);
  return [
    ...figures,
    {
      what: "accept, beside no storing at all",
      unit: "/s",
      ours,
      limit: { what: "a bare route, JSON in and out", values: machine.bare.map((result) => result.perSecond) },
      aim: null,
    },
    {
      what: "accept, beside one synced row",
      unit: "/s",
      ours,
      limit: { what: "one synced row, grouped", values: machine.oneRow.map((result) => result.perSecond) },
      aim: null,
    },
  ];
}
