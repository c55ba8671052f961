import assert from "node:assert/strict";
import { test } from "node:test";
import { ImportRefused } from "../../src/core/imported.ts";
import { IMPORT_LIMITS } from "../../src/importers/limits.ts";
import { openPacked } from "../../src/importers/packed-folder.ts";
import { bytesOf, fixtureFiles, readAll, sourceOf, zipped } from "../harness/import-sources.ts";
import { zipOf } from "../harness/made-files.ts";

test("names that lead out of the archive are refused, each for itself", async () => {
  const { things, broken } = await readAll(
    zipped([
      { name: "../up.md", data: "x" },
      { name: "a/../../up.md", data: "x" },
      { name: "/root.md", data: "x" },
      { name: "C:\\windows.md", data: "x" },
      { name: "..\\up.md", data: "x" },
      { name: `${"deep/".repeat(300)}x.md`, data: "x" },
      { name: "good.md", data: "kept" },
    ]),
  );
  assert.deepEqual(
    things.map(({ text }) => text),
    ["kept"],
  );
  assert.equal(broken.length, 6);
  assert.ok(broken.every((row) => row.endsWith("path-not-allowed")));
});

test("a file that would unpack to a thousand times its size is refused by what the directory says", async () => {
  const { things, broken } = await readAll(
    zipped([
      { name: "bomb.bin", data: Buffer.alloc(20_000_000) },
      { name: "good.md", data: "kept" },
    ]),
  );
  assert.deepEqual(broken, ["bomb.bin archive-bursts"]);
  assert.equal(things.length, 1);
});

test("a file that unpacks to more than its directory says breaks off when it is opened", async () => {
  const zip = zipOf([{ name: "liar.bin", data: Buffer.alloc(2_000_000), claims: 10 }]);
  const { things } = await readAll(sourceOf(zip));
  await assert.rejects(bytesOf(things[0]!.files[0]!.open()), ImportRefused);
});

test("bytes that were changed in the archive are not handed out as if they were whole", async () => {
  const zip = zipOf([{ name: "a.md", data: "some words that are packed" }]);
  zip[40] = zip[40]! ^ 0xff;
  const { broken, things } = await readAll(sourceOf(zip));
  assert.deepEqual(broken, ["a.md entry-not-readable"]);
  assert.deepEqual(things, []);
});

test("an encrypted file is told, the others are read", async () => {
  const zip = zipOf([
    { name: "secret.md", data: "x", encrypted: true },
    { name: "good.md", data: "kept" },
  ]);
  const { broken, things } = await readAll(sourceOf(zip));
  assert.deepEqual(broken, ["secret.md entry-encrypted"]);
  assert.equal(things.length, 1);
});

test("an archive whose files share the same bytes is refused whole", async () => {
  const one = zipOf([
    { name: "a.md", data: "aaaa" },
    { name: "b.md", data: "bbbb" },
  ]);
  // Both entries of the directory lead to the first file.
  const second = one.lastIndexOf(Buffer.from("PK\x01\x02"));
  one.writeUInt32LE(0, second + 42);
  const { broken, things, format } = await readAll(sourceOf(one));
  assert.equal(format, null);
  assert.deepEqual(broken, ["archive-overlaps"]);
  assert.deepEqual(things, []);
});

test("an archive of more files than can be somebody's is refused", async () => {
  const many = zipOf(Array.from({ length: 10 }, (_, n) => ({ name: `${n}.md`, data: "x" })));
  // The directory is repeated until there are too many; yauzl believes the count in the 64-bit record only.
  const { broken } = await readAll(sourceOf(withEntries(many, IMPORT_LIMITS.archiveEntries + 1)));
  assert.deepEqual(broken, ["archive-too-many-entries"]);
});

test("a cut archive, an empty one and one of garbage say so and throw nothing", async () => {
  const zip = zipOf(fixtureFiles("notes"));
  for (const cut of [4, 30, zip.length >> 1, zip.length - 1])
    assert.deepEqual((await readAll(sourceOf(zip.subarray(0, cut)))).broken, ["archive-not-readable"], String(cut));
  assert.deepEqual((await readAll(sourceOf(zipOf([])))).rows, []);
  assert.deepEqual((await readAll(sourceOf(`PK\x03\x04${"x".repeat(1_000)}`))).broken, ["archive-not-readable"]);
});

test("a directory of two thousand files is read in a few pieces, as a bucket wants it", async () => {
  const source = sourceOf(zipOf(Array.from({ length: 2_000 }, (_, n) => ({ name: `${n}.bin`, data: String(n) }))));
  const folder = await openPacked(source);
  let files = 0;
  for await (const _ of folder.entries()) files += 1;
  assert.equal(files, 2_000);
  assert.ok(source.reads.length < 10, `${source.reads.length} reads`);
});

test("what a bucket throws is not taken for a fault of the archive", async () => {
  const zip = zipped(fixtureFiles("notes"));
  const away = {
    ...zip,
    read: (range?: { from: number; to?: number }) => (range?.from === 0 ? zip.read(range) : gone()),
  };
  await assert.rejects(readAll(away), /bucket is away/);
});

// biome-ignore lint/correctness/useYield: it fails before there is anything to yield.
async function* gone(): AsyncGenerator<Uint8Array> {
  throw new Error("bucket is away");
}

/** The archive with its first directory entry as many times, behind a 64-bit end record. */
function withEntries(zip: Buffer, count: number): Buffer {
  const from = zip.indexOf(Buffer.from("PK\x01\x02"));
  const next = zip.indexOf(Buffer.from("PK\x01\x02"), from + 4);
  const entry = zip.subarray(from, next);
  const directory = Buffer.concat(Array(count).fill(entry));
  const end64 = Buffer.alloc(56);
  end64.write("PK\x06\x06", 0, "latin1");
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(directory.length), 40);
  end64.writeBigUInt64LE(BigInt(from), 48);
  const locator = Buffer.alloc(20);
  locator.write("PK\x06\x07", 0, "latin1");
  locator.writeBigUInt64LE(BigInt(from + directory.length), 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(0xffff, 8);
  end.writeUInt16LE(0xffff, 10);
  end.writeUInt32LE(0xffffffff, 12);
  end.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([zip.subarray(0, from), directory, end64, locator, end]);
}
