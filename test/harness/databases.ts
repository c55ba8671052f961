import { randomBytes } from "node:crypto";
import pg from "pg";

/** The server whose databases tests make and drop; a person's machine may have none. */
const server = (): string => process.env["TEST_DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";

/** The databases every suite runs on. */
export const DIALECTS = ["sqlite", "postgres"] as const;
export type TestDialect = (typeof DIALECTS)[number];

let known: Promise<boolean> | null = null;

/** Whether PostgreSQL answers here. */
export function postgresAnswers(): Promise<boolean> {
  known ??= withServer(() => Promise.resolve()).then(
    () => true,
    () => false,
  );
  return known;
}

/** The options of a test on this database: skipped where it is missing, which under CI is a failure. */
export async function on(dialect: TestDialect): Promise<{ skip: string | false }> {
  if (dialect === "sqlite" || (await postgresAnswers())) return { skip: false };
  if (process.env["CI"] === "true") throw new Error(`PostgreSQL does not answer at ${server()}`);
  return { skip: "PostgreSQL does not answer here" };
}

/** The database with all tables and no rows that this run of the tests copies; one is made for each run. */
const TEMPLATE = process.env["TEST_DATABASE_TEMPLATE"] ?? null;

/**
 * Makes an empty database of the test's own; `drop` takes it away again, whoever is still connected.
 * @param migrated its tables may be there already, which saves making them
 */
export async function freshPostgres({ migrated = false } = {}): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `dw_test_${process.pid}_${randomBytes(6).toString("hex")}`;
  const like = migrated && TEMPLATE !== null ? ` template ${TEMPLATE}` : "";
  await withServer((client) => client.query(`create database ${name}${like}`));
  const url = new URL(server());
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await withServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function withServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server(), connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
