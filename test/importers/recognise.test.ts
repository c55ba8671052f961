import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImportRow } from "../../src/core/imported.ts";
import { IMPORT_LIMITS } from "../../src/importers/limits.ts";
import { readImport } from "../../src/importers/read-import.ts";
import { fixtureBytes, NOW_MS, readAll, sourceOf } from "../harness/import-sources.ts";

const FORMATS: Readonly<Record<string, string>> = {
  "firefox.html": "netscape",
  "pinboard.html": "netscape",
  "linkding.html": "netscape",
  "raindrop.html": "netscape",
  "ril_export.html": "pocket-html",
  "pocket.csv": "pocket-csv",
  "karakeep.json": "karakeep",
  "hoarder-old.json": "karakeep",
  "linkwarden.json": "linkwarden",
  "wallabag.json": "wallabag",
  "readwise.csv": "readwise-csv",
  "raindrop.csv": "raindrop-csv",
  "instapaper.csv": "instapaper-csv",
  "pinboard.json": "pinboard",
  "linkding.json": "linkding",
  "links.txt": "links",
  "tabelle.csv": "table",
  "records.jsonl": "table",
  "nested.json": "table",
};

test("every format is known by its content, whatever its file is called", async () => {
  for (const [file, format] of Object.entries(FORMATS)) {
    for (const name of ["download", "bookmarks.html", "export.json", "a.csv"]) {
      const read = await readImport(sourceOf(fixtureBytes(file), { name }), { nowMs: NOW_MS });
      assert.equal(read.format, format, `${file} as ${name}`);
    }
  }
});

test("the same content in UTF-16, with a mark or behind Excel's own line is known all the same", async () => {
  const csv = fixtureBytes("pocket.csv").toString();
  const read = async (content: string | Uint8Array) => (await readAll(sourceOf(content))).things.length;
  assert.equal(await read(csv), 4);
  assert.equal(await read(`\ufeff${csv}`), 4);
  assert.equal(await read(Buffer.from(`\ufeff${csv}`, "utf16le")), 4);
  assert.equal(await read(`sep=,\r\n${csv.replaceAll("\n", "\r\n")}`), 4);
});

test("an empty file, and a format that nobody knows, are one broken row", async () => {
  assert.deepEqual((await readAll(sourceOf(""))).broken, ["format-unknown"]);
  assert.deepEqual((await readAll(sourceOf("x"), { format: "nobody's" })).broken, ["format-unknown"]);
});

test("reading the same source twice gives the same rows in the same order", async () => {
  const source = sourceOf(fixtureBytes("karakeep.json"));
  assert.deepEqual((await readAll(source)).rows, (await readAll(source)).rows);
});

test("a source of more rows than any may have is read so far, and that is told", async () => {
  const line = "https://a.example/\n";
  const many = sourceOf(line.repeat(IMPORT_LIMITS.rows + 5), { pieceBytes: 1_000_000 });
  let rows = 0;
  let last: ImportRow | null = null;
  for await (const row of (await readImport(many, { nowMs: NOW_MS })).rows) {
    rows += 1;
    last = row;
  }
  assert.equal(rows, IMPORT_LIMITS.rows + 1);
  assert.equal(last?.kind === "broken" && last.broken.code, "too-many-rows");
});
