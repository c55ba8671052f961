import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { Queue } from "../../src/contract/system.ts";
import { until } from "../harness/until.ts";
import { runProgram, startProgram } from "./run-program.ts";

/** A folder for what a program lays down for a while; nothing else uses it. */
async function ownTemporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dw-demo-"));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

test("the demo is a full wall that needs nobody, says what it is, and leaves nothing behind", async (t) => {
  const TMPDIR = await ownTemporaryFolder(t);
  // Settings of a real wall, of which the demo must touch nothing.
  const real = {
    DATABASE_URL: "postgres://127.0.0.1:1/real",
    DATA_DIR: join(TMPDIR, "real"),
    REDIS_URL: "redis://127.0.0.1:1",
  };
  const program = startProgram(t, ["serve", "--demo"], { settings: { TMPDIR, PORT: "0", LOG_LEVEL: "info", ...real } });
  const [said, log] = [collect(program.stdout), collect(program.stderr)];
  const banner = await until("the banner", () => said().includes("Ctrl-C") && said());
  assert.match(banner, /This is a demo/);
  assert.match(banner, /npm start/);
  const [, url, token] = /(http:\/\/\S+)\/welcome#(\S+)/.exec(banner) ?? [];
  const answer = await fetch(`${url}/api/auth/owner-link`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
  const headers = { cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "", "sec-fetch-site": "same-origin" };
  const ask = async <Body>(path: string) => (await (await fetch(`${url}/api/v1${path}`, { headers })).json()) as Body;
  await until("all of it to be read", async () => {
    const { pending_items, processing_items } = await ask<Queue>("/queue");
    return pending_items + processing_items === 0;
  });

  const { items } = await ask<{ items: Item[] }>("/items?limit=100");
  assert.equal(items.length, 60);
  assert.deepEqual(
    items
      .filter(({ state, share }) => state !== "ready" || (share?.warnings.length ?? 0) > 0)
      .map(({ title }) => title),
    [],
    "everything could be read without anybody else",
  );
  const has = <Value>(pick: (item: Item) => Value) => new Set(items.map(pick));
  for (const kind of ["link", "note", "image", "pdf", "audio", "file"] as const)
    assert.ok(has((item) => item.kind).has(kind));
  for (const language of ["en", "de", "fr", "ar"]) assert.ok(has((item) => item.language).has(language));
  const ages = items.map(({ created_at }) => Date.now() - Date.parse(created_at));
  assert.ok(Math.max(...ages) > 600 * 86_400_000, "the oldest has been there for nearly two years");
  const { items: walls } = await ask<{ items: unknown[] }>("/walls");
  assert.equal(walls.length, 4);
  assert.doesNotMatch(log(), /fetch|ENOTFOUND|EAI_AGAIN/);

  program.kill("SIGTERM");
  const [code] = (await once(program, "exit")) as [number | null];
  assert.equal(code, 0);
  assert.deepEqual(await readdir(TMPDIR), []);
});

test("a demo that cannot start leaves no folder either, and says why", async (t) => {
  const TMPDIR = await ownTemporaryFolder(t);
  const { code, stderr } = await runProgram(t, ["serve", "--demo", "--no-workers"], { settings: { TMPDIR } });
  assert.equal(code, 2);
  assert.match(stderr, /--demo does its own work/);
  const refused = await runProgram(t, ["serve", "--demo"], { settings: { TMPDIR, PORT: "many" } });
  assert.notEqual(refused.code, 0);
  assert.match(refused.stderr, /PORT/);
  assert.deepEqual(await readdir(TMPDIR), []);
});

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  return () => text;
}
