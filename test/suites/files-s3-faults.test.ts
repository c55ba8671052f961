import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { type TestContext, test } from "node:test";
import { openS3Files } from "../../src/adapters/files-s3.ts";
import { newId } from "../../src/core/ids.ts";
import { type FileStore, FilesUnavailable, OffsetWrong } from "../../src/core/ports/files.ts";
import { optionsOf } from "../harness/file-places.ts";
import { openS3StandIn, type S3Fault, type S3Request, type S3StandIn } from "../harness/s3-stand-in.ts";

const MB = 1024 * 1024;
const DAY_MS = 86_400_000;

const newKey = () => {
  const id = newId();
  return `${id.slice(-2)}/${id}`;
};
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
}

async function newBucket(t: TestContext): Promise<{ bucket: S3StandIn; files: FileStore }> {
  const bucket = await openS3StandIn(t);
  const files = openS3Files({ ...optionsOf(bucket), isPresigned: true });
  t.after(() => files.close());
  return { bucket, files };
}

const put = (files: FileStore, key: string, bytes: Buffer) => files.put(key, inChunks(bytes), { maxBytes: 100 * MB });
const isNothingLeft = ({ objects, multiparts }: S3StandIn) => objects.size === 0 && multiparts.size === 0;

const STEPS: Readonly<Record<string, (request: S3Request) => boolean>> = {
  "the put": ({ method, query }) => method === "PUT" && !query.has("partNumber"),
  "the beginning": ({ method, query }) => method === "POST" && query.has("uploads"),
  "a part": ({ method, query }) => method === "PUT" && query.get("partNumber") === "2",
  "the end": ({ method, query }) => method === "POST" && query.has("uploadId"),
};
const PASSING: readonly S3Fault[] = ["refuse-503", "500-although-done", "drop"];

for (const fault of PASSING)
  test(`a bucket that fails once by ${fault} has every byte in the end, whatever it failed at`, async (t) => {
    for (const [step, when] of Object.entries(STEPS)) {
      const { bucket, files } = await newBucket(t);
      const bytes = randomBytes(step === "the put" ? 1_000 : 17 * MB);
      bucket.fail(fault, { times: 1, when });
      const key = newKey();
      assert.deepEqual(await put(files, key, bytes), { bytes: bytes.byteLength, sha256: sha256(bytes) }, step);
      assert.deepEqual([...bucket.objects.keys()], [`files/${key}`], step);
      assert.ok(bucket.objects.get(`files/${key}`)?.bytes.equals(bytes), step);
    }
  });

for (const fault of ["refuse-503", "drop", "deny", "flip-a-bit-of-what-comes"] as const)
  test(`a bucket that goes on failing by ${fault} is FilesUnavailable and holds nothing half-made`, async (t) => {
    for (const [step, when] of Object.entries(STEPS)) {
      // Nothing that begins an upload has a body, and one that ends it has no digest of ours.
      if (fault === "flip-a-bit-of-what-comes" && /beginning|end/.test(step)) continue;
      const { bucket, files } = await newBucket(t);
      bucket.fail(fault, { when });
      await assert.rejects(put(files, newKey(), randomBytes(step === "the put" ? 1_000 : 17 * MB)), FilesUnavailable);
      assert.ok(isNothingLeft(bucket), `${step}: ${[...bucket.objects.keys(), ...bucket.multiparts.keys()]}`);
    }
  });

test("a bucket that is not there is FilesUnavailable at every door, within the time for connecting", async (t) => {
  const { bucket, files } = await newBucket(t);
  await bucket.close();
  const key = newKey();
  const doors: (() => Promise<unknown>)[] = [
    () => put(files, key, randomBytes(9)),
    () => files.append(key, inChunks(randomBytes(9)), { offset: 0, maxBytes: 9 }),
    () => files.received(key),
    () => files.finish(key),
    () => files.open(key),
    () => files.stat(key),
    () => files.remove(key),
    () => files.ping(),
    () => files.list()[Symbol.asyncIterator]().next(),
  ];
  await Promise.all(doors.map((door) => assert.rejects(door(), FilesUnavailable)));
});

test("a bucket that never answers is given up after its time", async (t) => {
  const { bucket, files } = await newBucket(t);
  bucket.fail("silence");
  const begun = performance.now();
  await assert.rejects(files.ping(), /did not answer within 15000 ms/);
  assert.ok(performance.now() - begun < 20_000);
});

test("a server without conditions gets none, and keeps files all the same", async (t) => {
  const { bucket, files } = await newBucket(t);
  bucket.fail("501-for-conditions");
  for (const bytes of [randomBytes(10), randomBytes(20)])
    assert.equal((await put(files, newKey(), bytes)).bytes, bytes.byteLength);
  assert.equal(bucket.requests.length, 3, "it is not asked for it again");
});

test("what stands under a key is never written over by other bytes", async (t) => {
  const { bucket, files } = await newBucket(t);
  const key = newKey();
  await put(files, key, Buffer.from("first"));
  await assert.rejects(put(files, key, Buffer.from("other")), FilesUnavailable);
  assert.equal(String(bucket.objects.get(`files/${key}`)?.bytes), "first");
  assert.equal((await put(files, key, Buffer.from("first"))).bytes, 5, "the same bytes are there already");
});

test("other bytes than were kept are never given out whole", async (t) => {
  const { bucket, files } = await newBucket(t);
  for (const size of [1_000, 3 * MB]) {
    const [key, bytes] = [newKey(), randomBytes(size)];
    const kept = await put(files, key, bytes);
    const read = async (expected = kept) =>
      Buffer.concat(await ((await files.open(key, null, expected))?.toArray() ?? []));
    assert.ok((await read()).equals(bytes));
    const whole = (request: S3Request) => request.method === "GET" && request.name.endsWith(key);
    bucket.fail("flip-a-bit", { when: whole });
    await assert.rejects(read(), /other bytes than were kept/);
    bucket.fail("drop-half-way", { when: whole });
    await assert.rejects(read(), FilesUnavailable);
    bucket.mend();
    await assert.rejects(read({ ...kept, bytes: size + 1 }), /bytes instead of/);
    await assert.rejects(files.open(key, { start: 0, end: 9 }, { ...kept, bytes: size + 1 }), /bytes instead of/);
  }
});

test("a piece whose answer was lost is there once, and one that another process was faster with is refused", async (t) => {
  const { bucket, files } = await newBucket(t);
  const [key, bytes] = [newKey(), randomBytes(30_000)];
  const piece = (from: number, to: number, of = bytes) =>
    files.append(key, inChunks(of.subarray(from, to)), { offset: from, maxBytes: bytes.byteLength });
  bucket.fail("500-although-done", { times: 1, when: ({ method }) => method === "PUT" });
  assert.equal(await piece(0, 10_000), 10_000);
  const race = await Promise.allSettled([piece(10_000, 20_000), piece(10_000, 15_000, randomBytes(30_000))]);
  const [lost] = race.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  assert.ok(lost instanceof OffsetWrong);
  assert.equal(lost.offset, await files.received(key));
});

test("pieces are put together though the bucket fails on the way, and damaged ones never", async (t) => {
  const { bucket, files } = await newBucket(t);
  const [key, bytes] = [newKey(), randomBytes(10 * MB)];
  await files.append(key, inChunks(bytes), { offset: 0, maxBytes: bytes.byteLength });
  const reading = ({ method, name }: S3Request) => method === "GET" && name.includes(".part/");
  for (const fault of ["flip-a-bit", "drop-half-way"] as const) {
    bucket.fail(fault, { when: reading });
    await assert.rejects(files.finish(key), FilesUnavailable);
    bucket.mend();
    assert.equal(await files.received(key), bytes.byteLength, "the pieces are still there");
    assert.equal(await files.stat(key), null);
  }
  // The file was made, and what was left to do was not done.
  bucket.fail("refuse-503", { when: ({ method }) => method === "DELETE" });
  await assert.rejects(files.finish(key), FilesUnavailable);
  bucket.mend();
  assert.equal(await files.received(key), bytes.byteLength);
  assert.deepEqual(await files.finish(key), { bytes: bytes.byteLength, sha256: sha256(bytes) });
  assert.deepEqual([...bucket.objects.keys()], [`files/${key}`]);
});

test("what was begun and never ended is given up after a day, and nothing else", async (t) => {
  const { bucket, files } = await newBucket(t);
  await files.presigned?.partsOf(newKey(), 20 * MB);
  assert.equal(await files.abandon?.(Date.now() - DAY_MS), 0);
  bucket.age(DAY_MS + 60_000);
  await files.presigned?.partsOf(newKey(), 20 * MB);
  assert.equal(await files.abandon?.(Date.now() - DAY_MS), 1);
  assert.equal(bucket.multiparts.size, 1);
});

test("files in memory on their way to a slow bucket are bounded, and small ones do not wait for them", async (t) => {
  const { bucket, files } = await newBucket(t);
  bucket.fail("silence", { when: ({ query }) => query.has("partNumber") });
  let taken = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      taken += MB;
      yield Buffer.alloc(MB);
    }
  }
  const stop = new AbortController();
  const stuck = Array.from({ length: 20 }, () =>
    files.put(newKey(), stoppable(endless(), stop.signal), { maxBytes: 1_000 * MB }).catch(() => {}),
  );
  const small = await put(files, newKey(), randomBytes(9_000));
  assert.equal(small.bytes, 9_000);
  // Nothing more is taken once the places are full: 16 parts of 8 MB, and the chunk in hand of each.
  let before = -1;
  while (before !== taken) {
    before = taken;
    await put(files, newKey(), randomBytes(9_000));
  }
  assert.ok(taken <= (16 * 8 + 2 * 20) * MB, `${taken / MB} MB`);
  stop.abort();
  await bucket.close();
  await Promise.all(stuck);
});

async function* stoppable(source: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    signal.throwIfAborted();
    yield chunk;
  }
}
