import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "../child.ts";
import { withEnds } from "../ending.ts";
import { openLoad } from "../load.ts";
import { openPageSites } from "../pages.ts";
import { inRounds, type Row } from "../row.ts";
import { seed } from "../seed.ts";
import { newPlace, PROGRAM, PROGRAM_OPTIONS, settingsAt, startWall, TOPOLOGIES } from "../server.ts";

const ITEMS = 20_000;
const QUICK_ITEMS = 1_000;
/** What start made and nobody needs any more is given back by then. */
const SETTLED_MS = 1_500;
const MOST_LOADED_MB = 350;
const MOST_RATIO = 1.35;

/** Resident memory of the server's process: with nothing to do, and with many items under load with pages being read. */
export const memory: Row = {
  name: "memory",
  about: "resident memory idle beside Fastify with the same plugins, and with 20,000 items under load",
  on: TOPOLOGIES,
  measure: ({ rounds, runMs, quick }, topology) =>
    withEnds(async (atEnd) => {
      const empty = await newPlace(topology);
      atEnd(() => empty.remove());
      const { ours, limit } = await inRounds(Math.min(rounds, 3), {
        ours: () => idleMegabytes(PROGRAM, "/api/v1/health", { env: settingsAt(empty), execArgv: PROGRAM_OPTIONS }),
        limit: () => idleMegabytes(new URL("../limits/plugins.ts", import.meta.url), "/"),
      });
      const full = await newPlace(topology);
      atEnd(() => full.remove());
      const items = quick ? QUICK_ITEMS : ITEMS;
      await seed(full, { ownerItems: items, accounts: 0, itemsAnAccount: 0 });
      const sites = await openPageSites();
      atEnd(() => sites.close());
      const load = await openLoad();
      atEnd(() => load.close());
      const wall = await startWall(full, { settings: { FETCH_ALLOW_HOSTS: sites.hosts } });
      atEnd(() => wall.stop());
      const highest: number[] = [];
      for (let round = 0; round < Math.min(rounds, 3); round++) {
        await wall.ask(
          "POST",
          "/share/bulk",
          Array.from({ length: 50 }, () => ({ url: sites.next() })),
        );
        const headers = { ...wall.headers, "content-type": "application/json" };
        const common = { connections: 8, ms: runMs };
        const share = `${wall.url}/api/v1/share`;
        await load.run({ ...common, url: share, method: "POST", headers, body: NOTE, status: 202 });
        const page = `${wall.url}/api/v1/walls/${wall.inbox}/items?limit=20`;
        await load.run({ url: page, headers: wall.headers, status: 200, ...common });
        highest.push((wall.child.residentBytes() ?? 0) / 1e6);
      }
      return [
        {
          what: "memory, idle",
          unit: "MB",
          ours,
          limit: { what: "Fastify, same plugins", values: limit },
          aim: { text: `≤ ${MOST_RATIO}`, isMet: ({ ratio }) => ratio <= MOST_RATIO },
        },
        {
          what: `memory, ${items} items under load`,
          unit: "MB",
          ours: highest,
          limit: null,
          aim: { text: `≤ ${MOST_LOADED_MB} MB`, isMet: (run) => run.ours <= MOST_LOADED_MB },
          note: "threads included; 100,000 items are the aim",
        },
      ];
    }),
};

const NOTE = JSON.stringify({ text: "Ask the harbour master about hinge number {n}." });

async function idleMegabytes(file: URL, path: string, options: Parameters<typeof startChild>[1] = {}): Promise<number> {
  const child = await startChild<{ url: string }>(file, options);
  const response = await fetch(child.ready.url + path);
  await response.arrayBuffer();
  await sleep(SETTLED_MS);
  const bytes = child.residentBytes();
  await child.stop();
  if (bytes === null) throw new Error("the memory of a process can be read where there is /proc only");
  return bytes / 1e6;
}
