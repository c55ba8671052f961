import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Import } from "../../src/contract/imports.ts";
import { largeImport } from "../../test/harness/large-imports.ts";
import { withEnds } from "../ending.ts";
import type { Figure, Row } from "../row.ts";
import { type BenchServer, newPlace, startWall } from "../server.ts";

const MEGABYTES = 500;
const QUICK_MEGABYTES = 60;
const MOST_MB = 300;
const LOOK_MS = 100;
/** So many rows are taken in; memory does not depend on how many came before. */
const ROWS_TAKEN = 20_000;
const KINDS = ["netscape", "json", "linkwarden"] as const;

/** The most memory of a server to which half a gigabyte is brought through its door. */
export const largeImports: Row = {
  name: "large-import",
  about: "peak memory of the server while an import file of 500 MB is uploaded, checked and taken in",
  on: ["embedded"],
  async measure({ quick }) {
    const megabytes = quick ? QUICK_MEGABYTES : MEGABYTES;
    const figures: Figure[] = [];
    for (const kind of KINDS)
      figures.push({
        what: `memory, ${kind} file of ${megabytes} MB uploaded, checked, ${ROWS_TAKEN} rows taken`,
        unit: "MB",
        ours: [await peakOf(kind, megabytes * 1_000_000)],
        limit: null,
        aim: { text: `≤ ${MOST_MB} MB`, isMet: ({ ours }) => ours <= MOST_MB },
        note: "highest of the process, threads included",
      });
    return figures;
  },
};

const peakOf = (kind: string, bytes: number): Promise<number> =>
  withEnds(async (atEnd) => {
    const place = await newPlace("embedded");
    atEnd(() => place.remove());
    const wall = await startWall(place);
    atEnd(() => wall.stop());
    const { id } = await upload(wall, kind, bytes);
    tellPeak(wall, "uploaded");
    const { check } = await importWhen(wall, id, ({ state }) => state === "ready");
    if ((check?.things ?? 0) < 1) throw new Error(`nothing was found in a ${kind} file`);
    tellPeak(wall, `checked ${check?.things} things`);
    await wall.ask("POST", `/imports/${id}/start`);
    await importWhen(wall, id, ({ state, position }) => state === "done" || position >= ROWS_TAKEN);
    tellPeak(wall, `${ROWS_TAKEN} rows taken`);
    return peakMegabytes(wall);
  });

async function upload(wall: BenchServer, kind: string, bytes: number): Promise<Import> {
  const answer = await fetch(`${wall.url}/api/v1/imports?name=large`, {
    method: "POST",
    headers: { ...wall.headers, "content-type": "application/octet-stream" },
    body: Readable.toWeb(Readable.from(largeImport(kind, bytes))) as ReadableStream,
    duplex: "half",
  });
  if (answer.status !== 202) throw new Error(`the import was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Import;
}

async function importWhen(wall: BenchServer, id: string, isIt: (now: Import) => boolean): Promise<Import> {
  for (;;) {
    const now = await wall.ask<Import>("GET", `/imports/${id}`);
    if (now.state === "failed") throw new Error(now.error?.message);
    if (isIt(now)) return now;
    await sleep(LOOK_MS);
  }
}

function peakMegabytes(wall: BenchServer): number {
  const bytes = wall.child.peakBytes();
  if (bytes === null) throw new Error("the memory of a process can be read where there is /proc only");
  return bytes / 1e6;
}

const tellPeak = (wall: BenchServer, when: string): void =>
  void process.stderr.write(` [${when}: ${Math.round(peakMegabytes(wall))} MB]`);
