import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImportedThing } from "../../src/core/imported.ts";
import { fixtureBytes, fixtureFiles, readAll, sourceOf } from "../harness/import-sources.ts";
import { zipOf } from "../harness/made-files.ts";

/** What makes a thing that thing; a wall or a pin that the file names behind the cut may be missing. */
const keyOf = ({ url, title, text }: ImportedThing): string => JSON.stringify([url, title, text]);

const CLOSED = [
  ["firefox.html", "netscape"],
  ["linkding.html", "netscape"],
  ["ril_export.html", "pocket-html"],
  ["karakeep.json", "karakeep"],
  ["linkwarden.json", "linkwarden"],
  ["wallabag.json", "wallabag"],
  ["pinboard.json", "pinboard"],
  ["linkding.json", "linkding"],
  ["nested.json", "table"],
  ["records.jsonl", "table"],
  ["pocket.csv", "pocket-csv"],
  ["readwise.csv", "readwise-csv"],
  ["raindrop.csv", "raindrop-csv"],
  ["instapaper.csv", "instapaper-csv"],
] as const;

for (const [file, format] of CLOSED) {
  test(`${file} cut at any byte: nothing throws, nothing is invented, and the things before the cut are those of the whole`, async () => {
    const bytes = fixtureBytes(file);
    const whole = (await readAll(sourceOf(bytes), { format })).things.map(keyOf);
    for (let cut = 0; cut < bytes.length; cut += 1) {
      const { things } = await readAll(sourceOf(bytes.subarray(0, cut)), { format });
      assert.deepEqual(things.map(keyOf), whole.slice(0, things.length), `cut at ${cut}`);
    }
  });
}

test("a list of links may end in half an address, which nobody can tell; all before it are whole", async () => {
  const bytes = fixtureBytes("links.txt");
  const whole = (await readAll(sourceOf(bytes), { format: "links" })).things.map(keyOf);
  for (let cut = 0; cut < bytes.length; cut += 1) {
    const { things } = await readAll(sourceOf(bytes.subarray(0, cut)), { format: "links" });
    assert.deepEqual(things.slice(0, -1).map(keyOf), whole.slice(0, Math.max(0, things.length - 1)), `cut at ${cut}`);
  }
});

test("a cut is told wherever a format has an end", async () => {
  for (const [file, format] of CLOSED.filter(([file, format]) => /html|json$/.test(file) && format !== "table")) {
    const bytes = fixtureBytes(file);
    for (let cut = bytes.length >> 2; cut < bytes.length - 60; cut += 97) {
      const { broken } = await readAll(sourceOf(bytes.subarray(0, cut)), { format });
      assert.ok(broken.includes("source-cut"), `${file} cut at ${cut}`);
    }
  }
});

test("what a cut file is called is guessed without throwing, at every byte", async () => {
  for (const [file] of CLOSED) {
    const bytes = fixtureBytes(file);
    for (let cut = 0; cut < bytes.length; cut += 23) await readAll(sourceOf(bytes.subarray(0, cut)));
  }
});

test("bytes that were turned anywhere in an archive throw nothing and hand out nothing that was not packed", async () => {
  const files = fixtureFiles("notes");
  const zip = zipOf(files);
  const texts = new Set((await readAll(sourceOf(zip))).things.map(({ text }) => text));
  for (let at = 0; at < zip.length; at += 1) {
    const turned = Buffer.from(zip);
    turned[at] = turned[at]! ^ 0x55;
    const { things } = await readAll(sourceOf(turned));
    for (const { text } of things) assert.ok(texts.has(text), `byte ${at}`);
  }
});
