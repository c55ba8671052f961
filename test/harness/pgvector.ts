import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { openPostgres } from "../../src/adapters/database-postgres.ts";
import { migrate } from "../../src/store/migrate.ts";
import type { Store } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";

/** One for the pool, one for what is done patiently. */
const CONNECTIONS = 2;

/**
 * PostgreSQL itself with pgvector, both compiled to WebAssembly, behind the adapter that speaks to any other: machines
 * that run the tests need not have pgvector installed. All connections are one session of it: what is set, locked or prepared by
 * one is so for the other, so it shows nothing about processes beside each other. Making one takes seconds.
 */
export async function newPgvectorStore(atEnd: (end: () => Promise<void>) => void): Promise<Store> {
  const db = await PGlite.create({ extensions: { vector } });
  // The port is any that is free.
  const server = new PGLiteSocketServer({ db, host: "127.0.0.1", port: 0, maxConnections: CONNECTIONS });
  await server.start();
  const store = openPostgres<Tables>({
    url: `postgres://postgres@${server.getServerConn()}/postgres`,
    poolSize: 1,
    statementTimeoutMs: 60_000,
    connectTimeoutMs: 10_000,
    clockOffsetMs: () => 0,
  });
  atEnd(async () => {
    await store.close();
    await server.stop();
    await db.close();
  });
  await migrate(store);
  return store;
}
