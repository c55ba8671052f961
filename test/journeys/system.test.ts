import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathOf } from "../../src/contract/openapi.ts";
import { PROBLEMS } from "../../src/contract/problems.ts";
import type { Route } from "../../src/contract/route.ts";
import { ROUTES } from "../../src/contract/routes.ts";
import type { Health, Queue } from "../../src/contract/system.ts";
import type { Me } from "../../src/contract/walls.ts";
import { newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

for (const topology of TOPOLOGIES) {
  test(
    `the queue tells what waits, runs and failed; health and metrics tell how it feels (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      await wall.share({ text: "one" });
      await wall.share({ url: "https://two.example/" });
      wall.clock.forward({ minutes: 1 });
      const queue = await wall.get<Queue>("/queue");
      assert.deepEqual([queue.lanes["content"]?.pending, queue.processing_items, queue.failed_items], [1, 0, 0]);
      assert.equal(queue.pending_items, (queue.lanes["content"]?.pending ?? 0) + (queue.lanes["ai"]?.pending ?? 0));
      assert.ok(
        queue.oldest_pending_seconds >= 60 && queue.oldest_pending_seconds < 600,
        String(queue.oldest_pending_seconds),
      );
      assert.deepEqual(await wall.get("/queue?all=true"), queue);

      const me = await wall.get<Me>("/me");
      assert.deepEqual(
        [me.person.role, me.scopes, me.signed_in_by, me.features.database, me.features.secure],
        ["owner", ["admin"], "key", topology === "embedded" ? "sqlite" : "postgres", false],
      );
      assert.equal(me.limits["fileBytes"], 100_000_000);

      assert.deepEqual(await wall.get<Health>("/health", { key: null }), { status: "healthy" });
      const health = await wall.get<Health>("/health");
      assert.deepEqual([health.status, health.services?.["database"]?.status, health.issues], ["healthy", "up", []]);
      const metrics = Buffer.from(await wall.get<Uint8Array>("/metrics")).toString();
      assert.match(metrics, /^digital_wall_steps\{lane="content",state="pending"\} 1$/m);
      assert.match(metrics, /^process_resident_memory_bytes \d/m);

      await wall.restart({ workers: true });
      const note = await wall.share({ text: "three" });
      await wall.ended(note);
      await until("all to be done", async () => (await wall.get<Queue>("/queue")).lanes["ai"]?.processing === 0);
    },
  );
}

test("files that cannot be kept make it degraded, and texts are still taken", async (t) => {
  const wall = await newJourney(t, { topology: "embedded", workers: false });
  await rename(join(wall.dataDir, "files"), join(wall.dataDir, "files-away"));
  const health = await wall.get<Health>("/health");
  assert.deepEqual(
    [health.status, health.services?.["storage"]?.status, health.issues?.length],
    ["degraded", "down", 1],
  );
  assert.deepEqual(await wall.get("/health", { key: null }), { status: "degraded" });
  await wall.share({ text: "a text needs no files" });
  await rename(join(wall.dataDir, "files-away"), join(wall.dataDir, "files"));
});

test("it says what it is, that it lives, and that it is ready", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const nobody = { key: null };
  const version = await wall.get<{ name: string; version: string; api: string }>("/version", nobody);
  assert.deepEqual([version.name, version.api], ["Digital Wall", "v1"]);
  assert.match(version.version, /^\d+\.\d+\.\d+/);
  assert.deepEqual(await wall.get("/health/live", nobody), { status: "live" });
  assert.deepEqual(await wall.get("/health/ready", nobody), { status: "ready" });
});

test("the OpenAPI file and the docs are open, closed in production, and open again by a setting", async (t) => {
  const open = await newJourney(t, { workers: false });
  const nobody = { key: null };
  const { body: document } = await open.ask<{
    openapi: string;
    paths: Record<string, Record<string, unknown>>;
    components: { schemas: { Problem: { "x-codes": string[] } } };
  }>("GET", "/api/openapi.json", nobody);
  assert.equal(document.openapi, "3.1.0");
  for (const [id, route] of Object.entries(ROUTES) as [string, Route][])
    assert.equal(
      (document.paths[pathOf(route)]?.[route.method.toLowerCase()] as { operationId: string } | undefined)?.operationId,
      id,
    );
  assert.deepEqual(document.components.schemas.Problem["x-codes"], Object.keys(PROBLEMS));
  const docs = await fetch(`${open.url}/api/docs/`);
  assert.deepEqual([docs.status, docs.headers.get("content-type")?.split(";")[0]], [200, "text/html"]);
  const page = await docs.text();
  for (const [, asset] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
    const address = new URL(asset ?? "", docs.url);
    assert.equal(address.origin, new URL(open.url).origin, `the docs ask ${address.href}`);
    assert.equal((await fetch(address)).status, 200, address.href);
  }

  const closed = await newJourney(t, { workers: false, settings: { NODE_ENV: "production" } });
  for (const path of ["/api/openapi.json", "/api/docs", "/api/docs/", "/api/docs/json"])
    await closed.refused("404 not-found", "GET", path);
  const again = await newJourney(t, { workers: false, settings: { NODE_ENV: "production", API_DOCS: "on" } });
  assert.equal((await again.ask("GET", "/api/openapi.json", nobody)).status, 200);
});

test("contents are analysed without being kept, each on its own", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_AI: "2/600" } });
  const text =
    "The lamplighter rows out to the seven posts. The lamps burn colza oil. The lamplighter learnt it from his aunt.";
  const { body: one } = await wall.expect<Record<string, unknown>>(200, "POST", "/ai/analyze", { body: { text } });
  assert.deepEqual([one["analyzed_by"], one["language"]], ["built-in", "en"]);
  const items = [{ text }, { url: "http://10.0.0.1/" }, { text: " " }, { title: "Only a title" }];
  const { body: many } = await wall.expect<{ items: { analysis?: object; problem?: { code: string } }[] }>(
    200,
    "POST",
    "/ai/analyze/batch",
    { body: { items } },
  );
  assert.deepEqual(
    many.items.map(({ analysis, problem }) => problem?.code ?? typeof analysis),
    ["object", "address-refused", "nothing-to-share", "object"],
  );
  assert.deepEqual(many.items[0]?.analysis, one);
  await wall.refused("429 too-many-requests", "POST", "/ai/analyze", { body: { text } });
  assert.equal((await wall.get<{ items: unknown[] }>("/items")).items.length, 0);
});
