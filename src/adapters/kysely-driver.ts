import type { DatabaseConnection, Driver, QueryResult } from "kysely";

/** A driver of Kysely with one connection that is always there. Its own transactions are not used. */
export function driverOf(connection: Pick<DatabaseConnection, "executeQuery">): Driver {
  const unsupported = (): Promise<never> =>
    Promise.reject(new Error("Kysely's own transactions are not used: write through a unit"));
  const whole: DatabaseConnection = {
    executeQuery: (query) => connection.executeQuery(query),
    // biome-ignore lint/correctness/useYield: the interface asks for a generator; rows are never streamed from here
    async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
      throw new Error("rows are paged by key, not streamed");
    },
  };
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(whole),
    beginTransaction: unsupported,
    commitTransaction: unsupported,
    rollbackTransaction: unsupported,
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
}
