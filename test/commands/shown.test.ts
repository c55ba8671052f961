import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ProgressLine } from "../../src/commands/progress-line.ts";
import { recognizeThing } from "../../src/commands/shared-thing.ts";
import { alignRows, cutToWidth, openTerminal, plainText } from "../../src/commands/terminal.ts";
import { bytesInWords, timeInWords } from "../../src/commands/times.ts";
import { emptyFolder } from "./run-program.ts";
import { shareStatus } from "./small-server.ts";

const now = Date.parse("2026-06-15T12:00:00Z");
const TIMES = [
  ["2026-06-15T11:59:40Z", "just now"],
  ["2026-06-15T12:00:20Z", "in a moment"],
  ["2026-06-15T11:55:00Z", "5 minutes ago"],
  ["2026-06-14T11:00:00Z", "yesterday"],
  ["2026-06-18T13:00:00Z", "in 3 days"],
  ["2024-01-01T00:00:00Z", "2 years ago"],
] as const;
for (const [iso, words] of TIMES) test(`${iso} is ${words}`, () => assert.equal(timeInWords(iso, now), words));

const SIZES = [
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1_500, "1.5 kB"],
  [250_000_000, "250 MB"],
] as const;
for (const [bytes, words] of SIZES) test(`${bytes} is ${words}`, () => assert.equal(bytesInWords(bytes), words));

const CUTS = [
  ["fits", 4, "fits"],
  ["too long", 5, "too …"],
  ["日本語", 6, "日本語"],
  ["日本語", 5, "日本…"],
  ["👩‍👩‍👧 family", 4, "👩‍👩‍👧 …"],
  ["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
] as const;
for (const [text, width, cut] of CUTS)
  test(`"${text}" in ${width} columns is "${cut}"`, () => assert.equal(cutToWidth(text, width), cut));

test("columns line up though their characters are wide", () => {
  assert.deepEqual(
    alignRows([
      ["日本", "x"],
      ["abc", "y"],
      ["a", ""],
    ]),
    ["日本  x", "abc   y", "a"],
  );
});

test("a text keeps its lines and loses what steers a terminal or turns its direction", () => {
  assert.equal(plainText("a\tb\r\nc\u001b]0;title\u0007\u202edcba\u009b2J"), "a\tb\nc]0;titledcba2J");
});

/** A stream that remembers what was written to it. */
function screen(columns: number | null) {
  const written: string[] = [];
  const stream = {
    isTTY: columns !== null,
    columns,
    write: (text: string) => written.push(text) > 0,
  } as unknown as NodeJS.WriteStream;
  return { written, stream, terminal: openTerminal(stream) };
}

test("on a screen the progress is one line that rewrites itself and fits", () => {
  const { written, ...where } = screen(50);
  const line = new ProgressLine({ ...where, name: "https://a-rather-long-name.example/article" });
  line.show(shareStatus());
  line.show(shareStatus({ progress: 0.9, message: "Storing" }));
  line.clear();
  assert.equal(written[0], "\r\u001b[K██████████░░░░░░░░░░  50 %  Reading the page…  h…");
  assert.match(written[1] ?? "", /^\r\u001b\[K█{18}░░ {2}90 % {2}Storing/);
  assert.equal(written[2], "\r\u001b[K");
});

test("elsewhere each new word is a line, once, without any control", () => {
  const { written, ...where } = screen(null);
  const line = new ProgressLine({ ...where, name: "x" });
  for (const message of ["Reading", "Reading", "Analyzing"]) line.show(shareStatus({ message }));
  line.clear();
  assert.deepEqual(written, ["x: Reading\n", "x: Analyzing\n"]);
});

async function* piped(...chunks: (string | Uint8Array)[]) {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk as string));
}

test("a word is a link, a file that is there, or else a text", async (t) => {
  const file = join(await emptyFolder(t), "Wal ü.md");
  await writeFile(file, "# Wale");
  assert.deepEqual(await recognizeThing("HTTPS://sea.example/a", piped()), {
    kind: "url",
    url: "HTTPS://sea.example/a",
  });
  assert.deepEqual(await recognizeThing("see https://sea.example/", piped()), {
    kind: "text",
    text: "see https://sea.example/",
  });
  const thing = await recognizeThing(file, piped());
  assert.ok(thing.kind === "file");
  assert.deepEqual([thing.name, thing.blob.type, await thing.blob.text()], ["Wal ü.md", "text/markdown", "# Wale"]);
});

test("a folder, a path without a file and an empty text are refused", async (t) => {
  const folder = await emptyFolder(t);
  await assert.rejects(recognizeThing(folder, piped()), { exitCode: 2, message: /is a folder/ });
  await assert.rejects(recognizeThing(join(folder, "gone.pdf"), piped()), { exitCode: 2, message: /There is no file/ });
  await assert.rejects(recognizeThing("  ", piped()), { exitCode: 2 });
});

test("what is piped in is a text when its bytes are one, wherever they are cut", async () => {
  const bytes = Buffer.from("grüße");
  assert.deepEqual(await recognizeThing("-", piped(bytes.subarray(0, 3), bytes.subarray(3))), {
    kind: "text",
    text: "grüße",
  });
});

test("other bytes, and a text that is too long for one, are a file", async () => {
  const bytes = await recognizeThing("-", piped(Uint8Array.of(0x89, 0x50, 0xff)));
  const long = await recognizeThing("-", piped("a".repeat(1_000_001)));
  assert.ok(bytes.kind === "file" && long.kind === "file");
  assert.deepEqual([bytes.blob.size, long.blob.size, long.blob.type], [3, 1_000_001, "text/plain"]);
  await assert.rejects(recognizeThing("-", piped()), { exitCode: 2, message: "Nothing was piped in." });
});
