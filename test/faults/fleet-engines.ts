import { type AiServer, openAiServer } from "../harness/ai-server.ts";
import { claudeAt } from "../harness/ai-settings.ts";
import { type CutLine, openCutLine } from "../harness/cut-line.ts";
import { newPrivatePostgres, type PrivatePostgres } from "../harness/private-postgres.ts";
import { type PrivateRedis, privateRedis } from "../harness/redis.ts";
import { freshBucket, privateS3, s3Environment } from "../harness/s3-server.ts";
import type { Seeded } from "./seeded.ts";
import { openSites, type Sites } from "./sites.ts";

/** What a fleet stands on, all of it the run's own: it may be restarted, emptied and cut off. */
export interface FleetEngines {
  readonly postgres: PrivatePostgres;
  readonly redis: PrivateRedis;
  /** The line to the bucket. */
  readonly bucketLine: CutLine;
  readonly ai: AiServer;
  readonly sites: Sites;
  /** What the program must be told to use them. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Starts them on free ports.
 * @param ownBucketServer a server of S3 of this run alone, which takes 15 s to start; else a bucket on the one that all
 *   tests share, which nothing is done to: it is the line that is cut
 */
export async function openFleetEngines(
  random: Seeded,
  { ownBucketServer }: { ownBucketServer: boolean },
): Promise<FleetEngines> {
  const opened = new AsyncDisposableStack();
  try {
    const sites = opened.adopt(await openSites(random), (open) => open.close());
    const ai = opened.adopt(await openAiServer(), (open) => open.close());
    const redis = await privateRedis({ after: (end) => opened.defer(end) });
    const postgres = opened.adopt(await newPrivatePostgres(), (open) => open.close());
    const server = ownBucketServer ? opened.adopt(await privateS3(), (open) => open.close()).endpoint : undefined;
    const bucket = await freshBucket(server);
    const bucketLine = opened.adopt(await openCutLine(bucket.endpoint), (open) => open.close());
    return {
      postgres,
      redis,
      bucketLine,
      ai,
      sites,
      settings: {
        DATABASE_URL: postgres.url,
        REDIS_URL: redis.url,
        ...s3Environment({ ...bucket, endpoint: bucketLine.url }),
        FETCH_ALLOW_HOSTS: sites.allowHosts,
        ...claudeAt(ai, { AI_BATCH: "off", AI_MONTHLY_BUDGET_USD: "off" }),
      },
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}
