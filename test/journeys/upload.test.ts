import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { Upload } from "../../src/contract/files.ts";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { countEverything, filesUnderWay, storedFiles } from "../harness/look-inside.ts";
import { askRaw, openRaw } from "../harness/raw-http.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const MEGABYTE = 1_000_000;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const stage = (wall: Journey, body: Uint8Array, headers: Record<string, string> = {}, key?: string) =>
  wall.expect<Upload>(201, "POST", "/files", { body, headers, ...(key === undefined ? {} : { key }) });

const append = (wall: Journey, { upload_url }: Upload, body: Uint8Array, headers: Record<string, string>) =>
  wall.expect<Upload>(200, "PATCH", upload_url, { body, headers });

/** Sends a piece and cuts the connection after `cutAfter` of its bytes have left. */
async function cutOff(wall: Journey, { upload_url }: Upload, piece: Uint8Array, offset: number, cutAfter: number) {
  const raw = openRaw(wall);
  const head = [
    `PATCH ${upload_url} HTTP/1.1`,
    `host: ${new URL(wall.url).host}`,
    `authorization: Bearer ${wall.key}`,
    "content-type: application/partial-upload",
    `upload-offset: ${offset}`,
    "upload-complete: ?1",
    `content-length: ${piece.byteLength}`,
  ];
  raw.write(`${head.join("\r\n")}\r\n\r\n`);
  await new Promise<void>((resolve) => raw.socket.write(piece.subarray(0, cutAfter), () => resolve()));
  raw.socket.end();
  await raw.closed;
}

for (const topology of TOPOLOGIES) {
  test(
    `a film of 90 MB arrives in pieces, through a break and a restart, and is there byte for byte (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const film = randomBytes(90 * MEGABYTE);
      const headers = {
        "content-type": "video/mp4",
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent("Ebbe & Flut.mp4")}`,
        "upload-complete": "?0",
        "upload-length": String(film.byteLength),
      };
      const begun = await stage(wall, film.subarray(0, 20 * MEGABYTE), headers);
      assert.equal(begun.headers.get("location"), begun.body.upload_url);
      assert.deepEqual(
        [begun.body.offset, begun.body.length, begun.body.complete, begun.body.name, begun.body.type],
        [20 * MEGABYTE, film.byteLength, false, "Ebbe & Flut.mp4", "video/mp4"],
      );

      await cutOff(wall, begun.body, film.subarray(20 * MEGABYTE), 20 * MEGABYTE, 35 * MEGABYTE);
      const standing = await until("what was cut off to be settled", async () => {
        const { headers: told } = await wall.ask("HEAD", begun.body.upload_url);
        return Number(told.get("upload-offset")) > 20 * MEGABYTE ? told : null;
      });
      const offset = Number(standing.get("upload-offset"));
      assert.ok(offset < film.byteLength, "the break came before the end");
      assert.equal(standing.get("upload-complete"), "?0");

      await wall.restart();
      const half = Math.floor((offset + film.byteLength) / 2);
      const more = await append(wall, begun.body, film.subarray(offset, half), {
        "upload-offset": String(offset),
        "upload-complete": "?0",
      });
      assert.equal(more.body.offset, half);
      const whole = await append(wall, begun.body, film.subarray(half), { "upload-offset": String(half) });
      assert.deepEqual([whole.body.complete, whole.body.sha256], [true, sha256(film)]);

      const share = await wall.share({ title: "Ebb and flow", file_ids: [begun.body.id] });
      assert.equal((await wall.ended(share)).status, "completed");
      const item = await wall.item(share.item_id);
      const original = item.files.find(({ role }) => role === "original");
      assert.deepEqual(
        [original?.id, original?.bytes, original?.name],
        [begun.body.id, film.byteLength, "Ebbe & Flut.mp4"],
      );
      const { body } = await wall.expect<Uint8Array>(200, "GET", original?.url ?? "");
      assert.equal(sha256(body), sha256(film));
      await wall.refused("404 not-found", "GET", begun.body.upload_url);
    },
  );

  test(
    `a share names uploads, once, and a retry of it names them again (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const [one, two] = [
        (await stage(wall, Buffer.from("one"), { "content-type": "text/plain" })).body,
        (await stage(wall, Buffer.from("two"))).body,
      ];
      const half = (await stage(wall, Buffer.from("ha"), { "upload-complete": "?0" })).body;
      const refuse = (file_ids: string[]) =>
        wall.refused("422 file-not-staged", "POST", "/share", { body: { text: "a", file_ids } });
      await refuse([half.id]);
      await refuse(["0198c0de-0000-7000-8000-000000000000"]);

      const wanted = { text: "both", file_ids: [one.id, two.id, one.id], client_share_id: "the pair" };
      const share = await wall.share(wanted);
      assert.equal((await wall.item(share.item_id)).files.length, 2);
      assert.equal((await wall.share(wanted)).processing_id, share.processing_id);
      await refuse([one.id]);
      const files = (await wall.item(share.item_id)).files;
      assert.deepEqual(files.map(({ id }) => id).sort(), [one.id, two.id].sort(), "a refusal takes nothing away");

      const form = new FormData();
      form.append("file_ids", (await stage(wall, Buffer.from("three"))).body.id);
      form.append("files", new File(["four"], "four.txt"));
      const { body } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body: form });
      assert.equal((await wall.item(body.item_id)).files.length, 2);
    },
  );
}

test("whatever is wrong with a piece is refused by its name, and the upload stands as it stood", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { MAX_FILE_BYTES: "1000" } });
  const piece = { "upload-complete": "?0" };
  const { body: upload } = await stage(wall, Buffer.alloc(100), { ...piece, "upload-length": "300" });
  const go = (headers: Record<string, string>, bytes = 10) => ({ body: Buffer.alloc(bytes), headers });
  const wrong = await wall.refused(
    "409 upload-offset-wrong",
    "PATCH",
    upload.upload_url,
    go({ "upload-offset": "90" }),
  );
  assert.equal(wrong.headers.get("upload-offset"), "100");
  await wall.refused("400 fields-not-valid", "PATCH", upload.upload_url, go({}));
  await wall.refused("400 fields-not-valid", "PATCH", upload.upload_url, go({ "upload-offset": "-1" }));
  const odd = { "upload-offset": "100", "upload-complete": "yes" };
  await wall.refused("400 fields-not-valid", "PATCH", upload.upload_url, go(odd));
  await wall.refused("422 upload-length-wrong", "PATCH", upload.upload_url, go({ "upload-offset": "100" }));
  const other = { ...piece, "upload-offset": "100", "upload-length": "301" };
  await wall.refused("422 upload-length-wrong", "PATCH", upload.upload_url, go(other));
  await wall.refused("413 too-large", "PATCH", upload.upload_url, go({ ...piece, "upload-offset": "100" }, 500));
  const { headers } = await wall.expect(200, "HEAD", upload.upload_url);
  assert.deepEqual([headers.get("upload-offset"), headers.get("upload-length")], ["100", "300"]);

  const done = await append(wall, upload, Buffer.alloc(200), { "upload-offset": "100" });
  assert.equal(done.body.complete, true);
  await wall.refused("409 upload-complete", "PATCH", upload.upload_url, go({ "upload-offset": "300" }));
  await wall.expect(204, "DELETE", upload.upload_url);
  await wall.refused("404 not-found", "GET", upload.upload_url);
  assert.deepEqual(await storedFiles(wall), []);
});

test("of a first piece that is refused or breaks off nothing stays, since nobody was told its id", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { MAX_FILE_BYTES: "1000" } });
  const everything = async () => [await countEverything(wall), await storedFiles(wall)];
  const before = await everything();
  const short = { body: Buffer.alloc(10), headers: { "upload-length": "300" } };
  await wall.refused("422 upload-length-wrong", "POST", "/files", short);
  const announced = { body: Buffer.alloc(10), headers: { "upload-complete": "?0", "upload-length": "1001" } };
  await wall.refused("413 too-large", "POST", "/files", announced);
  const chunked = await askRaw(wall, "POST /api/v1/files", {
    headers: { "transfer-encoding": "chunked", "content-length": undefined },
    body: `${(1_800).toString(16)}\r\n${"a".repeat(1_800)}\r\n0\r\n\r\n`,
  });
  assert.equal(chunked.status, 413);

  const raw = openRaw(wall);
  const head = ["POST /api/v1/files HTTP/1.1", `host: ${new URL(wall.url).host}`, `authorization: Bearer ${wall.key}`];
  raw.write(`${[...head, "content-length: 900"].join("\r\n")}\r\n\r\n${"a".repeat(500)}`);
  await until("the first bytes to be there", async () => (await filesUnderWay(wall)) > 0);
  raw.socket.destroy();
  await until("them to be gone again", async () => (await storedFiles(wall)).length === 0);
  await until("their row to be gone", async () => isDeepStrictEqual(await everything(), before));
  assert.deepEqual(await everything(), before);
});

test("a key that may only share knows the uploads it made itself", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { key } = await wall.keyOf("share");
  const { body: theirs } = await stage(wall, Buffer.from("one"));
  const { body: ours } = await stage(wall, Buffer.from("two"), {}, key);
  await wall.refused("404 not-found", "GET", theirs.upload_url, { key });
  const share = (id: string) => ({ key, body: { text: "a", file_ids: [id] } });
  await wall.refused("422 file-not-staged", "POST", "/share", share(theirs.id));
  await wall.expect(202, "POST", "/share", share(ours.id));
});

test("JSON, a form and HTML are bytes like any other when they are handed in as files", async (t) => {
  const wall = await newJourney(t, { workers: false });
  for (const type of ["application/json", "multipart/form-data", "text/html", "application/x-www-form-urlencoded"]) {
    const bytes = Buffer.from(`{"broken": ${type}`);
    const { body } = await stage(wall, bytes, { "content-type": type });
    assert.deepEqual([body.complete, body.sha256], [true, sha256(bytes)], type);
  }
});
