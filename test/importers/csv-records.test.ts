import assert from "node:assert/strict";
import { test } from "node:test";
import { csvRecords, delimiterOf } from "../../src/importers/csv-scanner.ts";
import { IMPORT_LIMITS } from "../../src/importers/limits.ts";

/** The same text whole and letter by letter must be cut alike. */
async function records(text: string, delimiter = ","): Promise<unknown[]> {
  const whole = await read([text], delimiter);
  if (text.length < 1_000) assert.deepEqual(await read([...text], delimiter), whole);
  return whole;
}

async function read(pieces: readonly string[], delimiter: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const row of csvRecords(streamed(pieces), delimiter))
    found.push(row.kind === "record" ? [row.line, ...row.fields] : `${row.line} ${row.code}`);
  return found;
}

async function* streamed(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}

const cases: [claim: string, text: string, found: unknown[]][] = [
  [
    "fields in quotes hold commas, line ends and doubled quotes",
    'a,"b, ""c""\nd",e\n1,2,3\n',
    [
      [1, "a", 'b, "c"\nd', "e"],
      [3, "1", "2", "3"],
    ],
  ],
  [
    "lines end with CRLF, LF or CR, also in one file",
    "a,b\r\n1,2\n3,4\r5,6",
    [
      [1, "a", "b"],
      [2, "1", "2"],
      [3, "3", "4"],
      [4, "5", "6"],
    ],
  ],
  [
    "blank lines are passed over, and lines counted on",
    "a,b\n\n\n1,2\n",
    [
      [1, "a", "b"],
      [4, "1", "2"],
    ],
  ],
  [
    "quotes within a field that has none around it are letters",
    'a,b\n1,say "hi" there\n',
    [
      [1, "a", "b"],
      [2, "1", 'say "hi" there'],
    ],
  ],
  [
    "letters behind a closing quote make the quotes letters",
    'a,b\n"x" y,2\n',
    [
      [1, "a", "b"],
      [2, '"x" y', "2"],
    ],
  ],
  [
    "empty fields are fields",
    'a,b,c\n,"",\n',
    [
      [1, "a", "b", "c"],
      [2, "", "", ""],
    ],
  ],
  [
    "a quote that never closes breaks its own line when rows follow",
    'a,b\n1,"two\n3,4\n5,6\n7,8\n',
    [[1, "a", "b"], "2 row-not-readable", [3, "3", "4"], [4, "5", "6"], [5, "7", "8"]],
  ],
  [
    "a quote that never closes is where the text was cut when no rows follow",
    'a,b\n1,2\n3,"and then some words\nwithout any rows\n',
    [[1, "a", "b"], [2, "1", "2"], "3 source-cut"],
  ],
];
for (const [claim, text, found] of cases) test(`${claim}`, async () => assert.deepEqual(await records(text), found));

test("a stray quote that another row's quotes seem to close still breaks its own line only", async () => {
  const rows = Array.from({ length: 4_000 }, (_, n) => `${n},"title ${n}"\n`).join("");
  const found = await records(`n,title\n0,"never closed\n${rows}`);
  assert.deepEqual(found.slice(0, 3), [[1, "n", "title"], "2 row-not-readable", [3, "0", "title 0"]]);
  assert.equal(found.length, 4_002);
});

test("a record larger than any may be is told once, and the rows behind it are read", async () => {
  const text = `a,b\n1,"${"x".repeat(IMPORT_LIMITS.recordCharacters + 500_000)}"\n3,4\n5,6\n`;
  for (const pieces of [[text], text.match(/.{1,60000}/gs) ?? []]) {
    const found = await read(pieces, ",");
    assert.deepEqual(
      found.map((row) => (typeof row === "string" ? row : (row as unknown[]).slice(1).join())),
      ["a,b", "2 row-too-large", "3,4", "5,6"],
    );
  }
});

test("a row of a million fields is a row of too many, not of a million", async () => {
  const [row] = (await records(",".repeat(1_000_000))) as [unknown[]];
  assert.ok(row.length <= IMPORT_LIMITS.columns + 3);
});

test("the delimiter is what the heading has most of outside of quotes", () => {
  assert.equal(delimiterOf("title,url\n"), ",");
  assert.equal(delimiterOf("Titel;Adresse;Notiz, lang\n"), ";");
  assert.equal(delimiterOf('"a;b;c;d",url,x\n'), ",");
  assert.equal(delimiterOf("title\turl\ttags\n"), "\t");
});
