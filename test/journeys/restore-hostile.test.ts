import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { type TestContext, test } from "node:test";
import {
  emptySystem,
  exported,
  exportedOffline,
  linesOf,
  packed,
  restored,
  type Unpacked,
  unpack,
} from "../harness/archives.ts";
import { newJourney } from "../harness/journey.ts";
import type { ZipEntry } from "../harness/made-files.ts";
import { article } from "../harness/pages.ts";

/** A small export of everything that can be changed in one: a page that was read, a note, a file, an own tag. */
async function smallExport(t: TestContext): Promise<Unpacked> {
  const wall = await newJourney(t, { pages: { "/lamps": article() } });
  await wall.ended(await wall.share({ url: wall.pages.at("/lamps"), tags: ["quay"] }));
  await wall.ended(await wall.share({ text: "seven posts" }));
  const form = new FormData();
  form.append("files", new File(["seven lamps"], "lamps.txt", { type: "text/plain" }));
  await wall.ended((await wall.expect<{ processing_id: string }>(202, "POST", "/share", { body: form })).body);
  return await unpack(await exported(wall));
}

let made: Promise<Unpacked> | null = null;
/** Made once for all tests of this file: nothing changes it. */
function small(t: TestContext): Promise<Unpacked> {
  made ??= smallExport(t);
  return made;
}

type Line = Record<string, unknown>;

/** Changes the lines of one file. */
const lines =
  (file: string, change: (lines: Line[]) => unknown[]) =>
  ({ entries }: Unpacked): Buffer =>
    packed(entries, (name, bytes) => {
      if (name !== file) return bytes;
      const read = bytes
        .toString()
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Line);
      return Buffer.from(
        change(read)
          .map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`)
          .join(""),
      );
    });

/** Changes the first item of which this holds. */
const item = (which: (line: Line) => boolean, change: (line: Line, all: Line[]) => object) =>
  lines("items.jsonl", (all) => {
    const at = all.findIndex(which);
    assert.notEqual(at, -1);
    return all.with(at, { ...all[at], ...change(all[at] as Line, all) } as Line);
  });

const any = () => true;
const isPage = (line: Line) => "url" in (line["own"] as object);
const added =
  (...more: ZipEntry[]) =>
  ({ entries }: Unpacked) =>
    packed(entries, undefined, more);
const without =
  (gone: string) =>
  ({ entries }: Unpacked) =>
    packed(entries, (name, bytes) => (name === gone ? null : bytes));
const manifest =
  (text: string) =>
  ({ entries }: Unpacked) =>
    packed(entries, (name, bytes) => (name === "digital-wall.json" ? Buffer.from(text) : bytes));

/** Every entry begins where the first one does. */
function overlapping({ entries }: Unpacked): Buffer {
  const bytes = packed(entries);
  for (let at = bytes.indexOf("PK\x01\x02"); at !== -1; at = bytes.indexOf("PK\x01\x02", at + 4))
    bytes.writeUInt32LE(0, at + 42);
  return bytes;
}

const ID = "01a219d3-9cd9-7669-b0f3-9e06f7aae6b9";
const DEEP = 200_000;

const REFUSED: Readonly<Record<string, readonly [make: (small: Unpacked) => Buffer, says: RegExp]>> = {
  "no archive at all": [() => Buffer.from("seven posts"), /archive is broken/],
  "an archive that was cut off": [({ bytes }) => bytes.subarray(0, bytes.length - 400), /archive is broken/],
  "somebody else's archive": [without("digital-wall.json"), /no export of Digital Wall/],
  "another program's manifest": [manifest('{"format":"another","version":1}'), /no export of Digital Wall/],
  "a manifest that is no JSON": [manifest("{"), /no JSON/],
  "a later version": [manifest('{"format":"digital-wall","version":2}'), /made by a newer Digital Wall \(format 2/],
  "a name that leads upwards": [
    added({ name: "../../evil.jsonl", data: "" }),
    /archive is broken: invalid relative path/,
  ],
  "a name from the root": [added({ name: "/etc/evil", data: "" }), /archive is broken: absolute path/],
  "a name with a backslash": [added({ name: "files\\..\\evil", data: "" }), /archive is broken/],
  "two entries of one name": [added({ name: "items.jsonl", data: "" }), /two entries named items\.jsonl/],
  "an encrypted entry": [added({ name: "highlights.jsonl", data: "", encrypted: true }), /encrypted/],
  "entries that overlap": [overlapping, /overlap/],
  "an entry that would unpack to gigabytes": [
    added({ name: "more.jsonl", data: "", claims: 4_000_000_000 }),
    /unpack to far more/,
  ],
  "a line without end": [lines("items.jsonl", () => ["a".repeat(64_000_001)]), /longer than any item/],
  "a last line that is cut off": [
    ({ entries }) => packed(entries, (name, bytes) => (name === "tags.jsonl" ? bytes.subarray(0, -1) : bytes)),
    /cut off/,
  ],
  "JSON that is none": [lines("items.jsonl", () => ["{seven}"]), /items\.jsonl, line 1 is no JSON/],
  "JSON that nests without end": [
    lines("items.jsonl", () => ["[".repeat(DEEP) + "]".repeat(DEEP)]),
    /items\.jsonl, line 1/,
  ],
  "a record that is none": [lines("walls.jsonl", () => ["7"]), /walls\.jsonl, line 1 is no record/],
  "an id of another shape": [item(any, () => ({ id: "../../etc/passwd" })), /id is no id/],
  "an item twice": [lines("items.jsonl", ([first, ...others]) => [first, first, ...others]), /stands twice/],
  "items in no order": [lines("items.jsonl", (all) => all.toReversed()), /no order/],
  "an address that runs": [
    item(isPage, () => ({ own: { url: "javascript:alert(1)", firstTitle: "x" } })),
    /own is not what it should be/,
  ],
  "a canonical address that runs": [
    item(isPage, () => ({ found: { canonicalUrl: "data:text/html,x" } })),
    /found is not what/,
  ],
  "a number where a text belongs": [item(any, () => ({ title: 7 })), /title is no text/],
  "an object where a text belongs": [item(any, () => ({ title: { toString: "x" } })), /title is no text/],
  "a kind that there is not": [item(any, () => ({ kind: "owner" })), /kind is none of the values/],
  "a time that is none": [item(any, () => ({ created_at: "yesterday" })), /created_at is no time/],
  "a field that is missing": [item(any, () => ({ own: undefined })), /own is missing/],
  "a list that is none": [item(any, () => ({ files: { length: 1 } })), /files is no list/],
  "a list without end": [
    item(any, () => ({ addresses: Array.from({ length: 10_001 }, () => ({})) })),
    /too many entries/,
  ],
  "an analysis of another item": [item(any, () => ({ analysis: ID })), /analysis it shows is another/],
  "one file for two items": [
    lines("items.jsonl", (all) => {
      const files = all.find((line) => (line["files"] as unknown[]).length > 0)?.["files"];
      return all.map((line) => ({ ...line, files }));
    }),
    /stands twice/,
  ],
  "a place twice": [
    item(any, ({ places }) => ({ places: [...(places as never[]), ...(places as never[])] })),
    /names one thing twice/,
  ],
  "a hash that is none": [
    item(
      (line) => (line["files"] as unknown[]).length > 0,
      ({ files }) => ({
        files: (files as object[]).map((file) => ({ ...file, sha256: "../x" })),
      }),
    ),
    /described wrongly/,
  ],
  "items merged in a circle": [
    lines("items.jsonl", ([one, other, ...others]) => [
      { ...one, merged_into: other?.["id"] },
      { ...other, merged_into: one?.["id"] },
      ...others,
    ]),
    /merged into something that is not/,
  ],
  "two inboxes": [
    lines("walls.jsonl", ([inbox]) => [inbox, { ...inbox, id: "ffffffff-9cd9-7669-b0f3-9e06f7aae6b9" }]),
    /two inboxes/,
  ],
  "a tag that is none": [lines("tags.jsonl", (all) => all.map((line) => ({ ...line, name: "a,b" }))), /is no tag/],
};

for (const [name, [make, says]] of Object.entries(REFUSED))
  test(`refused before anything of it is kept: ${name}`, async (t) => {
    const system = await emptySystem(t, "sqlite");
    await assert.rejects(restored(system, make(await small(t))), (error: Error) => {
      assert.equal(error.name, "ArchiveRefused", error.stack);
      assert.match(error.message, says);
      return true;
    });
    assert.deepEqual(await readdir(system.folder), ["archive.zip"], "no folder was made, here or elsewhere");
  });

test("what an archive says of owners, keys and members is nobody's; unknown fields and files are left behind", async (t) => {
  const { entries } = await small(t);
  const archive = lines("items.jsonl", (all) =>
    all.map((line) => ({
      ...line,
      owner: ID,
      store_key: "../../x",
      run: ID,
      __proto__: { owner: ID },
      constructor: { x: 1 },
    })),
  )({ entries, bytes: Buffer.alloc(0) });
  const { entries: changed } = await unpack(archive);
  const members = [
    { name: "members.jsonl", data: `${JSON.stringify({ wall: ID, person: ID, role: "editor" })}\n` },
    { name: "api_keys.jsonl", data: `${JSON.stringify({ id: ID, hash: "x", scopes: "admin" })}\n` },
    { name: "notes/<script>.md", data: "x" },
  ];
  const system = await emptySystem(t, "sqlite");
  const { items } = await restored(system, packed(changed, undefined, members));
  assert.equal(items, 3);
  const again = await unpack(await exportedOffline(system.settings));
  assert.equal(again.entries.get("items.jsonl")?.toString(), entries.get("items.jsonl")?.toString());
});

test("an article is made safe again, whatever the archive says it is", async (t) => {
  const html = `<p onclick="x()">Seven <script>alert(1)</script>lamps</p><a href="javascript:x">x</a><img src=x onerror=x><iframe src="https://evil.example"></iframe>`;
  const archive = item(isPage, ({ content }) => ({ content: { ...(content as object), html } }))(await small(t));
  const system = await emptySystem(t, "sqlite");
  await restored(system, archive);
  const page = linesOf(await unpack(await exportedOffline(system.settings)), "items.jsonl").find((line) =>
    isPage(line as Line),
  );
  const kept = String((page?.["content"] as { html?: string } | undefined)?.html);
  assert.match(kept, /Seven lamps/);
  assert.doesNotMatch(kept, /script|onclick|onerror|iframe|javascript/);
});

test("a file that unpacks to another length than it says is not kept, and nothing else suffers", async (t) => {
  const { entries } = await small(t);
  const name = [...entries.keys()].find((one) => one.endsWith("lamps.txt")) ?? "";
  const system = await emptySystem(t, "sqlite");
  const lies = packed(entries, (one, bytes) => (one === name ? null : bytes), [
    { name, data: "seven lamps and much more", claims: 11 },
  ]);
  const { lost, items } = await restored(system, lies);
  assert.deepEqual([items, lost.map((file) => file.name)], [3, ["lamps.txt"]]);
});

test("NUL and half characters, which no database takes, are taken out", async (t) => {
  const archive = item(any, () => ({ title: "be\u0000fore \ud800 after" }))(await small(t));
  const system = await emptySystem(t, "sqlite");
  await restored(system, archive);
  const [first] = linesOf(await unpack(await exportedOffline(system.settings)), "items.jsonl");
  assert.equal(first?.["title"], "before \ufffd after");
});

test("walls of an archive from before their edits were counted begin at none", async (t) => {
  const before = lines("walls.jsonl", (all) => all.map(({ edited_version: _, ...wall }) => wall));
  const system = await emptySystem(t, "sqlite");
  await restored(system, before(await small(t)));
  const again = linesOf(await unpack(await exportedOffline(system.settings)), "walls.jsonl");
  assert.deepEqual(
    again.map((wall) => wall["edited_version"]),
    again.map(() => 0),
  );
  assert.ok(again.length > 0);
});
