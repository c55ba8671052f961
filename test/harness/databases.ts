import { randomBytes } from "node:crypto";
import pg from "pg";

/** The server whose databases tests make and drop; a person's machine may have none. */
const SERVER = process.env["DW_TEST_POSTGRES_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";

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
  if (process.env["CI"] === "true") throw new Error(`PostgreSQL does not answer at ${SERVER}`);
  return { skip: "PostgreSQL does not answer here" };
}

/** Makes an empty database of the test's own; `drop` takes it away again, whoever is still connected. */
export async function freshPostgres(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `dw_test_${process.pid}_${randomBytes(6).toString("hex")}`;
  await withServer((client) => client.query(`create database ${name}`));
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await withServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function withServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
