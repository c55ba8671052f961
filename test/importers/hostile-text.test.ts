import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { readAll, sourceOf } from "../harness/import-sources.ts";

const CHARACTERS = 100_000;
/** What patterns stumble over: openings without an end, and runs of what they may leave out. */
const RUNS = [
  "<a ",
  "<",
  '"',
  '","',
  "[",
  "{",
  '{"a":',
  "[[",
  "](http://",
  " ",
  "\t\n",
  "#",
  "# ",
  "> ",
  "&",
  "&a",
  "http://a",
  "=",
  "a.",
  "-",
  "\\",
  "\r",
  "\u0301",
  "<DT><H3>",
  "<!--",
  "Highlight:\n",
  ",",
  "|",
  "'",
  "\ufffd",
];
/** A pattern that takes time by the square of its text takes longer for one of the nineteen readings of a run than linear ones for all. */
const MOST_CPU_MS = 5_000;

test("no run of any letters keeps a reader busy by the square of its length", async (t) => {
  const texts = RUNS.map((run) => run.repeat(CHARACTERS / run.length));
  const reader = new Worker(new URL("../harness/read-hostile-text.ts", import.meta.url), { workerData: { texts } });
  t.after(() => reader.terminate());
  const spent: number[] = [];
  reader.on("message", (ms: number) => spent.push(ms));
  await once(reader, "exit");
  assert.equal(spent.length, RUNS.length);
  const slow = RUNS.flatMap((run, at) =>
    (spent[at] ?? 0) < MOST_CPU_MS ? [] : [`${JSON.stringify(run)}: ${spent[at]} ms`],
  );
  assert.deepEqual(slow, []);
});

test("a cell full of what people never write is read in time too", async () => {
  const cells = ["\n", "Highlight:", "\nNote:", "[", "'", "\\'", "|", " / "].map((run) =>
    run.repeat(CHARACTERS / run.length),
  );
  for (const cell of cells) {
    const before = process.cpuUsage();
    const quoted = `"${cell.replaceAll('"', '""')}"`;
    const row = `1,t,${quoted},${quoted},https://a.example/,${quoted},${quoted},2020-01-01,,${quoted},true`;
    await readAll(
      sourceOf(`id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n${row}\n`, {
        pieceBytes: 64_000,
      }),
    );
    const { user, system } = process.cpuUsage(before);
    assert.ok(
      user + system < MOST_CPU_MS * 1_000,
      `${JSON.stringify(cell.slice(0, 10))}: ${Math.round((user + system) / 1_000)} ms`,
    );
  }
});
