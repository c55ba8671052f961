import assert from "node:assert/strict";
import { test } from "node:test";
import { IMPORT_LIMITS } from "../../src/importers/limits.ts";
import { fixture, readAll, sourceOf, told } from "../harness/import-sources.ts";

const HEAD = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n";
const read = async (body: string | Uint8Array) =>
  readAll(sourceOf(typeof body === "string" ? `${HEAD}${body}</DL><p>\n` : body));

test("bookmarks of a browser keep their folders, tags, dates and descriptions", async () => {
  const { format, things, walls } = await readAll(fixture("firefox.html"));
  assert.equal(format, "netscape");
  assert.deepEqual(told(things[0]), {
    url: "https://bread.example/rye?a=1&b=2",
    title: "Rye & how to bake it – slowly",
    note: "Try this at Christmas",
    tags: ["bread", "sour dough"],
    createdAtMs: 1_577_836_800_000,
  });
  assert.deepEqual(
    things.map(({ title, walls }) => [title, walls]),
    [
      ["Rye & how to bake it – slowly", []],
      ["Soup", [["Kitchen"]]],
      ['Sharpening "by hand"', [["Kitchen", "Knives"]]],
      ["Größe", [["Bookmarks Toolbar"]]],
    ],
  );
  assert.deepEqual(walls, ["Kitchen", "Kitchen / Knives", "Kitchen / Still empty", "Bookmarks Toolbar"]);
});

test("a folder's description is kept with the folder, not with what stands before it", async () => {
  const { rows } = await readAll(fixture("firefox.html"));
  const kitchen = rows.find((row) => row.kind === "wall" && row.wall.path[0] === "Kitchen");
  assert.deepEqual(kitchen, {
    kind: "wall",
    at: { line: 15 },
    wall: { path: ["Kitchen"], description: "All that is cooked" },
  });
});

test("bookmarklets and a browser's own searches are broken rows with their lines", async () => {
  const { broken } = await readAll(fixture("firefox.html"));
  assert.deepEqual(broken, ["29 scheme-not-allowed", "30 scheme-not-allowed"]);
});

test("what Pinboard has to be read is unread, and its descriptions are remarks", async () => {
  const { things } = await readAll(fixture("pinboard.html"));
  assert.deepEqual(told(things[0]), {
    url: "https://clouds.example/cirrus",
    title: "Cirrus",
    note: "Ice, 8 km <up>",
    tags: ["weather", "sky"],
    createdAtMs: 1_300_000_000_000,
    isRead: false,
  });
  assert.equal(things[1]?.isRead, true);
});

test("linkding's notes and archive, for which the format has no place, are found where it hides them", async () => {
  const { things } = await readAll(fixture("linkding.html"));
  assert.equal(things[0]?.note, "Wooden ones\n\nAsk Lin about\nthe price");
  assert.equal(things[0]?.isArchived, true);
  assert.deepEqual(things[0]?.tags, ["boats"]);
});

test("a favourite of Raindrop is pinned", async () => {
  const { things } = await readAll(fixture("raindrop.html"));
  assert.equal(things[0]?.isPinned, true);
  assert.deepEqual(things[0]?.walls, [["Trees"]]);
});

test("bookmarks whose tags are never closed, in any case and with or without quotes, are read", async () => {
  const { things, broken } = await read(
    "<dt><a href=https://one.example/ add_date=1500000000>One\n<Dt><A Href='https://two.example/'>Two <b>bold</b></a>\n",
  );
  assert.deepEqual(
    things.map(({ url, title }) => [url, title]),
    [
      ["https://one.example/", "One"],
      ["https://two.example/", "Two bold"],
    ],
  );
  assert.deepEqual(broken, []);
});

test("a stray quote in an address swallows no other bookmark", async () => {
  const { things, broken } = await read(
    '<DT><A HREF="https://one.example/"x" ADD_DATE="1500000000">One</A>\n<DT><A HREF="https://two.example/">Two</A>\n',
  );
  assert.deepEqual(
    things.map(({ url }) => url),
    ["https://one.example/", "https://two.example/"],
  );
  assert.deepEqual(broken, []);
});

test("a folder that has no list of its own is kept, and holds nothing of the next one", async () => {
  const { walls, things } = await read(
    '<DT><H3>Empty</H3>\n<DT><A HREF="https://one.example/">One</A>\n<DT><H3>Full</H3><DL><p><DT><A HREF="https://two.example/">Two</A></DL><p>\n',
  );
  assert.deepEqual(walls, ["Empty", "Full"]);
  assert.deepEqual(
    things.map(({ walls }) => walls),
    [[], [["Full"]]],
  );
});

test("files of Windows are read in the letters they were written in", async () => {
  const file = `${HEAD}<DT><A HREF="https://one.example/">Süße Grüße für Zoë</A>\n</DL>`;
  for (const bytes of [
    Buffer.from(file, "latin1"),
    Buffer.from(`\ufeff${file}`, "utf8"),
    Buffer.from(`\ufeff${file}`, "utf16le"),
    Buffer.from(file, "utf16le"),
  ])
    assert.equal((await read(bytes)).things[0]?.title, "Süße Grüße für Zoë");
});

test("letters that first come after a megabyte of ASCII are read in what they were written in", async () => {
  const filler = '<DT><A HREF="https://plain.example/">Plain</A>\n'.repeat(25_000);
  const file = `${HEAD}${filler}<DT><A HREF="https://one.example/">Süße Grüße</A>\n</DL>`;
  for (const encoding of ["latin1", "utf8"] as const)
    assert.equal((await read(Buffer.from(file, encoding))).things.at(-1)?.title, "Süße Grüße");
});

test("a tag or a title beyond all measure is told, and the bookmarks around it are read", async () => {
  const { things, broken } = await read(
    `<DT><A HREF="https://one.example/">One</A>\n<DT><A HREF="https://icon.example/" ICON="data:image/png;base64,${"A".repeat(IMPORT_LIMITS.recordCharacters + 1_000)}">Icon</A>\n` +
      `<DT><A HREF="https://long.example/">${"long ".repeat(2_000_000)}</A>\n<DT><A HREF="https://two.example/">Two</A>\n`,
  );
  assert.deepEqual(
    things.map(({ title }) => title),
    ["One", "Two"],
  );
  assert.deepEqual(broken, ["4 row-too-large", "5 title-too-long"]);
});

test("a hundred thousand folders within each other are walked through, and the walls are no deeper than walls may be", async () => {
  const { things } = await read(
    `${"<DT><H3>deep</H3><DL><p>".repeat(100_000)}<DT><A HREF="https://one.example/">One</A>${"</DL>".repeat(100_000)}<DT><A HREF="https://two.example/">Two</A>`,
  );
  assert.equal(things[0]?.walls[0]?.length, IMPORT_LIMITS.wallDepth);
  assert.deepEqual(things[1]?.walls, []);
});
