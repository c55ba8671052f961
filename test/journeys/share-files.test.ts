import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import sharp from "sharp";
import type { Item } from "../../src/contract/items.ts";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { countEverything, storedFiles } from "../harness/look-inside.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function shareFiles(wall: Journey, files: readonly File[], fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("files", file);
  const { body } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body: form });
  return body;
}

const originals = (item: Item) => item.files.filter(({ role }) => role === "original");

for (const topology of TOPOLOGIES) {
  test(
    `files of one share are one item, kept whole and downloadable byte for byte (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const photo = await sharp({ create: { width: 90, height: 60, channels: 3, background: "#47a" } })
        .png()
        .toBuffer();
      const sent = [
        { name: "heron.png", type: "image/png", bytes: photo },
        { name: "Ебb & flow «tables».bin", type: "application/x-tides", bytes: randomBytes(300_000) },
        { name: "../../etc/pass\u202ewd.txt", type: "text/plain", bytes: Buffer.from("rowers\n") },
        { name: "empty.dat", type: "application/octet-stream", bytes: Buffer.alloc(0) },
      ];
      const share = await shareFiles(
        wall,
        sent.map(({ name, type, bytes }) => new File([bytes], name, { type })),
        { title: "From the quay", tags: "Quay", note: "whole set" },
      );
      const status = await wall.ended(share);
      assert.deepEqual([status.status, status.warnings], ["completed", []]);

      const item = await wall.item(share.item_id);
      assert.deepEqual([item.kind, item.title, item.note], ["file", "From the quay", "whole set"]);
      const kept = originals(item);
      assert.equal(kept.length, sent.length);
      for (const [index, { bytes }] of sent.entries()) {
        const file = kept.find((one) => one.bytes === bytes.byteLength);
        assert.ok(file, `the file of ${bytes.byteLength} bytes is missing`);
        const answer = await wall.expect<Uint8Array>(200, "GET", file.url);
        assert.equal(sha256(answer.body), sha256(bytes), `file ${index} changed`);
        assert.equal(answer.headers.get("etag"), `"${sha256(bytes)}"`);
      }
      // Names are shown without paths and without what turns the reading direction.
      assert.ok(kept.every(({ name }) => name !== null && !/[/\\\u202e]/.test(name)));
      assert.equal(item.files.filter(({ role }) => role === "preview").length, 1);
      const one = await wall.item(
        (await shareFiles(wall, [new File([photo], "a.png", { type: "image/png" })])).item_id,
      );
      assert.equal(one.kind, "image");
    },
  );
}

test("a file is served whole, in ranges, and not again when it is known", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const bytes = randomBytes(5_000);
  const share = await shareFiles(wall, [new File([bytes], "tide table.bin", { type: "application/x-tide" })]);
  const [file] = originals(await wall.item(share.item_id));
  assert.ok(file);
  const etag = `"${sha256(bytes)}"`;
  const ranged = (range: string, more: Record<string, string> = {}) =>
    wall.ask<Uint8Array>("GET", file.url, { headers: { range, ...more } });

  for (const [range, from, to] of [
    ["bytes=0-0", 0, 1],
    ["bytes=100-199", 100, 200],
    ["bytes=4000-", 4_000, 5_000],
    ["bytes=-10", 4_990, 5_000],
    ["bytes=-9999", 0, 5_000],
    ["bytes=4990-7000", 4_990, 5_000],
  ] as const) {
    const part = await ranged(range);
    assert.equal(part.status, 206, range);
    assert.equal(part.headers.get("content-range"), `bytes ${from}-${to - 1}/5000`);
    assert.equal(part.headers.get("content-length"), String(to - from));
    assert.deepEqual(Buffer.from(part.body), bytes.subarray(from, to));
  }
  for (const range of ["bytes=5000-", "bytes=9000-9001", "bytes=-0"]) {
    const { headers } = await wall.refused("416 range-not-satisfiable", "GET", file.url, { headers: { range } });
    assert.equal(headers.get("content-range"), "bytes */5000");
  }
  // What makes no sense, is several, or names another version of the file is answered with the whole of it.
  for (const range of ["bytes=", "bytes=9-3", "lines=1-2", "bytes=0-1,4-5"])
    assert.equal((await ranged(range)).status, 200, range);
  assert.equal((await ranged("bytes=0-9", { "if-range": etag })).status, 206);
  assert.equal((await ranged("bytes=0-9", { "if-range": `"another"` })).status, 200);

  const head = await wall.ask<Uint8Array>("HEAD", file.url);
  assert.deepEqual([head.status, head.headers.get("content-length"), head.body.byteLength], [200, "5000", 0]);
  assert.equal(head.headers.get("accept-ranges"), "bytes");
  for (const known of [etag, `W/${etag}`, `"x", ${etag}`])
    assert.equal((await wall.ask("GET", file.url, { headers: { "if-none-match": known } })).status, 304);
  assert.match(head.headers.get("cache-control") ?? "", /private.*immutable/);
});

test("what could act in a browser is only ever saved, and names survive the header", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const script = "<script>document.title = 'broken in'</script>";
  const share = await shareFiles(wall, [
    new File([`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`], "chart.svg", { type: "image/svg+xml" }),
    new File([`<!doctype html>${script}`], "page.html", { type: "text/html" }),
    new File(["a plain text"], "Ще одна назва.txt", { type: "text/plain" }),
  ]);
  const files = originals(await wall.item(share.item_id));
  for (const name of ["chart.svg", "page.html"]) {
    const file = files.find((one) => one.name === name);
    const { headers } = await wall.expect(200, "GET", file?.url ?? "");
    assert.equal(headers.get("content-type"), "application/octet-stream");
    assert.match(headers.get("content-disposition") ?? "", /^attachment;/);
    assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'.*sandbox/);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
  }
  const text = files.find((one) => one.type === "text/plain");
  assert.ok(text);
  const shown = await wall.expect(200, "GET", text.url);
  assert.match(shown.headers.get("content-disposition") ?? "", /^inline;.*filename\*=UTF-8''%D0%A9%D0%B5/);
  assert.equal(shown.headers.get("content-type"), "text/plain; charset=utf-8");
  const saved = await wall.expect(200, "GET", `${text.url}?download=true`);
  assert.match(saved.headers.get("content-disposition") ?? "", /^attachment;/);
});

test("files of a replayed share are not kept twice", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const form = () => {
    const made = new FormData();
    made.append("files", new File(["seven lamps"], "lamps.txt", { type: "text/plain" }));
    return made;
  };
  const headers = { "idempotency-key": "quay-1" };
  await wall.expect(202, "POST", "/share", { body: form(), headers });
  const [before, onDisk] = [await countEverything(wall), await storedFiles(wall)];
  const again = await wall.expect(202, "POST", "/share", { body: form(), headers });
  assert.equal(again.headers.get("idempotent-replayed"), "true");
  assert.deepEqual(await countEverything(wall), before);
  assert.deepEqual(await storedFiles(wall), onDisk);
});
