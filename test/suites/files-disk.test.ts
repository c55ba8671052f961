import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openDiskFiles } from "../../src/adapters/files-disk.ts";
import { newId } from "../../src/core/ids.ts";
import { type FileStore, FilesUnavailable, FileTooLarge, OffsetWrong } from "../../src/core/ports/files.ts";

const ROOMY = { maxBytes: 1_000_000 };

async function newFiles(t: TestContext): Promise<{ files: FileStore; folder: string; names: () => Promise<string[]> }> {
  const folder = await mkdtemp(join(tmpdir(), "dw-files-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const files = await openDiskFiles(folder);
  const names = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
  return { files, folder, names };
}

const newKey = () => {
  const id = newId();
  return `${id.slice(-2)}/${id}`;
};

async function* chunks(...parts: (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

async function bytesOf(files: FileStore, key: string, range?: { start: number; end: number }): Promise<Buffer | null> {
  const stream = await files.open(key, range);
  return stream && Buffer.concat(await stream.toArray());
}

test("what was put is what is read, counted and hashed", async (t) => {
  const { files, names } = await newFiles(t);
  const [key, bytes] = [newKey(), randomBytes(300_000)];
  const stored = await files.put(
    key,
    chunks(bytes.subarray(0, 1), bytes.subarray(1, 200_000), bytes.subarray(200_000)),
    ROOMY,
  );
  assert.deepEqual(stored, { bytes: 300_000, sha256: createHash("sha256").update(bytes).digest("hex") });
  assert.deepEqual(await bytesOf(files, key), bytes);
  assert.deepEqual(await names(), [key.slice(3)], "nothing lies beside it");
});

test("a reader on the same machine is told where the bytes lie, for our keys alone", async (t) => {
  const { files } = await newFiles(t);
  const [key, bytes] = [newKey(), randomBytes(9_000)];
  await files.put(key, chunks(bytes), ROOMY);
  assert.deepEqual(await readFile(files.localPath?.(key) ?? ""), bytes);
  assert.throws(() => files.localPath?.("../wall.db"), /not a key/);
});

test("a file of no bytes is a file", async (t) => {
  const { files } = await newFiles(t);
  const key = newKey();
  const stored = await files.put(key, chunks(), ROOMY);
  assert.deepEqual([stored.bytes, stored.sha256.slice(0, 8)], [0, "e3b0c442"]);
  assert.equal((await bytesOf(files, key))?.length, 0);
});

test("a source that breaks half-way leaves nothing, and its own error is heard", async (t) => {
  const { files, names } = await newFiles(t);
  const key = newKey();
  const fault = new Error("the line was cut");
  await assert.rejects(files.put(key, chunks(randomBytes(1_000), fault), ROOMY), (error) => error === fault);
  assert.equal(await files.open(key), null);
  assert.deepEqual(await names(), []);
});

test("more than allowed leaves nothing; just as much is kept", async (t) => {
  const { files, names } = await newFiles(t);
  const [over, just] = [newKey(), newKey()];
  const tooMuch = files.put(over, chunks(randomBytes(600), randomBytes(401)), { maxBytes: 1_000 });
  await assert.rejects(tooMuch, (error) => error instanceof FileTooLarge && error.maxBytes === 1_000);
  assert.deepEqual(await names(), []);
  assert.equal((await files.put(just, chunks(randomBytes(600), randomBytes(400)), { maxBytes: 1_000 })).bytes, 1_000);
});

test("a put that fails leaves what stood under its key", async (t) => {
  const { files } = await newFiles(t);
  const key = newKey();
  await files.put(key, chunks(Buffer.from("whole")), ROOMY);
  await assert.rejects(files.put(key, chunks(Buffer.from("half"), new Error("cut")), ROOMY));
  assert.equal(String(await bytesOf(files, key)), "whole");
});

test("a range is read inclusively and only as far as the file goes", async (t) => {
  const { files } = await newFiles(t);
  const key = newKey();
  await files.put(key, chunks(Buffer.from("0123456789")), ROOMY);
  assert.equal(String(await bytesOf(files, key, { start: 0, end: 0 })), "0");
  assert.equal(String(await bytesOf(files, key, { start: 3, end: 6 })), "3456");
  assert.equal(String(await bytesOf(files, key, { start: 8, end: 99 })), "89");
});

test("a key that is not ours is refused and never becomes a path", async (t) => {
  const { files, names } = await newFiles(t);
  const id = newId();
  const foreign = [
    "",
    id,
    `../${id}`,
    `${id.slice(-2)}/../../${id}`,
    "/etc/passwd",
    `zz/${id}`,
    `ab/${id}.part`,
    `ab/${id}\0`,
    `ab/${id}\n`,
  ];
  for (const key of foreign) {
    await assert.rejects(files.put(key, chunks(Buffer.from("x")), ROOMY), /not a key/, key);
    await assert.rejects(files.open(key), /not a key/, key);
    await assert.rejects(files.remove(key), /not a key/, key);
  }
  assert.deepEqual(await names(), []);
});

test("removing twice is as good as once", async (t) => {
  const { files, names } = await newFiles(t);
  const key = newKey();
  await files.put(key, chunks(Buffer.from("x")), ROOMY);
  await files.remove(key);
  await files.remove(key);
  assert.equal(await files.open(key), null);
  assert.deepEqual(await names(), []);
});

test("many files put at once do not get into each other's way", async (t) => {
  const { files } = await newFiles(t);
  const keys = Array.from({ length: 40 }, newKey);
  await Promise.all(keys.map((key) => files.put(key, chunks(Buffer.from(key)), ROOMY)));
  for (const key of keys) assert.equal(String(await bytesOf(files, key)), key);
});

test("a folder that is gone is FilesUnavailable", async (t) => {
  const { files, folder } = await newFiles(t);
  await files.ping();
  await rm(folder, { recursive: true });
  await assert.rejects(files.ping(), FilesUnavailable);
});

test("pieces put one behind another become one file, counted and hashed", async (t) => {
  const { files, names } = await newFiles(t);
  const [key, bytes] = [newKey(), randomBytes(200_000)];
  assert.equal(await files.received(key), 0);
  assert.equal(await files.append(key, chunks(bytes.subarray(0, 70_000)), { offset: 0, ...ROOMY }), 70_000);
  assert.equal(await files.received(key), 70_000);
  assert.equal(await files.open(key), null, "an unfinished file is no file");
  assert.equal(await files.append(key, chunks(bytes.subarray(70_000)), { offset: 70_000, ...ROOMY }), 200_000);
  const whole = { bytes: 200_000, sha256: createHash("sha256").update(bytes).digest("hex") };
  assert.deepEqual(await files.finish(key), whole);
  assert.deepEqual(await files.finish(key), whole, "whoever asks again after a crash hears the same");
  assert.deepEqual(await bytesOf(files, key), bytes);
  assert.deepEqual(await names(), [key.slice(3)]);
});

test("what arrived before a piece broke off stays, and the next goes on from there", async (t) => {
  const { files } = await newFiles(t);
  const [key, bytes] = [newKey(), randomBytes(30_000)];
  const broken = files.append(key, chunks(bytes.subarray(0, 10_000), new Error("cut")), { offset: 0, ...ROOMY });
  await assert.rejects(broken, /cut/);
  assert.equal(await files.received(key), 10_000);
  const wrong = files.append(key, chunks(bytes), { offset: 0, ...ROOMY });
  await assert.rejects(wrong, (error: unknown) => error instanceof OffsetWrong && error.offset === 10_000);
  assert.equal(await files.append(key, chunks(bytes.subarray(10_000)), { offset: 10_000, ...ROOMY }), 30_000);
  await files.finish(key);
  assert.deepEqual(await bytesOf(files, key), bytes);
});

test("a piece that makes a file too large leaves it as it was, and a removed one leaves nothing", async (t) => {
  const { files, names } = await newFiles(t);
  const key = newKey();
  await files.append(key, chunks(randomBytes(900)), { offset: 0, maxBytes: 1_000 });
  const large = files.append(key, chunks(randomBytes(90), randomBytes(90)), { offset: 900, maxBytes: 1_000 });
  await assert.rejects(large, FileTooLarge);
  assert.equal(await files.received(key), 900);
  await files.remove(key);
  assert.deepEqual(await names(), []);
  await assert.rejects(files.append(key, chunks(randomBytes(9)), { offset: 900, ...ROOMY }), OffsetWrong);
});

test("an upload of nothing is an empty file", async (t) => {
  const { files } = await newFiles(t);
  const key = newKey();
  assert.equal((await files.finish(key)).bytes, 0);
  assert.deepEqual(await bytesOf(files, key), Buffer.alloc(0));
});
