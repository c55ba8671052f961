import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { unpack } from "../harness/archives.ts";
import { bytesOf, folderOf, readAll, sourceOf, told, zipped } from "../harness/import-sources.ts";
import { INBOX, idOf, itemLine, ownArchive, ownFile } from "../harness/own-archives.ts";

const BOARD = { id: idOf(2), name: "Sea / marks", kind: "board", description: "what ships steer by" };
const PAGE = "https://lamps.example/last";

/** A link with everything that a person can say of one. */
const LAMP = {
  kind: "link",
  title: "The last lamp",
  own: {
    firstTitle: "lamps.example/last",
    url: PAGE,
    title: "Mine",
    note: "burns colza",
    category: "news",
    sentiment: "positive",
  },
  found: { title: "The last lamp", description: "Of lamps", siteName: "Lamps", author: "Ada", servedAs: "text/html" },
  pinned_at: "2024-05-07T00:00:00.000Z",
  archived_at: "2024-05-08T00:00:00.000Z",
  addresses: [
    { address: PAGE, via: "shared" },
    { address: "https://lamps.example/7", via: "canonical" },
    { address: "javascript:alert(1)", via: "redirect" },
  ],
  places: [
    { wall: INBOX.id, removed_at: null },
    { wall: BOARD.id, removed_at: null },
    { wall: idOf(99), removed_at: null },
  ],
  tags: [
    { tag: idOf(3), by: "person", name: "sea" },
    { tag: idOf(4), by: "ai", name: "guessed" },
  ],
  highlights: [
    { id: idOf(5), text: "seven posts", note: "count", colour: "yellow", created_at: "2024-05-06T08:00:00Z" },
  ],
};

test("an item of ours keeps what its person said: words, tags, pin, archive, highlights, walls, and other addresses", async () => {
  const archive = await ownArchive([itemLine(10, LAMP)], { walls: [INBOX, BOARD] });
  const { format, things, walls, broken, lost } = await readAll(sourceOf(archive));
  assert.deepEqual([format, walls, broken, lost], ["digital-wall", ["Sea / marks"], [], []]);
  assert.deepEqual(told(things[0]), {
    sourceId: idOf(10),
    url: PAGE,
    addresses: [{ address: "https://lamps.example/7", via: "canonical" }],
    title: "Mine",
    firstTitle: "The last lamp",
    note: "burns colza",
    summary: "Of lamps",
    author: "Ada",
    siteName: "Lamps",
    category: "news",
    sentiment: "positive",
    tags: ["sea"],
    walls: [["Sea / marks"]],
    isInInbox: true,
    createdAtMs: Date.UTC(2024, 4, 6, 7, 8, 9),
    isPinned: true,
    isArchived: true,
    highlights: [{ text: "seven posts", note: "count", colour: "yellow", createdAtMs: Date.UTC(2024, 4, 6, 8) }],
  });
});

test("the page comes along as it was read, in UTF-8 whatever it was served in, and what it says is not the person's", async () => {
  const snapshot = ownFile(20, "", { role: "snapshot", type: "application/gzip", name: "page.html.gz" });
  const latin = gzipSync(Buffer.from("<title>Caf\u00e9 lamp</title>", "latin1"));
  const { sha256: _, ...line } = snapshot.line;
  const found = { ...LAMP.found, servedAs: "text/html; charset=iso-8859-1" };
  const archive = await ownArchive([itemLine(10, { ...LAMP, found, files: [{ ...line, sha256: null }] })], {
    files: [{ line: snapshot.line, bytes: latin }],
  });
  const { things } = await readAll(sourceOf(archive));
  const [lamp] = things;
  assert.ok(lamp?.page);
  assert.equal((await bytesOf(lamp.page.open())).toString(), "<title>Café lamp</title>");
  assert.deepEqual([lamp.summary, lamp.author, lamp.siteName, lamp.files], [undefined, undefined, undefined, []]);
});

test("where the page itself is not there, the article is; what a site told by other means is no page", async () => {
  const told = ownFile(20, '{"title":"posts"}', { role: "snapshot", type: "application/gzip" });
  const { things } = await readAll(
    sourceOf(
      await ownArchive(
        [
          itemLine(10, {
            ...LAMP,
            found: { servedAs: "application/json" },
            files: [told.line],
            content: { html: "<p>Seven posts</p>" },
          }),
        ],
        { files: [told] },
      ),
    ),
  );
  assert.deepEqual([things[0]?.html, things[0]?.page], ["<p>Seven posts</p>", undefined]);
});

test("notes keep their whole text, files their bytes and names", async () => {
  const paper = ownFile(21, "seven lamps in a file", { name: "lamps 灯.txt" });
  const note = {
    own: { firstTitle: "A", text: "A cut", textIsLong: true },
    content: { shared_text: "A cut and the rest" },
  };
  const { things, broken } = await readAll(
    sourceOf(
      await ownArchive([itemLine(10, note), itemLine(11, { kind: "file", files: [paper.line] })], { files: [paper] }),
    ),
  );
  assert.deepEqual(broken, []);
  assert.equal(things[0]?.text, "A cut and the rest");
  const [file] = things[1]?.files ?? [];
  assert.ok(file);
  assert.deepEqual(
    [file.name, file.type, file.bytes, file.sha256],
    ["lamps 灯.txt", "text/plain", 21, paper.line.sha256],
  );
  assert.equal((await bytesOf(file.open())).toString(), "seven lamps in a file");
});

test("a file that the archive lacks is told, one with other bytes than it says breaks off", async () => {
  const paper = ownFile(21, "as it was");
  const lines = [
    itemLine(10, { kind: "file", files: [ownFile(22, "gone").line] }),
    itemLine(11, { kind: "file", own: { firstTitle: "f", note: "about it" }, files: [ownFile(23, "gone").line] }),
    itemLine(12, { kind: "file", files: [paper.line] }),
  ];
  const archive = await ownArchive(lines, { files: [{ line: paper.line, bytes: Buffer.from("otherwise") }] });
  const { things, broken, lost } = await readAll(sourceOf(archive));
  assert.deepEqual(broken, ["items.jsonl 1 file-not-in-export"]);
  assert.deepEqual(lost, ["items.jsonl 2 file-not-in-export"]);
  const [file] = things[1]?.files ?? [];
  assert.ok(file);
  await assert.rejects(bytesOf(file.open()), { name: "ImportRefused" });
});

test("a page that would unpack to absurdly much, or is none, is refused when it is opened", async () => {
  const bomb = ownFile(20, "x".repeat(9_000_000), { role: "snapshot", type: "application/gzip" });
  const rubbish = ownFile(21, "no gzip", { role: "snapshot", type: "application/gzip" });
  const archive = await ownArchive(
    [itemLine(10, { ...LAMP, files: [bomb.line] }), itemLine(11, { ...LAMP, files: [rubbish.line] })],
    { files: [bomb, { ...rubbish, bytes: Buffer.from("no gzip") }] },
  );
  const { things } = await readAll(sourceOf(archive));
  for (const { page } of things) {
    assert.ok(page);
    await assert.rejects(bytesOf(page.open()), { name: "ImportRefused" });
  }
});

test("what lay in the trash is told and left out, what became part of another item is told by that one", async () => {
  const { things, broken, rows } = await readAll(
    sourceOf(
      await ownArchive([
        itemLine(10, { deleted_at: "2024-06-01T00:00:00.000Z" }),
        itemLine(11, { merged_into: idOf(12) }),
        itemLine(12, { own: { firstTitle: "x", text: "kept" } }),
      ]),
    ),
  );
  assert.deepEqual(broken, ["items.jsonl 1 in-trash-there"]);
  assert.deepEqual([things.length, rows.length], [1, 2]);
  assert.equal(rows[0]?.kind === "broken" && rows[0].title, "Lantern 10");
});

test("broken lines are rows of the report, and those between them are whole", async () => {
  const good = (n: number) => itemLine(n, { own: { firstTitle: "x", text: `note ${n}` } });
  const lines = [
    good(10),
    '{"id":"half\n',
    "null\n",
    "[]\n",
    `{"own":{"text":"${randomBytes(8_050_000).toString("hex")}"}}\n`,
    `${"[".repeat(200_000)}\n`,
    '{"own":7,"files":3,"tags":{"a":1},"places":"x","found":[],"highlights":[null,1,{"text":{}}]}\n',
    good(11),
    itemLine(12).slice(0, 90),
  ];
  const { things, broken } = await readAll(sourceOf(await ownArchive(lines), { pieceBytes: 64_000 }));
  assert.deepEqual(
    things.map(({ text }) => text),
    ["note 10", "note 11"],
  );
  assert.deepEqual(broken, [
    "items.jsonl 2 row-not-readable",
    "items.jsonl 3 row-not-readable",
    "items.jsonl 4 row-not-readable",
    "items.jsonl 5 row-too-large",
    "items.jsonl 6 row-not-readable",
    "items.jsonl 7 nothing-in-it",
    "items.jsonl 9 source-cut",
  ]);
});

test("walls that cannot be read are told, and their things come all the same", async () => {
  const archive = await ownArchive(
    [itemLine(10, { own: { firstTitle: "x", text: "n" }, places: [{ wall: BOARD.id }] })],
    {
      more: { "walls.jsonl": `{"id":"${INBOX.id}","kind":"inbox","name":"In"}\nrubbish\n{"name":"no id"}\n{"id":7}\n` },
    },
  );
  const { things, broken } = await readAll(sourceOf(archive));
  assert.deepEqual(
    broken,
    [2, 3, 4].map((line) => `walls.jsonl ${line} row-not-readable`),
  );
  assert.deepEqual(things[0]?.walls, []);
});

test("an export of a later version is refused in one sentence; later fields and files are passed over", async () => {
  const later = (version: number) => ({ "digital-wall.json": `{"format":"digital-wall","version":${version}}` });
  const line = itemLine(10, { own: { firstTitle: "x", text: "n", mood: "new" }, orbit: [1] });
  const refused = await readAll(sourceOf(await ownArchive([line], { more: later(2) })));
  assert.deepEqual([refused.things.length, refused.broken], [0, ["archive-too-new"]]);
  const read = await readAll(sourceOf(await ownArchive([line], { more: { ...later(1), "orbits.jsonl": "{}\n" } })));
  assert.deepEqual([read.things.length, read.broken], [1, []]);
});

test("it is known by what is in it: as an archive, unpacked, packed anew in a folder, its items alone, and without any", async () => {
  const note = itemLine(10, { own: { firstTitle: "x", text: "n" }, places: [{ wall: BOARD.id }] });
  const archive = await ownArchive([note], { walls: [INBOX, BOARD] });
  const entries = [...(await unpack(archive)).entries].map(([name, data]) => ({ name, data }));
  for (const brought of [
    sourceOf(archive, { name: "x.bin" }),
    folderOf(entries),
    folderOf(entries.toReversed()),
    zipped(entries.map(({ name, data }) => ({ name: `digital-wall-2024-05-06/${name}`, data }))),
  ]) {
    const { format, things, walls } = await readAll(brought);
    assert.deepEqual([format, things.length, walls], ["digital-wall", 1, ["Sea / marks"]]);
    assert.deepEqual(things[0]?.walls, [["Sea / marks"]]);
  }
  const lines = await readAll(sourceOf(note + itemLine(11, { own: { firstTitle: "y", text: "m" } })));
  assert.deepEqual([lines.format, lines.things.length], ["digital-wall-jsonl", 2]);
  assert.deepEqual(lines.things[0]?.walls, [], "walls have no names there");
  const empty = await readAll(sourceOf(await ownArchive([])));
  assert.deepEqual([empty.format, empty.rows], ["digital-wall", []]);
  assert.deepEqual((await readAll(zipped([{ name: "a.txt", data: "x" }]), { format: "digital-wall" })).broken, [
    "format-unknown",
  ]);
});

test("bytes that were turned here and there in an archive throw nothing and hand out nothing that was not packed", async () => {
  const paper = ownFile(21, "seven lamps");
  const zip = await ownArchive(
    [itemLine(10, { own: { firstTitle: "x", text: "n" } }), itemLine(11, { kind: "file", files: [paper.line] })],
    { walls: [INBOX, BOARD], files: [paper] },
  );
  for (let at = 0; at < zip.length; at += 5) {
    const turned = Buffer.from(zip);
    turned[at] = turned[at]! ^ 0x55;
    const { things } = await readAll(sourceOf(turned), { format: "digital-wall" });
    for (const { text, files } of things) {
      assert.ok(text === undefined || text === "n", `byte ${at}`);
      for (const file of files)
        await bytesOf(file.open()).then(
          (bytes) => assert.equal(bytes.toString(), "seven lamps", `byte ${at}`),
          (error: Error) => assert.equal(error.name, "ImportRefused", `byte ${at}`),
        );
    }
  }
});
