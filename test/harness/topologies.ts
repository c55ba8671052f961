import { freshPostgres, on } from "./databases.ts";
import { freshRedis, withRedis } from "./redis.ts";
import { freshBucket, onRealS3, s3Environment } from "./s3-server.ts";

/**
 * How the program stands: as one process with one folder; as one process on PostgreSQL; or as two servers and two
 * workers on PostgreSQL, Redis and S3.
 */
export type Topology = "embedded" | "postgres" | "distributed";

/** `TEST_TOPOLOGY` makes a whole run on one of them. */
const chosen = chosenTopology();

/** Those on which a journey is made that knows of several: one in a run, so that `npm test` is done in minutes. */
export const TOPOLOGIES: readonly Topology[] = [chosen ?? "embedded"];

/** Where a journey is made that names none. */
export const USUAL_TOPOLOGY: Topology = chosen ?? "embedded";

function chosenTopology(): Topology | null {
  const name = process.env["TEST_TOPOLOGY"] ?? "";
  if (name === "") return null;
  if (name !== "embedded" && name !== "postgres" && name !== "distributed")
    throw new Error(`TEST_TOPOLOGY: there is no topology "${name}"`);
  return name;
}

/** The options of a test on this topology: skipped where an engine is missing, which under CI is a failure. */
export async function within(topology: Topology): Promise<{ skip: string | false }> {
  if (topology === "embedded") return { skip: false };
  const postgres = await on("postgres");
  if (postgres.skip !== false || topology === "postgres") return postgres;
  const redis = await withRedis();
  return redis.skip !== false ? redis : onRealS3();
}

/** Engines of a test's own. */
export interface Engines {
  /** Settings that lead to them, by their names in the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly databaseUrl: string | null;
  /** One name for each process. */
  readonly servers: readonly string[];
  readonly workers: readonly string[];
  close(): Promise<void>;
}

/** A connection is kept for each of so many places; four processes of several tests share a server's hundred. */
const POOL = "4";

/** Makes an empty database, and what else belongs to the topology. */
export async function openEngines(topology: Topology): Promise<Engines> {
  if (topology === "embedded")
    return { environment: {}, databaseUrl: null, servers: ["wall"], workers: [], close: async () => {} };
  const postgres = await freshPostgres({ migrated: true });
  if (topology === "postgres")
    return {
      environment: { DATABASE_URL: postgres.url },
      databaseUrl: postgres.url,
      servers: ["wall"],
      workers: [],
      close: postgres.drop,
    };
  const [redis, bucket] = await Promise.all([freshRedis(), freshBucket()]);
  return {
    environment: {
      DATABASE_URL: postgres.url,
      DATABASE_POOL: POOL,
      REDIS_URL: redis.url,
      SECRET_KEY: "of-processes-that-share-no-folder-4711",
      ...s3Environment(bucket),
    },
    databaseUrl: postgres.url,
    servers: ["api-1", "api-2"],
    workers: ["worker-1", "worker-2"],
    async close() {
      await Promise.all([postgres.drop(), redis.giveBack()]);
    },
  };
}
