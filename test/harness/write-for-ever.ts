/** Writes one row after another and tells its parent each one that was answered, until it is killed. */
import { openPostgres } from "../../src/adapters/database-postgres.ts";
import { openSqlite } from "../../src/adapters/database-sqlite.ts";
import type { Database } from "../../src/core/ports/database.ts";
import type { Tables } from "../../src/store/tables.ts";

const WRITERS = 8;
const [, , dialect, where = "", prefix] = process.argv;
process.on("disconnect", () => process.exit(1));

const store: Database<Tables> =
  dialect === "postgres"
    ? openPostgres({
        url: where,
        poolSize: WRITERS,
        statementTimeoutMs: 10_000,
        connectTimeoutMs: 5_000,
        clockOffsetMs: () => 0,
      })
    : openSqlite(where);

async function write(writer: number): Promise<never> {
  for (let n = 1; ; n++) {
    const name = `${prefix} ${writer} ${n}`;
    await store.write(async (unit) => {
      await unit.db
        .insertInto("chores")
        .values({ name: `${name} begun`, holder: null, until: 0 })
        .execute();
      await unit.db
        .insertInto("chores")
        .values({ name: `${name} whole`, holder: null, until: 0 })
        .execute();
    });
    process.send?.(name);
  }
}

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
