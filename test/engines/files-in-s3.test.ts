import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import { openFiles } from "../../src/app/open-files.ts";
import { openStore } from "../../src/app/open-store.ts";
import { readSettings, type Settings } from "../../src/config/settings.ts";
import type { Upload } from "../../src/contract/files.ts";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import { Ranks } from "../../src/pipeline/ranks.ts";
import { Sweeper } from "../../src/pipeline/sweeper.ts";
import { optionsOf } from "../harness/file-places.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { turnedJpeg } from "../harness/made-files.ts";
import { freshBucket, onRealS3, s3Environment } from "../harness/s3-server.ts";
import { openS3StandIn } from "../harness/s3-stand-in.ts";

const MEGABYTE = 1_000_000;
const DAY_MS = 86_400_000;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function shareFile(wall: Journey, name: string, bytes: Uint8Array, type: string) {
  const form = new FormData();
  form.append("files", new File([bytes as never], name, { type }));
  const { body } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body: form });
  return body;
}

/** Everything that the clock does about files, as these settings have it. */
async function sweepAll(settings: Settings): Promise<void> {
  const { store, close } = await openStore(settings);
  const files = await openFiles(settings.files);
  const sweeper = new Sweeper({ store, files, ranks: new Ranks(), log: () => {}, worker: "later" });
  await sweeper.forgetOld();
  await sweeper.removeUnkeptFiles();
  await sweeper.abandonUnfinished();
  await files.close();
  await close();
}

async function originalOf(wall: Journey, share: Pick<ShareAccepted, "item_id">) {
  const original = (await wall.item(share.item_id)).files.find(({ role }) => role === "original");
  assert.ok(original);
  return original;
}

test(
  "files in a bucket: shared, looked into, read whole and in ranges, and gone when they are deleted",
  onRealS3(),
  async (t) => {
    const wall = await newJourney(t, { settings: s3Environment(await freshBucket()) });
    assert.equal((await wall.get<{ features: { storage: string } }>("/me")).features.storage, "s3");

    const picture = await turnedJpeg(6);
    const shared = await shareFile(wall, "harbour.jpg", picture, "image/jpeg");
    assert.equal((await wall.ended(shared)).status, "completed");
    const item = await wall.item(shared.item_id);
    assert.equal(item.kind, "image");
    assert.ok(
      item.files.some(({ role }) => role === "preview"),
      "the reader had the bytes",
    );
    const { url } = await originalOf(wall, shared);
    const whole = await wall.expect<Uint8Array>(200, "GET", url);
    assert.deepEqual(Buffer.from(whole.body), Buffer.from(picture));
    const etag = whole.headers.get("etag") ?? "";
    const part = await wall.expect<Uint8Array>(206, "GET", url, { headers: { range: "bytes=10-19" } });
    assert.deepEqual(Buffer.from(part.body), Buffer.from(picture.subarray(10, 20)));
    assert.equal(part.headers.get("content-range"), `bytes 10-19/${picture.byteLength}`);
    await wall.refused("416 range-not-satisfiable", "GET", url, { headers: { range: `bytes=${picture.byteLength}-` } });
    await wall.expect(304, "GET", url, { headers: { "if-none-match": etag } });

    const film = randomBytes(30 * MEGABYTE);
    const announced = {
      "upload-complete": "?0",
      "upload-length": String(film.byteLength),
      "content-type": "video/mp4",
    };
    const { body: begun } = await wall.expect<Upload>(201, "POST", "/files", {
      body: film.subarray(0, 11 * MEGABYTE),
      headers: announced,
    });
    await wall.restart();
    const standing = await wall.expect(200, "HEAD", begun.upload_url);
    assert.equal(standing.headers.get("upload-offset"), String(11 * MEGABYTE));
    const { body: done } = await wall.expect<Upload>(200, "PATCH", begun.upload_url, {
      body: film.subarray(11 * MEGABYTE),
      headers: { "upload-offset": String(11 * MEGABYTE) },
    });
    assert.deepEqual([done.complete, done.sha256], [true, sha256(film)]);
    const share = await wall.share({ title: "Ebb", file_ids: [done.id] });
    await wall.ended(share);
    const { body: read } = await wall.expect<Uint8Array>(200, "GET", (await originalOf(wall, share)).url);
    assert.equal(sha256(read), sha256(film));

    const { body: given } = await wall.expect<Upload>(201, "POST", "/files", { body: Buffer.from("given up") });
    await wall.expect(204, "DELETE", given.upload_url);
  },
);

test(
  "with presigned addresses the bucket gives out what cannot act, and takes large files itself",
  onRealS3(),
  async (t) => {
    const settings = { ...s3Environment(await freshBucket()), FILES_PRESIGNED: "on" };
    const wall = await newJourney(t, { settings });
    const text = await shareFile(wall, "Щука & hut.txt", Buffer.from("seven posts"), "text/plain");
    const page = await shareFile(wall, "page.html", Buffer.from("<script>alert(1)</script>"), "text/html");
    for (const share of [text, page]) await wall.ended(share);

    const { url } = await originalOf(wall, text);
    const sent = await wall.expect(302, "GET", url);
    assert.equal(sent.headers.get("cache-control"), "private, no-store");
    const there = await fetch(sent.headers.get("location") ?? "");
    assert.equal(await there.text(), "seven posts");
    assert.equal(there.headers.get("content-type"), "text/plain; charset=utf-8");
    assert.match(there.headers.get("content-disposition") ?? "", /^inline;.*UTF-8''%D0%A9/);
    const changed = (sent.headers.get("location") ?? "").replace("text%2Fplain", "text%2Fhtml");
    assert.equal((await fetch(changed)).status, 403, "the type is signed");
    const active = await wall.expect(200, "GET", (await originalOf(wall, page)).url);
    assert.match(active.headers.get("content-security-policy") ?? "", /sandbox/);

    const film = randomBytes(20 * MEGABYTE);
    const asked = `/files?direct=${film.byteLength}&name=ebb.mp4&type=video/mp4`;
    const { body: begun } = await wall.expect<Upload>(201, "POST", asked);
    assert.deepEqual([begun.complete, begun.length, begun.parts?.length], [false, film.byteLength, 3]);
    const putPart = async (
      { url: to, from, to: last }: NonNullable<Upload["parts"]>[number],
      bytes: Uint8Array = film,
    ) => (await fetch(to, { method: "PUT", body: bytes.subarray(from, last + 1) as never })).status;
    const [first, second, third] = begun.parts ?? [];
    assert.ok(first && second && third);
    assert.equal(await putPart(first), 200);
    assert.equal(await putPart({ ...second, to: second.to - 1 }), 403, "the length is signed");
    const finish = `${begun.upload_url}?complete=true`;
    await wall.refused("422 upload-length-wrong", "PATCH", finish);

    await wall.restart();
    const { body: more } = await wall.expect<Upload>(200, "GET", `${begun.upload_url}?direct=true`);
    assert.deepEqual(
      more.parts?.map(({ number }) => number),
      [2, 3],
      "what is there is not asked for again",
    );
    for (const part of more.parts ?? []) assert.equal(await putPart(part), 200);
    const { body: done } = await wall.expect<Upload>(200, "PATCH", finish);
    assert.deepEqual([done.complete, done.sha256, done.offset], [true, sha256(film), film.byteLength]);
    await wall.refused("409 upload-complete", "PATCH", finish);
    const share = await wall.share({ file_ids: [done.id] });
    assert.equal((await wall.ended(share)).status, "completed");

    await wall.refused("413 too-large", "POST", "/files?direct=100000001");
    await wall.refused("400 fields-not-valid", "POST", "/files?direct=10", { body: Buffer.from("ten bytes.") });
    const stranger = await wall.keyOf("share");
    const { body: other } = await wall.expect<Upload>(201, "POST", "/files?direct=10");
    await wall.refused("404 not-found", "GET", `${other.upload_url}?direct=true`, { key: stranger.key });
    await wall.refused("404 not-found", "PATCH", `${other.upload_url}?complete=true`, { key: stranger.key });
  },
);

test("while the bucket is away files are 503, texts and links go on, and all is well when it is back", async (t) => {
  const bucket = await openS3StandIn(t);
  bucket.fail("drop");
  // One process: its rows are swept by hand below.
  const wall = await newJourney(t, { topology: "embedded", settings: s3Environment(optionsOf(bucket)) });
  const form = () => {
    const made = new FormData();
    made.append("files", new File(["seven posts"], "posts.txt", { type: "text/plain" }));
    return made;
  };
  const refused = await wall.refused("503 files-unavailable", "POST", "/share", { body: form() });
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  await wall.refused("503 files-unavailable", "POST", "/files", { body: Buffer.from("seven") });
  assert.equal((await wall.ended(await wall.share({ text: "the lamps burn colza oil" }))).status, "completed");
  const { status, services } = await wall.get<{ status: string; services: { storage: { status: string } } }>("/health");
  assert.deepEqual([status, services.storage.status], ["degraded", "down"]);

  bucket.mend();
  const { body: share } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body: form() });
  assert.equal((await wall.ended(share)).status, "completed");
  const { url, id } = await originalOf(wall, share);

  const reading = ({ method, name }: { method: string; name: string }) => method === "GET" && name.endsWith(id);
  bucket.fail("flip-a-bit", { when: reading });
  await wall.refused("503 files-unavailable", "GET", url);
  bucket.fail("drop", { when: reading });
  await wall.refused("503 files-unavailable", "GET", url);
  bucket.mend();
  assert.equal(Buffer.from(await wall.get<Uint8Array>(url)).toString(), "seven posts");

  await wall.expect(204, "DELETE", `/items/${share.item_id}`);
  await wall.stop();
  const lies = () => [...bucket.objects.keys()].some((name) => name.endsWith(id));
  assert.ok(lies(), "the trash keeps it");
  const later = {
    DATA_DIR: wall.dataDir,
    DW_CLOCK_OFFSET_MS: String(31 * DAY_MS),
    ...s3Environment(optionsOf(bucket)),
  };
  await sweepAll(readSettings(later));
  assert.ok(!lies(), "what was deleted for good is gone from the bucket");
});
