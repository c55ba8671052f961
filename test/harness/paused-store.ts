import type { KyselyPlugin } from "kysely";
import { sql } from "kysely";
import type { WritableDb } from "../../src/core/ports/database.ts";
import type { Reader, Store } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { until } from "./until.ts";

/** The same store, but every unit waits for `pause` after its last statement, just before its COMMIT. */
export function pausingBeforeCommit(store: Store, pause: () => Promise<void>): Store {
  return {
    ...store,
    write: (work) =>
      store.write(async (unit) => {
        const result = await work(unit);
        await pause();
        return result;
      }),
  };
}

/** A mutant for tests of tests: the same store, but no `select` of its units locks a row. */
export function withoutRowLocks(store: Store): Store {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => (node.kind === "SelectQueryNode" ? { ...node, endModifiers: [] } : node),
    transformResult: ({ result }) => Promise.resolve(result),
  };
  return {
    ...store,
    write: (work) =>
      store.write((unit) => work({ ...unit, db: unit.db.withPlugin(plugin) as unknown as WritableDb<Tables> })),
  };
}

/** How many connections to this PostgreSQL database wait for another one's lock. */
export async function waitingForLocks(db: Reader): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
  return rows[0]?.waiting ?? 0;
}

/**
 * Brings units to the same point: whoever arrives goes on once all `parties` stand here or wait for a lock of one who
 * does, so that a race that can happen does.
 */
export function rendezvous(db: Reader, parties: number): () => Promise<void> {
  let arrived = 0;
  return async () => {
    arrived += 1;
    await until("everybody to arrive", async () => arrived + (await waitingForLocks(db)) >= parties);
  };
}
