import assert from "node:assert/strict";
import { test } from "node:test";
import { karakeepThing } from "../../src/importers/formats/karakeep.ts";
import { fixture, readAll, sourceOf, told } from "../harness/import-sources.ts";

test("Karakeep's links and notes keep remark, tags, date, archive and the lists they lie in, though lists come last", async () => {
  const { format, things } = await readAll(fixture("karakeep.json"));
  assert.equal(format, "karakeep");
  assert.deepEqual(told(things[0]), {
    url: "https://lichen.example/stone",
    title: "Lichen on stone",
    note: 'For the "garden" talk',
    tags: ["lichen", "stone"],
    walls: [["Wood"]],
    createdAtMs: 1_710_000_000_000,
    isArchived: true,
  });
  assert.deepEqual(told(things[1]), {
    text: "Moss needs\nno soil",
    walls: [["Wood", "Moss"]],
    createdAtMs: 1_710_000_100_000,
    isArchived: false,
  });
});

test("lists with nothing in them and smart lists come along", async () => {
  const { walls, rows } = await readAll(fixture("karakeep.json"));
  assert.deepEqual(walls, ["Wood / Moss", "Wood", "Nothing yet"]);
  assert.deepEqual(
    rows.flatMap((row) => (row.kind === "smart-list" ? [row.smartList] : [])),
    [{ name: "Unread ferns", query: "#fern -is:archived", asked: "tag:fern -is:archived" }],
  );
});

test("a file that the export left out is told, and what was written about it is kept", async () => {
  const { broken, lost, things } = await readAll(fixture("karakeep.json"));
  assert.deepEqual(broken, ["3 file-not-in-export"]);
  assert.deepEqual(lost, ["4 file-not-in-export"]);
  assert.equal(things.at(-1)?.text, "behind the shed");
});

test("an older export without lists is read", async () => {
  const { format, things, broken } = await readAll(fixture("hoarder-old.json"));
  assert.equal(format, "karakeep");
  assert.deepEqual(
    things.map(({ url }) => url),
    ["https://older.example/"],
  );
  assert.deepEqual(broken, ["2 file-not-in-export"]);
});

test("lists that are each other's parents are read without end", async () => {
  const { walls } = await readAll(
    sourceOf(
      JSON.stringify({
        bookmarks: [],
        lists: [
          { id: "a", name: "A", parentId: "b" },
          { id: "b", name: "B", parentId: "a" },
        ],
      }),
    ),
    { format: "karakeep" },
  );
  assert.deepEqual(walls, ["B / A", "A / B"]);
});

test("one bookmark that is broken, too large or too deep leaves the others whole", async () => {
  const good = (n: number) =>
    JSON.stringify({
      createdAt: 1,
      title: `t${n}`,
      tags: [],
      content: { type: "link", url: `https://n.example/${n}` },
    });
  const bad = [
    '{"createdAt":1,"title":"no comma" "tags":[]}',
    `{"createdAt":1,"title":"${"x".repeat(17_000_000)}"}`,
    `{"createdAt":1,"content":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`,
  ];
  const { things, broken } = await readAll(
    sourceOf(`{"bookmarks":[${[good(1), bad[0], good(2), bad[1], good(3), bad[2], good(4)].join(",")}]}`, {
      pieceBytes: 60_000,
    }),
  );
  assert.deepEqual(
    things.map(({ title }) => title),
    ["t1", "t2", "t3", "t4"],
  );
  assert.deepEqual(broken, ["2 row-not-readable", "4 row-too-large", "6 row-too-deep"]);
});

test("values of the wrong type are as if they were not there", async () => {
  const { things, broken } = await readAll(
    sourceOf(
      '{"bookmarks":[{"createdAt":"soon","title":["x"],"tags":"a,b","lists":{"a":1},"content":{"type":"link","url":"https://n.example/"},"note":7,"archived":"perhaps"},null,3,"x",[]]}',
    ),
    { format: "karakeep" },
  );
  assert.deepEqual(told(things[0]), { url: "https://n.example/", note: "7" });
  assert.equal(broken.length, 4);
});

test("a bookmark as the API has it brings its favourite, summary and page along", () => {
  const thing = karakeepThing(
    {
      id: "k1",
      favourited: true,
      summary: "short",
      tags: [{ name: "a", attachedBy: "ai" }],
      content: { type: "link", url: "https://k.example/", title: "T", htmlContent: "<p>x", publisher: "K" },
    },
    () => [],
  );
  assert.deepEqual(
    [thing.isPinned, thing.summary, thing.tags, thing.title, thing.html, thing.siteName],
    [true, "short", ["a"], "T", "<p>x", "K"],
  );
});
