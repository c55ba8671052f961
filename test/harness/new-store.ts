import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { openPostgres } from "../../src/adapters/database-postgres.ts";
import { openSqlite } from "../../src/adapters/database-sqlite.ts";
import { migrate } from "../../src/store/migrate.ts";
import type { Store } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { freshPostgres, type TestDialect } from "./databases.ts";

/** A database of a test's own, without a program around it, and a clock that the test moves. */
export interface TestStore {
  readonly store: Store;
  readonly folder: string;
  /** Null on SQLite. */
  readonly url: string | null;
  readonly clock: { forward(ms: number): void };
  /** A further pool on the same rows, as a second process would have it; PostgreSQL only. */
  another(options?: { poolSize?: number }): Store;
  /** Runs when the test ends, before the database goes; the last one named runs first. */
  atEnd(end: () => Promise<void> | void): void;
}

export async function newStore(t: TestContext, dialect: TestDialect, { migrated = true } = {}): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), "dw-store-"));
  const ends: (() => Promise<void> | void)[] = [() => rm(folder, { recursive: true, force: true })];
  t.after(async () => {
    for (const end of ends.toReversed()) await end();
  });
  let offsetMs = 0;
  const fresh = dialect === "postgres" ? await freshPostgres({ migrated }) : null;
  if (fresh) ends.push(() => fresh.drop());

  function open(poolSize = 10): Store {
    const store = fresh
      ? openPostgres<Tables>({
          url: fresh.url,
          poolSize,
          statementTimeoutMs: 20_000,
          connectTimeoutMs: 5_000,
          clockOffsetMs: () => offsetMs,
        })
      : openSqlite<Tables>(join(folder, "wall.db"), () => Date.now() + offsetMs);
    const close = store.close;
    let closed: Promise<void> | null = null;
    store.close = () => {
      closed ??= close();
      return closed;
    };
    ends.push(() => store.close());
    return store;
  }

  const store = open();
  if (migrated) await migrate(store);
  return {
    store,
    folder,
    url: fresh?.url ?? null,
    clock: {
      forward(ms) {
        offsetMs += ms;
      },
    },
    another({ poolSize } = {}) {
      if (!fresh) throw new Error("SQLite's one process has one store");
      return open(poolSize);
    },
    atEnd: (end) => void ends.push(end),
  };
}
