import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Backup } from "../../src/contract/backups.ts";
import type { TableDigest } from "../../src/core/row-digest.ts";
import { digestTable } from "../../src/store/move-rows.ts";
import { BACKED_UP_TABLES } from "../../src/store/moved-tables.ts";
import { freshPostgres } from "./databases.ts";
import { withRows } from "./look-inside.ts";
import type { TestWall } from "./new-wall.ts";
import { until } from "./until.ts";

/** Asks the server for a backup and waits until it has ended. */
export async function backUp(wall: TestWall): Promise<Backup> {
  const { status, body: begun } = await wall.ask<Backup>("POST", "/backups");
  assert.equal(status, 202, JSON.stringify(begun));
  return await until("the backup to end", async () => {
    const { body } = await wall.ask<Backup>("GET", `/backups/${begun.id}`);
    return body.state === "running" ? null : body;
  });
}

/** An empty place to restore to, with its settings; it is taken away when the test ends. */
export async function emptyPlace(t: TestContext, dialect: "sqlite" | "postgres") {
  const folder = await mkdtemp(join(tmpdir(), "dw-restored-"));
  const database = dialect === "postgres" ? await freshPostgres() : null;
  t.after(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    environment: { DATA_DIR: folder, ...(database && { DATABASE_URL: database.url }) } as Record<string, string>,
    rows: { dataDir: folder, databaseUrl: database?.url ?? null },
  };
}

/** What every table that backups carry holds. */
export async function digestsOf(rows: Pick<TestWall, "dataDir" | "databaseUrl">): Promise<Record<string, TableDigest>> {
  return await withRows(rows, async (store) => {
    const digests: Record<string, TableDigest> = {};
    for (const table of BACKED_UP_TABLES) digests[table] = await digestTable(store, table);
    return digests;
  });
}

/** The names in a folder of backups; none where there is no folder. */
export const namesIn = async (dir: string): Promise<string[]> => (await readdir(dir).catch(() => [])).toSorted();
