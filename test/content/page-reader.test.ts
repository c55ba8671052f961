import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { openPageReader } from "../../src/content/page-reader.ts";

const bytesOf = (html: string) => new TextEncoder().encode(html);
const input = (html: string) => ({
  bytes: bytesOf(html),
  contentType: "text/html; charset=utf-8",
  url: "https://page.example/",
});
const never = new AbortController().signal;
const SIMPLE = "<title>Bread</title><p>Short.</p>";
/** Seconds of work. */
const LONG = `<title>Long</title>${"<p>x</p>".repeat(50_000)}`;

test("pages are read in threads, several one after another", async (t) => {
  const reader = openPageReader({ threads: 2 });
  t.after(() => reader.close());
  const titles = ["One", "Two", "Three", "Four", "Five"];
  const pages = await Promise.all(titles.map((title) => reader.read(input(`<title>${title}</title><p>x</p>`), never)));
  assert.deepEqual(
    pages.map((page) => ("metadata" in page ? page.metadata.title : page.code)),
    titles,
  );
});

test("the caller's bytes stay the caller's", async (t) => {
  const reader = openPageReader();
  t.after(() => reader.close());
  const pool = Buffer.from(`secret${SIMPLE}secret`);
  const page = await reader.read({ ...input(""), bytes: pool.subarray(6, -6) }, never);
  assert.equal("metadata" in page && page.metadata.title, "Bread");
  assert.equal(pool.toString().slice(0, 12), "secret<title");
});

test("a page over its time is too complex", async (t) => {
  const reader = openPageReader({ timeoutMs: 5 });
  t.after(() => reader.close());
  const outcomes = await Promise.all([reader.read(input(LONG), never), reader.read(input(LONG), never)]);
  assert.deepEqual(
    outcomes.map((outcome) => "code" in outcome && outcome.code),
    ["page-too-complex", "page-too-complex"],
  );
});

test("a page over its heap is too complex, and the next one is read", async (t) => {
  const reader = openPageReader({ maxHeapMb: 24, timeoutMs: 60_000 });
  t.after(() => reader.close());
  const heavy = `<title>Heavy</title>${"<p class=a id=b data-c=d>x<b>y</b></p>".repeat(60_000)}`;
  const bad = await reader.read(input(heavy), never);
  assert.equal("code" in bad && bad.code, "page-too-complex");
  const good = await reader.read(input(SIMPLE), never);
  assert.equal("metadata" in good && good.metadata.title, "Bread");
});

test("the caller's abort ends a page that is being read and one that waits", async (t) => {
  const reader = openPageReader({ timeoutMs: 60_000 });
  t.after(() => reader.close());
  const [first, second] = [new AbortController(), new AbortController()];
  const running = reader.read(input(LONG), first.signal);
  const waiting = reader.read(input(SIMPLE), second.signal);
  second.abort(new Error("not needed any more"));
  await assert.rejects(waiting, /not needed any more/);
  first.abort(new Error("the person left"));
  await assert.rejects(running, /the person left/);
  const good = await reader.read(input(SIMPLE), never);
  assert.equal("metadata" in good && good.metadata.title, "Bread");
});

test("a closed reader reads no more", async () => {
  const reader = openPageReader();
  const running = reader.read(input(LONG), never);
  const [outcome] = await Promise.allSettled([running, reader.close()]);
  assert.equal(outcome.status, "rejected");
  await assert.rejects(reader.read(input(SIMPLE), never), /closed/);
});

test("an idle reader keeps no process alive, and the main thread loads no parser", () => {
  const program = `
    import { openPageReader } from ${JSON.stringify(new URL("../../src/content/page-reader.ts", import.meta.url).href)};
    const bytes = new TextEncoder().encode("<title>Bread</title>x");
    const page = await openPageReader().read({ bytes, contentType: "", url: "https://page.example/" }, new AbortController().signal);
    const parsers = process.getBuiltinModule("module").createRequire(import.meta.url).cache;
    console.log(page.metadata.title, Object.keys(parsers).filter((path) => path.includes("node_modules")).length);`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    timeout: 20_000,
  });
  assert.equal(run.stdout, "Bread 0\n", run.stderr);
  assert.equal(run.signal, null);
});
