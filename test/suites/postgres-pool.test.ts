import assert from "node:assert/strict";
import { chown, copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { sql } from "kysely";
import { openPostgres, type PostgresDatabase, type PostgresSettings } from "../../src/adapters/database-postgres.ts";
import { applicationName } from "../../src/app/open-store.ts";
import { readSettings } from "../../src/config/settings.ts";
import { DatabaseUnavailable } from "../../src/core/ports/database.ts";
import type { Tables } from "../../src/store/tables.ts";
import { makeCertificate } from "../harness/certificates.ts";
import { freshPostgres, on } from "../harness/databases.ts";
import { openPostgresLine } from "../harness/postgres-line.ts";
import { newPrivatePostgres, onPrivatePostgres } from "../harness/private-postgres.ts";
import { until } from "../harness/until.ts";

const options = await on("postgres");

const PLAIN = { poolSize: 4, connectTimeoutMs: 3_000, statementTimeoutMs: 2_000, clockOffsetMs: () => 0 } as const;

/** A pool on an empty database of its own, through a line that the test holds. */
async function newPool(t: TestContext, settings: Partial<PostgresSettings> = {}) {
  const database = await freshPostgres();
  const line = await openPostgresLine(database.url);
  const store = openPostgres<Tables>({ ...PLAIN, url: line.url, ...settings });
  t.after(async () => {
    await store.close();
    line.close();
    await database.drop();
  });
  return { store, line };
}

const askAll = (store: PostgresDatabase<Tables>, count: number) =>
  Promise.all(Array.from({ length: count }, () => sql`select pg_sleep(0.02)`.execute(store.reader)));

async function shown<Row>(store: PostgresDatabase<Tables>, column: string): Promise<Row | undefined> {
  const { rows } = await sql<{ value: Row }>`select ${sql.raw(column)} as value`.execute(store.reader);
  return rows[0]?.value;
}

test("an idle pool closes what it does not need and keeps what it was told to keep", options, async (t) => {
  const { store } = await newPool(t, { keptOpen: 1, idleMs: 500 });
  await askAll(store, 8);
  assert.equal(store.connections().open, 4, "never more than its size");
  await until("the idle ones to go", () => store.connections().open === 1);
  await store.ping();
  assert.deepEqual(store.connections(), { open: 1, idle: 1, waiting: 0 });
});

test("a connection is replaced when it has lived its time", options, async (t) => {
  const { store } = await newPool(t, { lifetimeMs: 1_000, poolSize: 1 });
  const first = await shown<number>(store, "pg_backend_pid()");
  assert.equal(await shown(store, "pg_backend_pid()"), first, "not before");
  await until("another connection", async () => (await shown(store, "pg_backend_pid()")) !== first);
});

test(
  "the server is told who we are, and how long statements, locks and silent transactions may take",
  options,
  async (t) => {
    const name = applicationName("worker");
    const { store } = await newPool(t, { applicationName: name, lockTimeoutMs: 700, idleInTransactionMs: 9_000 });
    assert.match(name, new RegExp(`^digital-wall worker .*:${process.pid}$`));
    assert.equal(await shown(store, "current_setting('application_name')"), name);
    assert.equal(await shown(store, "current_setting('statement_timeout')"), "2s");
    assert.equal(await shown(store, "current_setting('lock_timeout')"), "700ms");
    assert.equal(await shown(store, "current_setting('idle_in_transaction_session_timeout')"), "9s");
  },
);

test("a long host name leaves the process id where it can be read", () => {
  assert.ok(applicationName("serve").length <= 63);
  assert.match(applicationName("serve"), /:\d+$/);
});

test(
  "a connection that was idle for long is asked before it is used, and a dead one is nobody's business",
  options,
  async (t) => {
    const { store, line } = await newPool(t, { checkAfterMs: 0, poolSize: 1 });
    await store.ping();
    line.freeze();
    const waiting = store.ping();
    line.thaw();
    await waiting;
    const startedMs = performance.now();
    await store.ping();
    assert.ok(performance.now() - startedMs < 1_000, "the new one answers");
  },
);

test("silence on one connection is the end of all that have said nothing since", options, async (t) => {
  const { store, line } = await newPool(t, { statementTimeoutMs: 300 });
  await askAll(store, 4);
  line.freeze();
  await assert.rejects(store.ping(), /does not answer/);
  line.thaw();
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: 12 }, () => store.ping()));
  assert.ok(performance.now() - startedMs < 800, "nobody waited for the other three");
});

test(
  "a transaction that says nothing for too long is ended by the server, and its rows are free",
  options,
  async (t) => {
    const { store } = await newPool(t, { idleInTransactionMs: 200 });
    await store.write((unit) => sql`create table lamps (name text primary key)`.execute(unit.db));
    const frozen = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const silent = store.write(async (unit) => {
      await sql`insert into lamps values ('red')`.execute(unit.db);
      locked.resolve();
      await frozen.promise;
      await sql`insert into lamps values ('green')`.execute(unit.db);
    });
    await locked.promise;
    await store.write((unit) => sql`insert into lamps values ('red')`.execute(unit.db));
    frozen.resolve();
    await assert.rejects(silent, DatabaseUnavailable);
    const { rows } = await sql<{ name: string }>`select name from lamps`.execute(store.reader);
    assert.deepEqual(rows, [{ name: "red" }]);
  },
);

test("sslmode means what libpq means by it", onPrivatePostgres(), async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "dw-tls-"));
  const [own, other] = [await makeCertificate(folder, "own"), await makeCertificate(folder, "other")];
  const server = await newPrivatePostgres();
  t.after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const open = async (parameters: string, host = "127.0.0.1") => {
    const url = new URL(`${server.url}?${parameters}`);
    url.hostname = host;
    let store: PostgresDatabase<Tables> | null = null;
    try {
      store = openPostgres<Tables>({ ...PLAIN, url: url.href, poolSize: 1 });
      return await shown<boolean>(store, "(select ssl from pg_stat_ssl where pid = pg_backend_pid())");
    } catch (error) {
      assert.ok(error instanceof DatabaseUnavailable, String(error));
      return error.message;
    } finally {
      await store?.close();
    }
  };
  assert.equal(await open("sslmode=disable"), false);
  assert.match(String(await open("sslmode=require")), /no TLS/, "a server without TLS is refused");

  const data = join(server.folder, "data");
  for (const [from, to] of [
    [own.certificate, "server.crt"],
    [own.key, "server.key"],
  ] as const) {
    await copyFile(from, join(data, to));
    if (process.getuid?.() === 0) await chown(join(data, to), server.user, 0);
  }
  await server.stop("fast");
  await server.start(["-c", "ssl=on"]);
  const root = (certificate: string) => `sslrootcert=${encodeURIComponent(certificate)}`;
  assert.equal(await open(""), false);
  assert.equal(await open("sslmode=require"), true);
  assert.match(String(await open(`sslmode=require&${root(other.certificate)}`)), /no TLS/);
  assert.equal(await open(`sslmode=verify-ca&${root(own.certificate)}`), true, "whatever the host is called");
  assert.match(String(await open(`sslmode=verify-ca&${root(other.certificate)}`)), /no TLS/);
  assert.equal(await open(`sslmode=verify-full&${root(own.certificate)}`, "localhost"), true);
  assert.match(String(await open(`sslmode=verify-full&${root(own.certificate)}`)), /no TLS.*127\.0\.0\.1/s);
  assert.match(
    String(await open("sslmode=verify-full", "localhost")),
    /no TLS/,
    "no authority of the machine's made it",
  );
  assert.match(String(await open(`sslmode=verify-ca&${root("/nowhere.crt")}`)), /nowhere\.crt.*cannot be read/);
});

const REFUSED: readonly (readonly [settings: Record<string, string>, says: RegExp])[] = [
  [{ DATABASE_URL: "mysql://wall" }, /^DATABASE_URL must begin with postgres:/],
  [{ DATABASE_URL: "postgres://wall/x?sslmode=prefer" }, /^DATABASE_URL must have an sslmode of disable, require/],
  [{ DATABASE_URL: "postgres://wall/x?sslmode=verify-ca" }, /sslrootcert with sslmode=verify-ca/],
  [{ DATABASE_POOL: "1" }, /^DATABASE_POOL must be a whole number from 2/],
  [{ DATABASE_STATEMENT_MS: "soon" }, /^DATABASE_STATEMENT_MS must be/],
  [{ METRICS_PORT: "70000" }, /^METRICS_PORT must be/],
];

test("settings of the database that cannot be meant are refused by name", () => {
  for (const [settings, says] of REFUSED) assert.throws(() => readSettings(settings), { message: says });
  const { database } = readSettings({ DATABASE_POOL: "2", DATABASE_POOL_MIN: "9", DATABASE_IDLE_SECONDS: "7" });
  assert.deepEqual([database.poolSize, database.keptOpen, database.idleMs], [2, 2, 7_000]);
});
