import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import pg from "pg";
import { openStore } from "../../src/app/open-store.ts";
import { readSettings } from "../../src/config/settings.ts";
import { DatabaseUnavailable } from "../../src/core/ports/database.ts";
import { freshPostgres, on } from "../harness/databases.ts";
import { type Answer, newWall, type TestWall } from "../harness/new-wall.ts";
import { openPostgresLine, type PostgresLine } from "../harness/postgres-line.ts";
import { newPrivatePostgres, onPrivatePostgres } from "../harness/private-postgres.ts";
import { until } from "../harness/until.ts";

const onShared = await on("postgres");
const onPrivate = onPrivatePostgres();
/** Nobody waits for longer, whatever the database does. */
const MOST_MS = 5_000;
const CALLERS = 6;

interface Timed {
  readonly ms: number;
  readonly answer: Answer;
}

async function timed(asking: Promise<Answer>): Promise<Timed> {
  const startedMs = performance.now();
  const answer = await asking;
  return { ms: performance.now() - startedMs, answer };
}

/** Every answer came in time, and is either what was asked for or a 503 that says when to come back. */
function assertAnswered(all: readonly Timed[]): void {
  for (const { ms, answer } of all) {
    assert.ok(ms < MOST_MS, `an answer took ${Math.round(ms)} ms`);
    if (answer.status === 200 || answer.status === 202) continue;
    assert.equal(answer.status, 503, JSON.stringify(answer.body));
    assert.match(answer.headers.get("retry-after") ?? "", /^\d+$/);
    assert.equal((answer.body as { code: string }).code, "database-unavailable");
  }
}

const shareOf = (wall: TestWall, key: string) =>
  wall.ask("POST", "/share", { body: { text: `a thought named ${key}` }, headers: { "idempotency-key": key } });

/** Callers who share and read one after the other until they are told to stop. */
function startLoad(wall: TestWall): { stop(): Promise<{ answers: Timed[]; keys: string[] }> } {
  const answers: Timed[] = [];
  const keys: string[] = [];
  let stopped = false;
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    for (let n = 0; !stopped; n++) {
      const key = `caller-${caller}-${n}`;
      keys.push(key);
      answers.push(await timed(shareOf(wall, key)));
      answers.push(await timed(wall.ask("GET", "/items")));
    }
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(callers);
      return { answers, keys };
    },
  };
}

const countOf = (answers: readonly Timed[], status: number) =>
  answers.filter(({ answer }) => answer.status === status).length;

/** Sends every share once more; each stands exactly once afterwards. */
async function assertOnceEach(wall: TestWall, keys: readonly string[], items: () => Promise<number>): Promise<void> {
  for (const key of keys) assert.equal((await shareOf(wall, key)).status, 202, key);
  assert.equal(await items(), keys.length);
}

const itemsIn = async (ask: (sql: string) => Promise<{ count: string }[]>) =>
  Number((await ask("select count(*) from items"))[0]?.count);

async function wallOn(t: TestContext, url: string, settings: Record<string, string> = {}): Promise<TestWall> {
  return await newWall(t, { topology: "embedded", workers: false, settings: { DATABASE_URL: url, ...settings } });
}

/** A wall whose line to its database the test holds. */
async function wallOnLine(t: TestContext): Promise<{ wall: TestWall; line: PostgresLine }> {
  const database = await freshPostgres();
  const line = await openPostgresLine(database.url);
  const wall = await wallOn(t, line.url);
  t.after(async () => {
    line.close();
    await database.drop();
  });
  return { wall, line };
}

for (const how of ["fast", "immediate"] as const)
  test(
    `a ${how} restart of PostgreSQL under load costs 503s at most, and nobody does anything`,
    onPrivate,
    async (t) => {
      const server = await newPrivatePostgres();
      const wall = await wallOn(t, server.url);
      t.after(() => server.close());
      const load = startLoad(wall);
      await until("some load", async () => (await itemsIn((sql) => server.ask(sql))) > 10);
      await server.stop(how);
      assert.equal((await timed(wall.ask("GET", "/items"))).answer.status, 503);
      await server.start();
      const before = await itemsIn((sql) => server.ask(sql));
      await until("the pool to heal", async () => (await itemsIn((sql) => server.ask(sql))) > before + 10);
      const { answers, keys } = await load.stop();
      assertAnswered(answers);
      assert.ok(countOf(answers, 503) > 0, "it was noticed");
      await assertOnceEach(wall, keys, () => itemsIn((sql) => server.ask(sql)));
    },
  );

test("connections that an administrator ends while nobody uses them cost nobody an answer", onShared, async (t) => {
  const wall = await newWall(t, { topology: "postgres", workers: false });
  await Promise.all(Array.from({ length: 20 }, (_, n) => shareOf(wall, `first-${n}`)));
  const outside = new pg.Client({ connectionString: wall.databaseUrl ?? "" });
  outside.on("error", () => {});
  await outside.connect();
  for (let round = 0; round < 5; round++) {
    const { rowCount } = await outside.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'digital-wall serve %' and pid <> pg_backend_pid()",
    );
    assert.ok((rowCount ?? 0) > 0);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => [wall.ask("GET", "/items"), shareOf(wall, `${round}-${n}`)]).flat(),
    );
    assert.deepEqual(
      answers.map(({ status }) => status).filter((status) => status >= 400),
      [],
    );
  }
  await outside.end();
});

test(
  "when the line to PostgreSQL goes silent, everybody is answered in time, and all goes on when it is back",
  onShared,
  async (t) => {
    const { wall, line } = await wallOnLine(t);
    await Promise.all(Array.from({ length: 20 }, (_, n) => shareOf(wall, `before-${n}`)));
    line.freeze();
    const ask = (name: string) =>
      Array.from({ length: 12 }, (_, n) => [
        timed(wall.ask("GET", "/items")),
        timed(shareOf(wall, `${name}-${n}`)),
      ]).flat();
    const first = await Promise.all(ask("frozen"));
    const second = await Promise.all(ask("frozen-still"));
    assertAnswered([...first, ...second]);
    assert.equal(countOf([...first, ...second], 503), 48);
    line.thaw();
    await until("it to heal by itself", async () => {
      const after = await Promise.all(ask("frozen"));
      assertAnswered(after);
      return countOf(after, 503) === 0;
    });
  },
);

test(
  "a COMMIT whose answer is lost is a 503, and the same key again gives the same share, once",
  onShared,
  async (t) => {
    const { wall, line } = await wallOnLine(t);
    line.cutNextCommit();
    const lost = await shareOf(wall, "paid twice?");
    assert.equal(lost.status, 503);
    assert.match((lost.body as { detail: string }).detail, /same Idempotency-Key/);
    assert.equal(line.commitsCut, 1);
    const again = await shareOf(wall, "paid twice?");
    const third = await shareOf(wall, "paid twice?");
    assert.deepEqual([again.status, again.headers.get("idempotent-replayed")], [202, "true"]);
    assert.deepEqual(again.body, third.body);
    const { body } = await wall.ask<{ items: unknown[] }>("GET", "/items");
    assert.equal(body.items.length, 1);
  },
);

test("files of a share whose COMMIT was not answered are kept when the share was", onShared, async (t) => {
  const { wall, line } = await wallOnLine(t);
  const form = () => {
    const body = new FormData();
    body.append("files", new File(["seven lamps"], "lamps.txt", { type: "text/plain" }));
    return wall.ask<{ item_id: string }>("POST", "/share", { body, headers: { "idempotency-key": "lamps" } });
  };
  // The first COMMIT is that of the file's row, the second that of the share.
  line.cutNextCommit(0);
  assert.equal((await form()).status, 503);
  line.cutNextCommit(1);
  assert.equal((await form()).status, 503);
  assert.equal(line.commitsCut, 2);
  const { status, headers, body } = await form();
  assert.deepEqual([status, headers.get("idempotent-replayed")], [202, "true"], "the second had kept it");
  const item = await wall.item(body.item_id);
  const [file] = item.files;
  assert.equal(item.files.length, 1);
  const { body: bytes } = await wall.ask<Uint8Array>("GET", `/files/${file?.id}`);
  assert.equal(Buffer.from(bytes).toString(), "seven lamps");
});

test("rows that somebody else keeps locked are a 503 in time, and free again all goes on", onShared, async (t) => {
  const wall = await newWall(t, { topology: "postgres", workers: false });
  const holder = new pg.Client({ connectionString: wall.databaseUrl ?? "" });
  await holder.connect();
  await holder.query("begin; lock table items in access exclusive mode");
  const answers = await Promise.all([timed(shareOf(wall, "locked out")), timed(wall.ask("GET", "/items"))]);
  assertAnswered(answers);
  assert.equal(countOf(answers, 503), 2);
  await holder.query("rollback");
  await holder.end();
  assert.equal((await shareOf(wall, "locked out")).status, 202);
});

test(
  "a server without a connection left is a 503 that says when to come back, and waits for our own to come free",
  onPrivate,
  async (t) => {
    const server = await newPrivatePostgres({
      settings: { max_connections: "8", superuser_reserved_connections: "0", max_wal_senders: "0" },
    });
    const wall = await wallOn(t, server.url);
    t.after(() => server.close());
    assert.equal((await shareOf(wall, "first")).status, 202);
    const others: pg.Client[] = [];
    for (;;) {
      const client = new pg.Client({ connectionString: server.url });
      client.on("error", () => {});
      try {
        await client.connect();
      } catch (error) {
        assert.equal((error as { code: string }).code, "53300");
        break;
      }
      others.push(client);
    }
    const crowd = await Promise.all(Array.from({ length: 30 }, (_, n) => timed(shareOf(wall, `crowd-${n}`))));
    assertAnswered(crowd);
    assert.ok(countOf(crowd, 202) > 0, "the connections we have serve on");
    const settings = readSettings({ DATA_DIR: wall.dataDir, DATABASE_URL: server.url });
    await assert.rejects(
      openStore(settings, "worker"),
      (error) => error instanceof DatabaseUnavailable && /lower DATABASE_POOL/.test(error.message),
    );
    for (const client of others.splice(0)) await client.end();
    const after = await Promise.all(Array.from({ length: 30 }, (_, n) => timed(shareOf(wall, `after-${n}`))));
    assert.equal(countOf(after, 202), 30);
  },
);
