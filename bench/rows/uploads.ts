import { startChild } from "../child.ts";
import { withEnds } from "../ending.ts";
import type { Row } from "../row.ts";
import { newPlace, startWall, TOPOLOGIES } from "../server.ts";
import type { Uploads } from "../upload-process.ts";

const UPLOADS = 50;
const BYTES = 100_000_000;
const QUICK_UPLOADS = 10;
const QUICK_BYTES = 30_000_000;
const LOOK_MS = 50;
const MOST_RISE_MB = 150;

/** Fifty files of 100 MB handed in at the same time: what the server's memory rises by, and how fast they are on disk. */
export const uploads: Row = {
  name: "uploads",
  about: "50 uploads of 100 MB at once: the rise of the server's memory",
  on: TOPOLOGIES,
  measure: ({ quick }, topology) =>
    withEnds(async (atEnd) => {
      const place = await newPlace(topology, { bucket: true });
      atEnd(() => place.remove());
      const wall = await startWall(place, { workers: false });
      atEnd(() => wall.stop());
      const clients = await startChild(new URL("../upload-process.ts", import.meta.url));
      atEnd(() => clients.stop());
      const asked = (uploads: number, bytes: number): Uploads => ({
        url: `${wall.url}/api/v1/files?name=film.bin`,
        headers: wall.headers,
        uploads,
        bytes,
      });
      const send = async (what: Uploads) => {
        const answer = await clients.ask<{ seconds: number } | { failure: string }>(what);
        if ("failure" in answer) throw new Error(answer.failure);
        return answer.seconds;
      };
      await send(asked(2, 1_000_000));
      const before = wall.child.residentBytes() ?? 0;
      let highest = before;
      const watch = setInterval(() => {
        highest = Math.max(highest, wall.child.residentBytes() ?? 0);
      }, LOOK_MS);
      atEnd(() => Promise.resolve(clearInterval(watch)));
      const [count, bytes] = quick ? [QUICK_UPLOADS, QUICK_BYTES] : [UPLOADS, BYTES];
      const seconds = await send(asked(count, bytes));
      return [
        {
          what: `memory, rise while ${count} files of ${bytes / 1e6} MB arrive at once`,
          unit: "MB",
          ours: [(highest - before) / 1e6],
          limit: null,
          aim: { text: `≤ ${MOST_RISE_MB} MB`, isMet: (run) => run.ours <= MOST_RISE_MB },
        },
        {
          what: `files of ${bytes / 1e6} MB, ${count} at once, hashed and synced`,
          unit: "MB/s",
          ours: [(count * bytes) / 1e6 / seconds],
          limit: null,
          aim: null,
        },
      ];
    }),
};
