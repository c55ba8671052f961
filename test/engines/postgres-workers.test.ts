import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { type TestContext, test } from "node:test";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { type ServerProcess, startWorkerProcess } from "../faults/server-process.ts";
import { on } from "../harness/databases.ts";
import { withRows } from "../harness/look-inside.ts";
import { newWall, type TestWall } from "../harness/new-wall.ts";
import { article } from "../harness/pages.ts";
import { until } from "../harness/until.ts";

const options = await on("postgres");
const LEASE_MS = 1_500;

/** A wall that works on nothing itself, and workers beside it, each a process of its own. */
async function newShared(t: TestContext) {
  const wall = await newWall(t, { topology: "postgres", workers: false });
  const processes: ServerProcess[] = [];
  const settings = {
    DATA_DIR: wall.dataDir,
    DATABASE_URL: wall.databaseUrl ?? "",
    FETCH_ALLOW_HOSTS: wall.pages.host,
    DW_LEASE_MS: String(LEASE_MS),
  };
  t.after(async () => {
    for (const process of processes) process.signal("SIGKILL");
    await Promise.all(processes.map((process) => process.ended));
  });
  return {
    wall,
    settings,
    async worker(lanes: "content" | "ai" | "content,ai", more: Record<string, string> = {}) {
      const started = startWorkerProcess({ ...settings, ...more }, lanes);
      processes.push(started);
      const figures = await started.served;
      assert.notEqual(figures, null, started.log.join("\n"));
      return { ...started, figures: figures ?? "" };
    },
  };
}

/** A page that is held for whoever asks first, and answers everybody else at once. */
function holdFirst(wall: TestWall, path: string): { asked: Promise<void>; letGo(): void } {
  let held: ServerResponse | null = null;
  const asked = Promise.withResolvers<void>();
  wall.pages.answer(path, (_request, response) => {
    if (held !== null) return void response.writeHead(200, { "content-type": "text/html" }).end(article());
    held = response;
    asked.resolve();
  });
  return {
    asked: asked.promise,
    letGo: () => void held?.writeHead(200, { "content-type": "text/html" }).end(article({ title: "Too late" })),
  };
}

const stepsOf = (wall: TestWall) =>
  withRows(wall, ({ reader }) =>
    reader.selectFrom("steps").select(["name", "state", "attempt", "crashes", "ended_at"]).orderBy("name").execute(),
  );

const statusOf = async (wall: TestWall, id: string) =>
  (await wall.ask<ShareStatus>("GET", `/share/status/${id}`)).body.status;

const figuresOf = async (worker: { figures: string }) => await (await fetch(`${worker.figures}/metrics`)).text();

for (const how of ["SIGKILL", "SIGSTOP"] as const)
  test(`what a worker held is taken over by another one after ${how}, and ends once`, options, async (t) => {
    const { wall, worker } = await newShared(t);
    const page = holdFirst(wall, "/lamps");
    const first = await worker("content,ai", { METRICS_PORT: "0" });
    const share = await wall.share({ url: wall.pages.at("/lamps") });
    await page.asked;
    assert.match(await figuresOf(first), /\ndigital_wall_steps_here 1\n/);
    first.signal(how);
    const second = await worker("content,ai");
    await until("the share to end", async () => (await statusOf(wall, share.processing_id)) === "completed");
    const before = [await stepsOf(wall), await wall.item(share.item_id)];
    const [read] = (await stepsOf(wall)).filter(({ name }) => name === "read");
    assert.deepEqual(
      [read?.state, read?.attempt, read?.crashes],
      ["done", 2, 1],
      "by the second worker, alone in a child",
    );
    if (how === "SIGSTOP") {
      page.letGo();
      first.signal("SIGCONT");
      // It either settles too late, or its beat tells it first that the step is another's: both must change nothing.
      await until("the woken one to give up", async () => /\ndigital_wall_steps_here 0\n/.test(await figuresOf(first)));
      assert.deepEqual([await stepsOf(wall), await wall.item(share.item_id)], before, "its late end hit no row");
      assert.notEqual((await wall.item(share.item_id)).title, "Too late");
    }
    const another = await wall.share({ text: "and all goes on" });
    await until("the next share to end", async () => (await statusOf(wall, another.processing_id)) === "completed");
    second.signal("SIGTERM");
    assert.deepEqual(await second.ended, { code: 0, signal: null });
  });

test("each lane may have workers of its own, and a share ends when every lane has one", options, async (t) => {
  const { wall, worker } = await newShared(t);
  await worker("content");
  wall.pages.answer("/lamps", article());
  const share = await wall.share({ url: wall.pages.at("/lamps") });
  await until("the page to be read", async () =>
    (await stepsOf(wall)).some(({ name, state }) => name === "analyze" && state === "ready"),
  );
  assert.equal(await statusOf(wall, share.processing_id), "processing");
  await worker("ai");
  await until("the share to end", async () => (await statusOf(wall, share.processing_id)) === "completed");
});

test("a worker with METRICS_PORT answers /metrics and /health/live there and nothing else", options, async (t) => {
  const { worker } = await newShared(t);
  const { figures } = await worker("content,ai", { METRICS_PORT: "0" });
  assert.match(figures, /^http:\/\/127\.0\.0\.1:\d+$/);
  const ask = async (method: string, path: string) => {
    const response = await fetch(figures + path, { method });
    return { status: response.status, text: await response.text() };
  };
  const metrics = await ask("GET", "/metrics");
  assert.equal(metrics.status, 200);
  for (const name of ["digital_wall_steps_here 0", "digital_wall_database_connections ", "process_cpu_seconds_total"])
    assert.ok(metrics.text.includes(`\n${name}`), name);
  assert.equal((await ask("GET", "/health/live")).status, 200);
  assert.equal((await ask("POST", "/metrics")).status, 405);
  for (const path of ["/", "/health", "/api/v1/items", "/metrics/..", "/metricsx"])
    assert.equal((await ask("GET", path)).status, 404, path);
  const silent = await worker("content,ai");
  assert.equal(silent.figures, "", "no port is opened unless it is asked for");
});
