import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { openFileReader } from "../../src/content/file-reader.ts";
import { docxOf, wordBody, zipOf } from "../harness/made-files.ts";
import { until } from "../harness/until.ts";

const never = new AbortController().signal;
const note = { source: { bytes: Buffer.from("seven lamps") }, name: "note.txt", type: "text/plain" };

test("an answer that came while this process was held up is not called late", async (t) => {
  const reader = openFileReader({ timeoutMs: 400 });
  t.after(() => reader.close());
  assert.equal((await reader.read(note, never)).text, "seven lamps");
  const derived = reader.derive(
    await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
      .png()
      .toBuffer(),
    never,
  );
  // The task is in the channel once the turn is over; then nothing of this process runs for three times the limit.
  setImmediate(() => setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200)));
  const result = await derived;
  assert.equal(result.kind, "image", result.kind === "failure" ? result.reason : "");
});

test("a child that dies between files is replaced, one that dies of a file is given one fresh child", async (t) => {
  const reader = openFileReader();
  t.after(() => reader.close());
  await reader.read(note, never);
  const [first] = childrenOf(process.pid);
  assert.ok(first);
  process.kill(first, "SIGKILL");
  assert.equal((await reader.read(note, never)).text, "seven lamps");
  const [second] = childrenOf(process.pid);
  assert.ok(second && second !== first);

  // Killed while it reads: the second attempt answers.
  const large = await sharp({ create: { width: 7_000, height: 7_000, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  const spent = processorMs(second);
  const reading = reader.read({ source: { bytes: large }, name: "large.png", type: "" }, never);
  await until("the child to read", () => processorMs(second) > spent + 100);
  process.kill(second, "SIGKILL");
  const read = await reading;
  assert.deepEqual([read.problem, read.width, read.previews.length], [null, 7_000, 3], read.reason ?? "");
  assert.ok(!childrenOf(process.pid).includes(second));
});

test("a file over its time is told by its first bytes, and the next one is read", async (t) => {
  const reader = openFileReader({ timeoutMs: 1_500 });
  t.after(() => reader.close());
  const uses = Array.from({ length: 9 }, (_, n) => `<g id="u${n + 1}">${`<use href="#u${n}"/>`.repeat(10)}</g>`).join(
    "",
  );
  const slow = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><defs><g id="u0"><rect width="9" height="9"/></g>${uses}</defs><use href="#u9"/></svg>`,
  );
  const read = await reader.read({ source: { bytes: slow }, name: "uses.svg", type: "" }, never);
  assert.deepEqual([read.kind, read.type, read.problem], ["image", "image/svg+xml", "file-took-too-long"]);
  assert.equal((await reader.read(note, never)).text, "seven lamps");
});

test("the child's memory is bounded and so is this process's, whatever the file unpacks to", {
  skip: !existsSync("/usr/bin/prlimit"),
}, async (t) => {
  const reader = openFileReader();
  t.after(() => reader.close());
  await reader.read(note, never);
  const [child] = childrenOf(process.pid);
  const limits = readFileSync(`/proc/${child}/limits`, "utf8");
  assert.match(limits, /Max data size\s+1610612736 /);
  assert.match(limits, /Max cpu time\s+600 /);
  const bombs = [
    docxOf(wordBody("lamp ".repeat(60_000_000))),
    zipOf([{ name: "zeros", data: Buffer.alloc(300_000_000) }]),
    docxOf("", [{ name: "docProps/core.xml", data: Buffer.alloc(200_000_000, "lamp ") }]),
  ];
  const before = process.memoryUsage.rss();
  for (const bytes of bombs) {
    const read = await reader.read({ source: { bytes }, name: "bomb.docx", type: "" }, never);
    assert.equal(read.kind, "file");
  }
  const grownMb = (process.memoryUsage.rss() - before) / 1e6;
  assert.ok(grownMb < 60, `this process grew by ${grownMb.toFixed(0)} MB`);
  const peakMb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, "utf8"))?.[1]) / 1e3;
  assert.ok(peakMb < 700, `the child reached ${peakMb} MB`);
});

test("bytes that lie elsewhere are laid down for the reader and taken away again", async (t) => {
  const reader = openFileReader();
  t.after(() => reader.close());
  // Other tests lay down theirs at the same time: this one has a temporary folder to itself.
  const own = await mkdtemp(join(tmpdir(), "dw-elsewhere-"));
  const { TMPDIR } = process.env;
  process.env["TMPDIR"] = own;
  t.after(async () => {
    if (TMPDIR === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = TMPDIR;
    await rm(own, { recursive: true });
  });
  async function* stream() {
    yield Buffer.from("seven ");
    assert.equal((await laidDownIn(own)).length, 1);
    yield Buffer.from("lamps");
  }
  const read = await reader.read({ source: { stream: stream(), sizeBytes: 11 }, name: "a.txt", type: "" }, never);
  assert.equal(read.text, "seven lamps");
  assert.deepEqual(await laidDownIn(own), []);
  const gone = new AbortController();
  gone.abort(new Error("the person left"));
  await assert.rejects(reader.read(note, gone.signal), /the person left/);
  assert.deepEqual(await laidDownIn(own), []);
});

test("the child ends with its parent, even one that is killed, and leaves nothing in the temporary folder", async (t) => {
  const temporary = await mkdtemp(join(tmpdir(), "dw-parent-"));
  t.after(() => rm(temporary, { recursive: true }));
  const program = `
    import { openFileReader } from ${JSON.stringify(new URL("../../src/content/file-reader.ts", import.meta.url).href)};
    import { execFileSync } from "node:child_process";
    await openFileReader().read({ source: { bytes: Buffer.from("x") }, name: "a.txt", type: "" }, new AbortController().signal);
    console.log(execFileSync("pgrep", ["-P", String(process.pid), "-f", "file-child"]).toString().trim());
    process.kill(process.pid, "SIGKILL");`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    timeout: 20_000,
    env: { ...process.env, TMPDIR: temporary },
  });
  assert.equal(run.signal, "SIGKILL", run.stderr);
  const child = Number(run.stdout.trim());
  assert.ok(child > 0, run.stdout);
  await until(
    "the child to end",
    () => !existsSync(`/proc/${child}`) || /State:\s+Z/.test(readFileSync(`/proc/${child}/status`, "utf8")),
  );
  await until("its folder to be gone", async () => (await readdir(temporary)).length === 0);
});

function childrenOf(parent: number): number[] {
  const listed = spawnSync("pgrep", ["-P", String(parent), "-f", "file-child"], { encoding: "utf8" });
  return listed.stdout.split("\n").filter(Boolean).map(Number);
}

/** The processor time of a process; a tick of the kernel is 10 ms. */
function processorMs(pid: number): number {
  const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const [user, system] = fields.split(" ").slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) * 10;
}

async function laidDownIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith("digital-wall-file-"));
}
