import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { openPostgres } from "../../src/adapters/database-postgres.ts";
import { openSqlite } from "../../src/adapters/database-sqlite.ts";
import { openFiles } from "../../src/app/open-files.ts";
import { readSettings } from "../../src/config/settings.ts";
import type { Store } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import type { TestWall } from "./new-wall.ts";

type Inside = Pick<TestWall, "dataDir" | "databaseUrl" | "environment">;

/** Runs `work` on the rows of a running wall, past the program. */
export async function withRows<Result>(
  { dataDir, databaseUrl }: Pick<TestWall, "dataDir" | "databaseUrl">,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store: Store =
    databaseUrl === null
      ? openSqlite<Tables>(join(dataDir, "wall.db"))
      : openPostgres<Tables>({
          url: databaseUrl,
          poolSize: 2,
          statementTimeoutMs: 5_000,
          connectTimeoutMs: 5_000,
          clockOffsetMs: () => 0,
        });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const COUNTED = [
  "items",
  "shares",
  "files",
  "places",
  "addresses",
  "duplicates",
  "steps",
  "walls",
  "tags",
  "tag_synonyms",
  "tag_pairs_kept",
  "deleted_tags",
  "unwanted_tags",
  "api_keys",
] as const;

/**
 * How many files are kept or on their way: on a disk by what lies there, with a bucket by their rows, since it shows nothing
 * that is not whole.
 */
export async function filesUnderWay(wall: Inside): Promise<number> {
  const isInBucket = wall.environment["FILES_URL"]?.startsWith("s3:") ?? false;
  return isInBucket ? ((await countEverything(wall))["files"] ?? 0) : (await storedFiles(wall)).length;
}

/** How much there is of everything that a request could leave half-made, bytes on the disk included. */
export async function countEverything(wall: Inside): Promise<Record<string, number>> {
  return await withRows(wall, async ({ reader }) => {
    const counts: Record<string, number> = {};
    for (const table of COUNTED) {
      const { count } = await reader
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      counts[table] = Number(count);
    }
    return { ...counts, "stored files": (await storedFiles(wall)).length };
  });
}

/** The stored files by their names, unfinished ones too. */
export async function storedFiles({ dataDir, environment }: Inside): Promise<string[]> {
  const { files } = readSettings(environment);
  if (files.kind === "bucket") {
    const opened = await openFiles(files);
    const listed = await Array.fromAsync(opened.list());
    await opened.close();
    return listed.map(({ key, isFinished }) => (isFinished ? key : `${key} (unfinished)`)).toSorted();
  }
  const entries = await readdir(join(dataDir, "files"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
