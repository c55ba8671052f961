import { setTimeout as sleep } from "node:timers/promises";
import type { Import } from "../../src/contract/imports.ts";
import { withEnds } from "../ending.ts";
import { type LoadGenerator, openLoad } from "../load.ts";
import { inRounds, type Row } from "../row.ts";
import { type BenchServer, newPlace, startWall, TOPOLOGIES } from "../server.ts";
import { sentence } from "../words.ts";

const BOOKMARKS = 40_000;
const FOLDERS = 60;
const TAGS = 300;
const LOOK_MS = 50;
const MOST_S = 10;
const MOST_MS = 50;
const CONNECTIONS = 4;
const PAUSE_MS = 60;

/** A browser's bookmarks from their arrival until the last one is found, and what those wait for who share meanwhile. */
export const importing: Row = {
  name: "import",
  about: "40,000 bookmarks from the first byte until all are searchable, and accept latency meanwhile",
  on: TOPOLOGIES,
  measure: ({ rounds, quick }, topology) =>
    withEnds(async (atEnd) => {
      const load = await openLoad();
      atEnd(() => load.close());
      const count = quick ? BOOKMARKS / 10 : BOOKMARKS;
      const run = async () => {
        const place = await newPlace(topology);
        const wall = await startWall(place);
        try {
          return await importAll(wall, load, count);
        } finally {
          await wall.stop();
          await place.remove();
        }
      };
      const { ours } = await inRounds(Math.min(rounds, 3), { ours: run });
      const of = (name: keyof (typeof ours)[number]) => ours.map((one) => one[name]);
      return [
        {
          what: `import of ${count.toLocaleString("en")} bookmarks, all searchable`,
          unit: "s",
          ours: of("seconds"),
          limit: null,
          aim: { text: `≤ ${MOST_S} s for ${BOOKMARKS.toLocaleString("en")}`, isMet: ({ ours: s }) => s <= MOST_S },
        },
        {
          what: "accept latency during an import, p99",
          unit: "ms",
          ours: of("busyP99Ms"),
          limit: { what: "idle", values: of("idleP99Ms") },
          aim: { text: `≤ ${MOST_MS} ms`, isMet: ({ ours: ms }) => ms <= MOST_MS },
        },
        { what: "memory of the server after an import", unit: "MB", ours: of("memoryMb"), limit: null, aim: null },
      ];
    }),
};

async function importAll(wall: BenchServer, load: LoadGenerator, count: number) {
  const idle = await shareNotes(wall, load, 2_000);
  const alone = await timed(wall, bookmarks(count, "alone"), count);
  const [busy] = await Promise.all([
    shareNotes(wall, load, Math.max(1_000, alone * 1_000)),
    timed(wall, bookmarks(count, "meanwhile"), count),
  ]);
  return {
    seconds: alone,
    idleP99Ms: idle.p99Ms,
    busyP99Ms: busy.p99Ms,
    memoryMb: (wall.child.residentBytes() ?? Number.NaN) / 1e6,
  };
}

/** Seconds from the first byte of the file until the last bookmark is found by its own word. */
async function timed(wall: BenchServer, file: string, count: number): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(`${wall.url}/api/v1/imports?name=bookmarks.html&start=true`, {
    method: "POST",
    headers: { ...wall.headers, "content-type": "text/html" },
    body: file,
  });
  if (answer.status !== 202) throw new Error(`the import was answered ${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as Import;
  for (;;) {
    const now = await wall.ask<Import>("GET", `/imports/${id}`);
    if (now.state === "done") {
      if (now.counts.made !== count) throw new Error(`${now.counts.made} of ${count} were made`);
      break;
    }
    if (now.state === "failed") throw new Error(now.error?.message);
    await sleep(LOOK_MS);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const [, kind = ""] = /last-(\w+)/.exec(file) ?? [];
  const found = await wall.ask<{ total: number }>("GET", `/search?q=last${kind}`);
  if (found.total < 1) throw new Error("the last bookmark is not found");
  return seconds;
}

function bookmarks(count: number, kind: string): string {
  const lines = ["<!DOCTYPE NETSCAPE-Bookmark-file-1>", "<TITLE>Bookmarks</TITLE>", "<H1>Bookmarks</H1>", "<DL><p>"];
  for (let n = 0; n < count; n++) {
    if (n % (count / FOLDERS) < 1)
      lines.push(n === 0 ? "" : "</DL><p>", `<DT><H3>Folder ${Math.floor((n * FOLDERS) / count)}</H3>`, "<DL><p>");
    const title = `${sentence(n).slice(0, 50)} ${n === count - 1 ? `last${kind} last-${kind}` : n}`;
    const tags = `tag${n % TAGS},tag${(n * 7) % TAGS}`;
    const address = `https://site-${n % 2_000}.example/${kind}/${n}`;
    lines.push(`<DT><A HREF="${address}" ADD_DATE="${1_500_000_000 + n}" TAGS="${tags}">${title}</A>`);
    if (n % 4 === 0) lines.push(`<DD>${sentence(n + 1)}`);
  }
  lines.push("</DL><p>", "</DL><p>");
  return lines.join("\n");
}

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
