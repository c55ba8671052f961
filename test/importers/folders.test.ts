import assert from "node:assert/strict";
import { test } from "node:test";
import { readHighlights } from "../../src/importers/formats/omnivore.ts";
import { bytesOf, fixtureFiles, folderOf, readAll, sourceOf, told, zipped } from "../harness/import-sources.ts";

test("Omnivore's items keep page, labels, note and highlights with what was remarked on them", async () => {
  const { format, things, broken } = await readAll(zipped(fixtureFiles("omnivore")));
  assert.equal(format, "omnivore");
  assert.deepEqual(broken, []);
  assert.deepEqual(told(things[0]), {
    sourceId: "o-1",
    url: "https://bees.example/see",
    title: "On bees",
    note: "Read on the train",
    summary: "What they see",
    author: "K. Frisch",
    publishedAtMs: Date.UTC(2024, 3, 1),
    tags: ["bees", "Deep Read"],
    createdAtMs: Date.UTC(2024, 4, 1, 10),
    isArchived: true,
    isRead: true,
    highlights: [{ text: "Bees see polarised\nlight, every day", note: "How do we know?" }, { text: "And they dance" }],
    html: '<div class="page"><p>Bees see <em>polarised</em> light.</p></div>\n',
  });
});

test("Omnivore's lists are read by their numbers, not by their names", async () => {
  const { things } = await readAll(zipped(fixtureFiles("omnivore").toReversed()));
  assert.deepEqual(
    things.map(({ title }) => title),
    ["On bees", "On wasps", "The last"],
  );
});

test("an unpacked Omnivore export is read like a packed one", async () => {
  const packed = await readAll(zipped(fixtureFiles("omnivore")));
  const unpacked = await readAll(folderOf(fixtureFiles("omnivore")));
  assert.equal(unpacked.format, "omnivore");
  assert.deepEqual(unpacked.things, packed.things);
});

test("a quote of several paragraphs is one highlight", () => {
  assert.deepEqual(readHighlights("> one\n> \n> two \n\n#a #b c\n\nmine\n\nalso mine"), {
    highlights: [{ text: "one\n\ntwo", note: "mine\n\nalso mine" }],
    note: "",
  });
});

test("a folder's files are things, its folders walls, Markdown is a note and a shortcut a link", async () => {
  const { format, things } = await readAll(folderOf(fixtureFiles("notes")));
  assert.equal(format, "files");
  const byTitle = Object.fromEntries(things.map((thing) => [thing.title ?? thing.files[0]?.name, thing]));
  assert.deepEqual(told(byTitle["Compost: a beginning"]), {
    title: "Compost: a beginning",
    text: "Layers of brown and green.\n",
    tags: ["garden", "slow things"],
    walls: [["Garden"]],
    createdAtMs: Date.UTC(2021, 2, 4),
    isPinned: true,
  });
  assert.deepEqual(told(byTitle["Raised beds"]), {
    url: "https://beds.example/raised",
    title: "Raised beds",
    text: "# Raised beds\n\nWood, earth, worms.\n",
    author: "Ada",
    tags: ["bed", "wood"],
    walls: [["Garden", "Beds"]],
    createdAtMs: Date.UTC(2020, 5, 1),
  });
  assert.equal(byTitle["Seeds"]?.url, "https://seeds.example/list");
  assert.equal(byTitle["reminder"]?.text, "water on Monday\n");
});

test("front matter that is no YAML stays part of the note", async () => {
  const { things } = await readAll(folderOf(fixtureFiles("notes")));
  assert.equal(things.find(({ title }) => title === "odd")?.text, "---\nthis: is: no: [yaml\n---\nbut text\n");
});

test("front matter of aliases upon aliases unfolds to nothing", async () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefgh"].map((name, n) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[n]}`).join(",")}]`).join("\n")}\ntags: *h`;
  const { things } = await readAll(folderOf([{ name: "bomb.md", data: `---\n${bomb}\n---\ntext` }]));
  assert.ok(things[0]?.text?.startsWith("---"));
  assert.deepEqual(things[0]?.tags, []);
});

test("a packed file can be opened when all has been read, more than once, and has the bytes that were packed", async () => {
  const { things } = await readAll(zipped(fixtureFiles("notes")));
  const plan = things.find(({ files }) => files.length > 0)?.files[0];
  assert.equal(plan?.name, "plan.pdf");
  for (const _ of [1, 2]) assert.equal((await bytesOf(plan!.open())).toString(), "%PDF-1.4 a plan");
});

test("empty folders are walls, and what systems leave behind is nothing", async () => {
  const { things, walls, broken } = await readAll(
    zipped([
      { name: "Later/", data: "" },
      { name: "__MACOSX/._a.md", data: "x" },
      { name: ".git/config", data: "x" },
      { name: "a/.DS_Store", data: "x" },
      { name: "a/Thumbs.db", data: "x" },
      { name: "a/b.md", data: "kept" },
    ]),
  );
  assert.deepEqual(walls, ["Later"]);
  assert.deepEqual(broken, []);
  assert.deepEqual(
    things.map(({ title }) => title),
    ["b"],
  );
});

test("a text that is none, and one longer than a note, are kept as the files they are", async () => {
  const { things } = await readAll(
    folderOf([
      { name: "binary.txt", data: Buffer.from([0x41, 0, 0, 0, 0x42, 0xff, 0xfe, 0]) },
      { name: "novel.md", data: "word ".repeat(300_000) },
    ]),
  );
  assert.deepEqual(
    things.map(({ files }) => files[0]?.name),
    ["binary.txt", "novel.md"],
  );
});

test("a lone file that is no list of anything is one thing", async () => {
  const { format, things } = await readAll(sourceOf("%PDF-1.7\n%\u0000\u0001\u0002", { name: "paper.pdf" }));
  assert.equal(format, "files");
  assert.equal(things[0]?.files[0]?.name, "paper.pdf");
});
