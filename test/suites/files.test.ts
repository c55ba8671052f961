import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { newId } from "../../src/core/ids.ts";
import { type FileStore, FilesUnavailable, FileTooLarge, OffsetWrong } from "../../src/core/ports/files.ts";
import { FILE_PLACES, newFilePlace, onPlace } from "../harness/file-places.ts";

const ROOMY = { maxBytes: 1_000_000 };
const MB = 1024 * 1024;

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

/** Bytes as they come from a socket. */
async function* inChunks(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function bytesOf(files: FileStore, key: string, range?: { start: number; end: number }): Promise<Buffer | null> {
  const stream = await files.open(key, range);
  return stream && Buffer.concat(await stream.toArray());
}

test("a reader on the same machine is told where the bytes lie, for our keys alone", async (t) => {
  const { files } = await newFilePlace(t, "a folder");
  const [key, bytes] = [newKey(), randomBytes(9_000)];
  await files.put(key, chunks(bytes), ROOMY);
  assert.deepEqual(await readFile(files.localPath?.(key) ?? ""), bytes);
  assert.throws(() => files.localPath?.("../wall.db"), /not a key/);
});

for (const place of FILE_PLACES) {
  test(`what was put is what is read, counted and hashed (${place})`, onPlace(place), async (t) => {
    const { files, names } = await newFilePlace(t, place);
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

  test(`a file of no bytes is a file (${place})`, onPlace(place), async (t) => {
    const { files } = await newFilePlace(t, place);
    const key = newKey();
    const stored = await files.put(key, chunks(), ROOMY);
    assert.deepEqual([stored.bytes, stored.sha256.slice(0, 8)], [0, "e3b0c442"]);
    assert.equal((await bytesOf(files, key))?.length, 0);
  });

  test(
    `a source that breaks half-way leaves nothing, and its own error is heard (${place})`,
    onPlace(place),
    async (t) => {
      const { files, names } = await newFilePlace(t, place);
      const key = newKey();
      const fault = new Error("the line was cut");
      await assert.rejects(files.put(key, chunks(randomBytes(1_000), fault), ROOMY), (error) => error === fault);
      assert.equal(await files.open(key), null);
      assert.deepEqual(await names(), []);
    },
  );

  test(`more than allowed leaves nothing; just as much is kept (${place})`, onPlace(place), async (t) => {
    const { files, names } = await newFilePlace(t, place);
    const [over, just] = [newKey(), newKey()];
    const tooMuch = files.put(over, chunks(randomBytes(600), randomBytes(401)), { maxBytes: 1_000 });
    await assert.rejects(tooMuch, (error) => error instanceof FileTooLarge && error.maxBytes === 1_000);
    assert.deepEqual(await names(), []);
    assert.equal((await files.put(just, chunks(randomBytes(600), randomBytes(400)), { maxBytes: 1_000 })).bytes, 1_000);
  });

  test(`a put that fails leaves what stood under its key (${place})`, onPlace(place), async (t) => {
    const { files } = await newFilePlace(t, place);
    const key = newKey();
    await files.put(key, chunks(Buffer.from("whole")), ROOMY);
    await assert.rejects(files.put(key, chunks(Buffer.from("half"), new Error("cut")), ROOMY));
    assert.equal(String(await bytesOf(files, key)), "whole");
  });

  test(`a range is read inclusively and only as far as the file goes (${place})`, onPlace(place), async (t) => {
    const { files } = await newFilePlace(t, place);
    const key = newKey();
    await files.put(key, chunks(Buffer.from("0123456789")), ROOMY);
    assert.equal(String(await bytesOf(files, key, { start: 0, end: 0 })), "0");
    assert.equal(String(await bytesOf(files, key, { start: 3, end: 6 })), "3456");
    assert.equal(String(await bytesOf(files, key, { start: 8, end: 99 })), "89");
  });

  test(`a key that is not ours is refused and never becomes a path (${place})`, onPlace(place), async (t) => {
    const { files, names } = await newFilePlace(t, place);
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

  test(`removing twice is as good as once (${place})`, onPlace(place), async (t) => {
    const { files, names } = await newFilePlace(t, place);
    const key = newKey();
    await files.put(key, chunks(Buffer.from("x")), ROOMY);
    await files.remove(key);
    await files.remove(key);
    assert.equal(await files.open(key), null);
    assert.deepEqual(await names(), []);
  });

  test(`many files put at once do not get into each other's way (${place})`, onPlace(place), async (t) => {
    const { files } = await newFilePlace(t, place);
    const keys = Array.from({ length: 40 }, newKey);
    await Promise.all(keys.map((key) => files.put(key, chunks(Buffer.from(key)), ROOMY)));
    for (const key of keys) assert.equal(String(await bytesOf(files, key)), key);
  });

  test(`a place that is gone is FilesUnavailable (${place})`, onPlace(place), async (t) => {
    const { files, takeAway } = await newFilePlace(t, place);
    await files.ping();
    await takeAway();
    await assert.rejects(files.ping(), FilesUnavailable);
    // A folder is made anew by the next file; whoever looks after buckets does not want that of us.
    if (place !== "a folder")
      await assert.rejects(files.put(newKey(), chunks(Buffer.from("x")), ROOMY), FilesUnavailable);
  });

  test(`pieces put one behind another become one file, counted and hashed (${place})`, onPlace(place), async (t) => {
    const { files, names } = await newFilePlace(t, place);
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

  test(
    `what arrived before a piece broke off stays, and the next goes on from there (${place})`,
    onPlace(place),
    async (t) => {
      const { files } = await newFilePlace(t, place);
      const [key, bytes] = [newKey(), randomBytes(30_000)];
      const broken = files.append(key, chunks(bytes.subarray(0, 10_000), new Error("cut")), { offset: 0, ...ROOMY });
      await assert.rejects(broken, /cut/);
      assert.equal(await files.received(key), 10_000);
      const wrong = files.append(key, chunks(bytes), { offset: 0, ...ROOMY });
      await assert.rejects(wrong, (error: unknown) => error instanceof OffsetWrong && error.offset === 10_000);
      assert.equal(await files.append(key, chunks(bytes.subarray(10_000)), { offset: 10_000, ...ROOMY }), 30_000);
      await files.finish(key);
      assert.deepEqual(await bytesOf(files, key), bytes);
    },
  );

  test(
    `a piece that makes a file too large leaves it as it was, and a removed one leaves nothing (${place})`,
    onPlace(place),
    async (t) => {
      const { files, names } = await newFilePlace(t, place);
      const key = newKey();
      await files.append(key, chunks(randomBytes(900)), { offset: 0, maxBytes: 1_000 });
      const large = files.append(key, chunks(randomBytes(90), randomBytes(90)), { offset: 900, maxBytes: 1_000 });
      await assert.rejects(large, FileTooLarge);
      assert.equal(await files.received(key), 900);
      await files.remove(key);
      assert.deepEqual(await names(), []);
      await assert.rejects(files.append(key, chunks(randomBytes(9)), { offset: 900, ...ROOMY }), OffsetWrong);
    },
  );

  test(`an upload of nothing is an empty file (${place})`, onPlace(place), async (t) => {
    const { files } = await newFilePlace(t, place);
    const key = newKey();
    assert.equal((await files.finish(key)).bytes, 0);
    assert.deepEqual(await bytesOf(files, key), Buffer.alloc(0));
  });

  test(
    `a large file that comes in small chunks is kept byte for byte, and read in any range (${place})`,
    onPlace(place),
    async (t) => {
      const { files, names } = await newFilePlace(t, place);
      for (const size of [8 * MB, 16 * MB, 20 * MB + 3]) {
        const [key, bytes] = [newKey(), randomBytes(size)];
        const stored = await files.put(key, inChunks(bytes), { maxBytes: size });
        assert.deepEqual(stored, { bytes: size, sha256: sha256(bytes) });
        assert.equal((await bytesOf(files, key))?.equals(bytes), true);
        const range = { start: 7 * MB, end: size - 2 };
        assert.equal((await bytesOf(files, key, range))?.equals(bytes.subarray(range.start, range.end + 1)), true);
        assert.equal((await files.stat(key))?.bytes, size);
        await files.remove(key);
      }
      assert.deepEqual(await names(), []);
    },
  );

  test(
    `a large source that breaks off, or is too large, leaves nothing, not even what was begun (${place})`,
    onPlace(place),
    async (t) => {
      const { files, names } = await newFilePlace(t, place);
      const fault = new Error("the line was cut");
      async function* cut() {
        yield* inChunks(randomBytes(20 * MB));
        throw fault;
      }
      await assert.rejects(files.put(newKey(), cut(), { maxBytes: 30 * MB }), (error) => error === fault);
      await assert.rejects(files.put(newKey(), inChunks(randomBytes(20 * MB)), { maxBytes: 18 * MB }), FileTooLarge);
      assert.deepEqual(await names(), []);
    },
  );

  test(`bytes that are not what was expected are not kept (${place})`, onPlace(place), async (t) => {
    const { files, names } = await newFilePlace(t, place);
    for (const size of [100, 9 * MB]) {
      const [key, bytes] = [newKey(), randomBytes(size)];
      const expected = { bytes: size, sha256: sha256(bytes) };
      const other = Buffer.from(bytes);
      other[50] = (other[50] ?? 0) ^ 1;
      await assert.rejects(files.put(key, inChunks(other), { maxBytes: size, expected }), FilesUnavailable);
      assert.deepEqual(await names(), []);
      assert.deepEqual(await files.put(key, inChunks(bytes), { maxBytes: size, expected }), expected);
      const { sha256: noted } = (await files.stat(key)) ?? {};
      assert.ok(noted === null || noted === expected.sha256);
      await files.remove(key);
    }
    assert.equal(await files.stat(newKey()), null);
  });

  test(
    `an upload goes on in another process, and pieces of any size become one file (${place})`,
    onPlace(place),
    async (t) => {
      const { files, another, names } = await newFilePlace(t, place);
      const [key, bytes] = [newKey(), randomBytes(19 * MB)];
      const ends = [1, 70_000, 9 * MB, 9 * MB, bytes.byteLength];
      let offset = 0;
      for (const end of ends) {
        const process = await another();
        assert.equal(await process.received(key), offset);
        const piece = bytes.subarray(offset, end);
        assert.equal(await process.append(key, inChunks(piece), { offset, maxBytes: bytes.byteLength }), end);
        offset = end;
      }
      assert.deepEqual(await files.finish(key), { bytes: bytes.byteLength, sha256: sha256(bytes) });
      assert.equal((await bytesOf(files, key))?.equals(bytes), true);
      assert.deepEqual(await names(), [key.slice(3)]);
    },
  );

  test(`everything that lies there is listed, whole or not (${place})`, onPlace(place), async (t) => {
    const { files } = await newFilePlace(t, place);
    const [whole, begun] = [newKey(), newKey()];
    await files.put(whole, chunks(randomBytes(500)), ROOMY);
    await files.append(begun, chunks(randomBytes(300)), { offset: 0, ...ROOMY });
    const listed = [];
    for await (const { changedAtMs, ...file } of files.list()) {
      assert.ok(Math.abs(changedAtMs - Date.now()) < 60_000);
      listed.push(file);
    }
    const wanted = [
      { key: whole, bytes: 500, isFinished: true },
      { key: begun, bytes: 300, isFinished: false },
    ];
    const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
    assert.deepEqual(listed.sort(byKey), wanted.sort(byKey));
  });
}
