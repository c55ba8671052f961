import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import sharp from "sharp";
import { openS3StandIn } from "../../test/harness/s3-stand-in.ts";
import { type DatabaseCounts, lookInto } from "../database-look.ts";
import { withEnds } from "../ending.ts";
import { openPageSites } from "../pages.ts";
import { drained } from "../queue.ts";
import type { Figure, Row, Unit } from "../row.ts";
import { type BenchServer, newPlace, startWall } from "../server.ts";

const PAGES = 60;
const PICTURES = 20;
const QUICK = { pages: 12, pictures: 4 };
/** PostgreSQL's processes hand in what they counted after 10 s without work at the latest. */
const COUNTED_MS = 11_000;
/** A photo of a telephone, about 2 MB. */
const PICTURE = { width: 2_000, height: 1_500 };

/** What one share asks of the engines, from 202 to ready: what bench/scale-sim multiplies. Alone, so that nothing else is counted. */
export const shareCost: Row = {
  name: "share-cost",
  about: "what a page and a picture ask of PostgreSQL, Redis and S3, with the built-in analysis",
  on: ["distributed"],
  measure: ({ quick }) =>
    withEnds(async (atEnd) => {
      const place = await newPlace("distributed");
      atEnd(() => place.remove());
      const bucket = await openS3StandIn();
      atEnd(() => bucket.close());
      const sites = await openPageSites();
      atEnd(() => sites.close());
      const settings = {
        FETCH_ALLOW_HOSTS: sites.hosts,
        FILES_URL: `s3://${bucket.bucket}`,
        AWS_ENDPOINT_URL_S3: bucket.endpoint,
        AWS_REGION: "auto",
        AWS_ACCESS_KEY_ID: "bench",
        AWS_SECRET_ACCESS_KEY: "bench",
        // What a connection used is no longer known once it is closed.
        DATABASE_IDLE_SECONDS: "3600",
      };
      const wall = await startWall(place, { settings });
      atEnd(() => wall.stop());
      const database = await lookInto(place.databaseUrl ?? "");
      atEnd(() => database.close());
      const redis = new Redis(place.settings["REDIS_URL"] ?? "");
      atEnd(async () => redis.disconnect());

      const look = async (): Promise<Counts> => ({
        ...(await database.counts()),
        published: Number(/cmdstat_publish:calls=(\d+)/.exec(await redis.info("commandstats"))?.[1] ?? 0),
        redis: Number(/total_commands_processed:(\d+)/.exec(await redis.info("stats"))?.[1]),
        requests: bucket.requests.length,
        objects: bucket.objects.size,
        stored: [...bucket.objects.values()].reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
      });
      /** What `work` asked of each, without what the processes ask by themselves in the same time. */
      const countedWhile = async (work: () => Promise<unknown>): Promise<Counts & { seconds: number }> => {
        const [before, startedMs] = [await look(), performance.now()];
        await work();
        await sleep(COUNTED_MS);
        const after = await look();
        return { ...minus(after, before), seconds: (performance.now() - startedMs) / 1_000 };
      };

      const sharePage = () => wall.ask("POST", "/share", { url: sites.next() });
      await sharePage();
      await sharePicture(wall);
      await drained(wall);
      await sleep(COUNTED_MS);
      const idle = await countedWhile(async () => {});
      const { pages, pictures } = quick ? QUICK : { pages: PAGES, pictures: PICTURES };
      const each = async (times: number, share: () => Promise<unknown>) => {
        const { seconds, ...counts } = await countedWhile(async () => {
          for (let n = 0; n < times; n++) await share();
          await drained(wall);
        });
        const ofItself = by(idle, idle.seconds / seconds);
        return by(minus(counts, ofItself), times);
      };
      return [
        figure("idle, distributed: transactions", "/s", idle.transactions / idle.seconds),
        figure("idle, distributed: Redis commands", "/s", idle.redis / idle.seconds),
        ...figuresOf("a page", await each(pages, sharePage)),
        ...figuresOf("a picture", await each(pictures, () => sharePicture(wall))),
      ];
    }),
};

interface Counts extends DatabaseCounts {
  readonly redis: number;
  readonly published: number;
  readonly requests: number;
  readonly objects: number;
  readonly stored: number;
}

const mapped = (counts: Counts, change: (value: number, name: keyof Counts) => number): Counts =>
  Object.fromEntries(
    Object.entries(counts).map(([name, value]) => [name, change(value, name as keyof Counts)]),
  ) as unknown as Counts;
const minus = (after: Counts, before: Counts) => mapped(after, (value, name) => value - before[name]);
const by = (counts: Counts, divisor: number) => mapped(counts, (value) => value / divisor);

const figure = (what: string, unit: Unit, value: number): Figure => ({
  what,
  unit,
  ours: [Math.max(0, value)],
  limit: null,
  aim: null,
});

const figuresOf = (what: string, counts: Counts): Figure[] => [
  figure(`${what}: rows made`, "rows", counts.rowsMade),
  figure(`${what}: rows written`, "rows", counts.rowsWritten),
  figure(`${what}: bytes in the database`, "KB", counts.bytes / 1_000),
  figure(`${what}: transactions`, "transactions", counts.transactions),
  figure(`${what}: CPU of the database`, "µs CPU", counts.cpuSeconds * 1e6),
  figure(`${what}: Redis commands`, "commands", counts.redis),
  figure(`${what}: messages to all processes`, "messages", counts.published),
  figure(`${what}: S3 requests`, "requests", counts.requests),
  figure(`${what}: S3 objects`, "objects", counts.objects),
  figure(`${what}: bytes in S3`, "KB", counts.stored / 1_000),
];

let drawn = 0;

/** Hands in a picture that nobody has seen before, and shares it. */
async function sharePicture(wall: BenchServer): Promise<void> {
  const noise = { type: "gaussian", mean: 100 + (drawn++ % 100), sigma: 20 } as const;
  const background = { r: 0, g: 0, b: 0 };
  const body = await sharp({ create: { ...PICTURE, channels: 3, background, noise } })
    .jpeg()
    .toBuffer();
  const response = await fetch(`${wall.url}/api/v1/files?name=photo-${drawn}.jpg`, {
    method: "POST",
    headers: { ...wall.headers, "content-type": "application/octet-stream" },
    body: new Uint8Array(body),
  });
  const { id } = (await response.json()) as { id: string };
  await wall.ask("POST", "/share", { file_ids: [id] });
}
