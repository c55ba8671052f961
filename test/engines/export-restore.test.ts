import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import sharp from "sharp";
import {
  assertSameArchive,
  emptySystem,
  exported,
  exportedOffline,
  linesOf,
  restored,
  startOn,
  testedByUnzip,
  unpack,
} from "../harness/archives.ts";
import { on } from "../harness/databases.ts";
import { newFullWall } from "../harness/full-wall.ts";
import type { TestWall } from "../harness/new-wall.ts";

const options = await on("postgres");
const TOPOLOGY_ON = { sqlite: "embedded", postgres: "postgres" } as const;

/** A full wall on which more was done: pictures, pins, an archive, a board with a purpose. */
async function newLivedWall(t: TestContext, dialect: "sqlite" | "postgres"): Promise<TestWall> {
  const wall = await newFullWall(t, TOPOLOGY_ON[dialect]);
  const did = async (method: string, path: string, body?: unknown) => {
    const answer = await wall.ask(method, path, body === undefined ? {} : { body });
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const picture = await sharp({ create: { width: 320, height: 200, channels: 3, background: "#3a6" } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append("note", "=a picture, not a formula");
  form.append("files", new File([new Uint8Array(picture)], "a <b> ../grün.png", { type: "image/png" }));
  form.append("files", new File(["<script>alert(1)</script>"], "page.html", { type: "text/html" }));
  form.append("files", new File([new Uint8Array(70_000)], "zeros.bin"));
  const shared = (await did("POST", "/share", form)) as { processing_id: string; item_id: string };
  await wall.ended(shared);
  const later = (await did("POST", "/walls", { name: "Later & <more>" })) as { id: string };
  await did("PATCH", `/walls/${later.id}`, { description: "what can wait" });
  await did("PUT", `/items/${shared.item_id}/walls/${later.id}`);
  await did("PATCH", `/items/${shared.item_id}`, { pinned: true, title: "</script><script>alert(2)</script>" });
  const kept = await wall.share({ text: "kept for later", tags: ["été", "=tag"] });
  await wall.ended(kept);
  await did("PATCH", `/items/${kept.item_id}`, { archived: true });
  const posts = (await did("POST", `/items/${kept.item_id}/highlights`, { text: "for later", note: "when?" })) as {
    position: unknown;
  };
  assert.deepEqual(posts.position, { start: 4, end: 12, text: "for later" });
  await did("PUT", `/items/${kept.item_id}/progress`, { fraction: 0.4, anchor: { start: 4, text: "for later" } });
  await did("DELETE", `/resurfaced/${kept.item_id}`);
  return wall;
}

for (const [from, to] of [
  ["sqlite", "sqlite"],
  ["sqlite", "postgres"],
  ["postgres", "sqlite"],
] as const)
  test(`an export that is restored and exported again has the same bytes (${from} → ${to})`, options, async (t) => {
    const wall = await newLivedWall(t, from);
    const first = await unpack(await exported(wall));
    const seen = await everything(wall.url, wall.key);
    await wall.stop();
    assert.deepEqual(linesOf(first, "problems.jsonl"), []);
    for (const name of ["items.jsonl", "walls.jsonl", "tags.jsonl", "duplicates.jsonl", "tags-kept-apart.jsonl"])
      assert.ok(linesOf(first, name).length > 0, name);
    const unzip = await testedByUnzip(first.bytes);
    if (unzip !== null) assert.match(unzip, /No errors detected/);

    const system = await emptySystem(t, to);
    const { lost, items, files, resumed } = await restored(system, first.bytes);
    assert.deepEqual([lost, resumed], [[], false]);
    assert.equal(items, linesOf(first, "items.jsonl").length);
    assert.ok(files >= 5);
    assertSameArchive(first, await unpack(await exportedOffline(system.settings)));
    const { url, key } = await startOn(t, system);
    assert.deepEqual(await everything(url, key), seen, "and whoever asks is told the same");
  });

/** What a person sees, but for what is of the system: the numbers of its clocks, who asks, and who sees a wall beside them. */
async function everything(url: string, key: string): Promise<Record<string, unknown>> {
  const OF_THE_SYSTEM = new Set(["clock", "version", "owner", "members"]);
  const ask = async (path: string) => {
    const response = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
    assert.equal(response.status, 200, path);
    const body = await response.text();
    if (!/json/.test(response.headers.get("content-type") ?? "")) return body;
    return JSON.parse(body, (name, value: unknown) => (OF_THE_SYSTEM.has(name) ? null : value)) as unknown;
  };
  const seen: Record<string, unknown> = {};
  const look = async (path: string) => {
    seen[path] = await ask(path);
    return seen[path] as { items: { id: string }[] };
  };
  const { items } = await look("/items?limit=100");
  await look("/items?trash=true");
  for (const { id } of items) for (const path of ["", "/content", "/analyses"]) await look(`/items/${id}${path}`);
  for (const { id } of (await look("/walls")).items) await look(`/walls/${id}/items`);
  await look("/tags");
  for (const words of ["lamps", "buoys", "東京", "seven lamps in a file"]) {
    const found = (await ask(`/search?q=${encodeURIComponent(words)}`)) as { items: { id: string }[]; total: number };
    seen[words] = [found.total, found.items.map(({ id }) => id).toSorted()];
  }
  return seen;
}
