import assert from "node:assert/strict";
import { test } from "node:test";
import { readImport } from "../../src/importers/read-import.ts";
import { fixture, NOW_MS, readAll, sourceOf, told } from "../harness/import-sources.ts";

const guessed = async (source: ReturnType<typeof fixture>) =>
  Object.fromEntries((await readImport(source, { nowMs: NOW_MS })).columns.map(({ column, field }) => [column, field]));

test("a German table with semicolons is understood by its names and values", async () => {
  assert.deepEqual(await guessed(fixture("tabelle.csv")), {
    Titel: "title",
    Webadresse: "url",
    Schlagwörter: "tags",
    "Erstellt am": "created",
    Notiz: "note",
    Bild: null,
  });
  const { format, things } = await readAll(fixture("tabelle.csv"));
  assert.equal(format, "table");
  assert.deepEqual(told(things[0]), {
    url: "https://ferry.example/nord",
    title: "Fähren",
    note: "Fährt, nur im Sommer",
    tags: ["See", "Schiff"],
    createdAtMs: Date.UTC(2019, 11, 31, 14, 5),
  });
});

test("the guess says how sure it is and shows what stands in a column", async () => {
  const { columns } = await readImport(fixture("tabelle.csv"), { nowMs: NOW_MS });
  const title = columns.find(({ column }) => column === "Titel");
  assert.deepEqual(title, { column: "Titel", field: "title", sureness: 0.9, examples: ["Fähren", "Leuchttürme"] });
  assert.ok(columns.every(({ field, sureness }) => (field === null) === (sureness === 0)));
});

test("what somebody says of the columns counts instead of the guess", async () => {
  const { things } = await readAll(fixture("tabelle.csv"), {
    format: "table",
    mapping: { Bild: "url", Titel: "note", Notiz: "note" },
  });
  assert.deepEqual(told(things[0]), { url: "https://ferry.example/n.jpg", note: "Fähren\n\nFährt, nur im Sommer" });
});

test("lines of JSON and lists anywhere in an object are tables too", async () => {
  const lines = await readAll(fixture("records.jsonl"));
  assert.deepEqual(told(lines.things[0]), {
    url: "https://one.example/",
    title: "One",
    tags: ["x", "y z"],
    createdAtMs: Date.UTC(2022, 1, 2, 2, 2, 2),
    isPinned: true,
  });
  const nested = await readAll(fixture("nested.json"));
  assert.deepEqual(told(nested.things[1]), {
    url: "https://deeper.example/",
    title: "Deeper",
    createdAtMs: 1_640_995_300_000,
  });
  assert.deepEqual(await guessed(fixture("nested.json")), {
    "page.uri": "url",
    "page.name": "title",
    keywords: "tags",
    timestamp: "created",
  });
});

test("columns without telling names are understood by what stands in them", async () => {
  const rows = Array.from({ length: 20 }, (_, n) => `x${n},https://a.example/${n},Some words about ${n}`);
  assert.deepEqual(await guessed(sourceOf(["c1,c2,c3", ...rows].join("\n"))), { c1: null, c2: "url", c3: "title" });
});

test("a table without a heading loses no row", async () => {
  const { things } = await readAll(sourceOf("https://a.example/,A title here\nhttps://b.example/,Another one here\n"), {
    format: "table",
  });
  assert.deepEqual(
    things.map(({ url }) => url),
    ["https://a.example/", "https://b.example/"],
  );
});

test("of several addresses in a row the picture's is not the thing's", async () => {
  const { things } = await readAll(
    sourceOf(
      "cover_image,page\nhttps://a.example/a.jpg,https://a.example/\nhttps://b.example/b.jpg,https://b.example/\n",
    ),
  );
  assert.deepEqual(
    things.map(({ url }) => url),
    ["https://a.example/", "https://b.example/"],
  );
});

test("a row of another number of fields, and a line that is no JSON, break alone", async () => {
  const csv = await readAll(
    sourceOf("url,title\nhttps://a.example/,A\nhttps://b.example/,B,too,many\nhttps://c.example/,C\n"),
  );
  assert.deepEqual([csv.things.length, csv.broken], [2, ["3 row-not-readable"]]);
  const lines = await readAll(sourceOf('{"url":"https://a.example/"}\n{"url":\n{"url":"https://b.example/"}\n'), {
    format: "table",
  });
  assert.deepEqual([lines.things.length, lines.broken], [2, ["2 row-not-readable"]]);
});

test("a table in which nobody sees an address or a text invents no things, and says what is missing", async () => {
  const { things, broken } = await readAll(sourceOf("a,b\n1,2\n3,4\n"));
  assert.deepEqual(things, []);
  assert.deepEqual(broken, ["columns-unknown"]);
});
