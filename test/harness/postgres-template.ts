import { openPostgres } from "../../src/adapters/database-postgres.ts";
import { migrate } from "../../src/store/migrate.ts";
import type { Tables } from "../../src/store/tables.ts";
import { freshPostgres } from "./databases.ts";

/** Makes a database with all tables and no rows, for tests to copy. */
export async function newTemplate(): Promise<{ name: string; drop(): Promise<void> }> {
  const { url, drop } = await freshPostgres();
  const store = openPostgres<Tables>({
    url,
    poolSize: 1,
    statementTimeoutMs: 20_000,
    connectTimeoutMs: 5_000,
    clockOffsetMs: () => 0,
  });
  await migrate(store);
  // Nobody may be connected to what is copied.
  await store.close();
  return { name: new URL(url).pathname.slice(1), drop };
}
