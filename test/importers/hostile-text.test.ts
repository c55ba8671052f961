import assert from "node:assert/strict";
import { test } from "node:test";
import { FILE_FORMATS } from "../../src/importers/formats.ts";
import { folderOf, readAll, sourceOf } from "../harness/import-sources.ts";

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
const MOST_CPU_MS = 10_000;

test("no run of any letters keeps a reader busy by the square of its length", async () => {
  for (const run of RUNS) {
    const text = run.repeat(CHARACTERS / run.length);
    const before = process.cpuUsage();
    for (const head of [
      "",
      "title,url,time_added,tags,status\n",
      "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n",
      '{"bookmarks":[',
      "---\n",
    ]) {
      const source = sourceOf(head + text, { pieceBytes: 64_000 });
      await readAll(source);
      for (const { name } of head === "" ? FILE_FORMATS : []) await readAll(source, { format: name });
      await readAll(folderOf([{ name: "note.md", data: head + text }]));
    }
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < MOST_CPU_MS * 1_000, `${JSON.stringify(run)}: ${Math.round((user + system) / 1_000)} ms`);
  }
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
