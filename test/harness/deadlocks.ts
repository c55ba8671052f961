import type { TestContext } from "node:test";
import pg from "pg";

/** Counts the deadlocks that PostgreSQL breaks from now on, those that a retry would hide too. */
export function countDeadlocks(t: TestContext): () => number {
  let deadlocks = 0;
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  t.mock.method(pg.Client.prototype, "query", function (this: pg.Client, ...given: unknown[]) {
    const answer = query.apply(this, given);
    if (answer instanceof Promise)
      answer.catch((error: unknown) => {
        if (error instanceof pg.DatabaseError && error.code === "40P01") deadlocks += 1;
      });
    return answer;
  });
  return () => deadlocks;
}
