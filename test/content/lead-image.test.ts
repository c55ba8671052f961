import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import sharp from "sharp";
import { openFileReader } from "../../src/content/file-reader.ts";
import { claimingPng } from "../harness/made-files.ts";

const never = new AbortController().signal;

function picture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: { r: 200, g: 80, b: 40 } } });
}

test("a picture becomes a small preview, turned as EXIF says and without metadata", async (t) => {
  const reader = openFileReader();
  t.after(() => reader.close());
  const bytes = await picture(1_600, 900)
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Copyright: "Ada" } })
    .jpeg()
    .toBuffer();
  const derived = await reader.derive(bytes, never);
  assert.ok(derived.kind === "image", derived.kind === "failure" ? derived.reason : "");
  assert.deepEqual([derived.width, derived.height, derived.type], [900, 1_600, "image/jpeg"]);
  assert.deepEqual([derived.preview.width, derived.preview.height, derived.preview.type], [640, 1_138, "image/webp"]);
  const preview = await sharp(derived.preview.bytes).metadata();
  assert.deepEqual([preview.format, preview.exif, preview.orientation], ["webp", undefined, undefined]);
  const placeholder = await sharp(Buffer.from(derived.placeholder, "base64")).metadata();
  assert.equal(placeholder.width, 16);
  assert.ok(derived.placeholder.length < 400);
});

test("small pictures are not made larger, endless strips are cut down", async (t) => {
  const reader = openFileReader();
  t.after(() => reader.close());
  const small = await reader.derive(await picture(30, 20).png().toBuffer(), never);
  assert.ok(small.kind === "image" && small.preview.width === 30 && small.type === "image/png");
  const strip = await reader.derive(await picture(40, 20_000).png().toBuffer(), never);
  assert.ok(strip.kind === "image" && strip.height === 20_000 && strip.preview.height === 2_560);
});

test("only the first frame of an animation is taken", async (t) => {
  const reader = openFileReader();
  t.after(() => reader.close());
  const frames = await Promise.all(
    ["red", "blue"].map((background) =>
      sharp({ create: { width: 50, height: 40, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const derived = await reader.derive(gif, never);
  assert.ok(derived.kind === "image" && derived.type === "image/gif");
  assert.deepEqual([derived.width, derived.height, derived.preview.height], [50, 40, 40]);
});

test("pictures that are none, too large, or programs are told apart", async (t) => {
  const reader = openFileReader();
  t.after(() => reader.close());
  const codes: Record<string, Uint8Array> = {
    "image-too-large": claimingPng(9_000, 9_000),
    "image-not-readable": new TextEncoder().encode("not a picture"),
    "image-not-readable svg": new TextEncoder().encode(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    ),
    "image-not-readable empty": new Uint8Array(),
    "image-not-readable cut": (await picture(500, 500).jpeg().toBuffer()).subarray(0, 300),
    "image-not-readable pdf": new TextEncoder().encode("%PDF-1.7\n1 0 obj\n"),
  };
  for (const [name, bytes] of Object.entries(codes)) {
    const result = await reader.derive(bytes, never);
    assert.equal(result.kind === "failure" && result.code, name.split(" ")[0], name);
  }
  const after = await reader.derive(await picture(10, 10).png().toBuffer(), never);
  assert.equal(after.kind, "image");
});

test("a picture at the limit of 50 megapixels fits the child's memory", async (t) => {
  const reader = openFileReader({ timeoutMs: 60_000 });
  t.after(() => reader.close());
  const bytes = await picture(7_000, 7_000).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const derived = await reader.derive(bytes, never);
  assert.ok(derived.kind === "image", derived.kind === "failure" ? derived.reason : "");
});

test("a picture over its time is not readable", async (t) => {
  const slow = openFileReader({ timeoutMs: 1 });
  t.after(() => slow.close());
  const result = await slow.derive(await picture(5_000, 5_000).png().toBuffer(), never);
  assert.ok(result.kind === "failure" && result.code === "image-not-readable" && /within 1 ms/.test(result.reason));
});

test("the caller's abort ends a picture and leaves the others in order", async (t) => {
  const reader = openFileReader();
  t.after(() => reader.close());
  const bytes = await picture(10, 10).png().toBuffer();
  const [first, second] = [new AbortController(), new AbortController()];
  const running = reader.derive(bytes, first.signal);
  const waiting = reader.derive(bytes, second.signal);
  const last = reader.derive(bytes, never);
  second.abort(new Error("not needed"));
  first.abort(new Error("the person left"));
  await assert.rejects(running, /the person left/);
  await assert.rejects(waiting, /not needed/);
  assert.equal((await last).kind, "image");
});

test("an idle child ends with its parent and does not keep it alive", () => {
  const program = `
    import { openFileReader } from ${JSON.stringify(new URL("../../src/content/file-reader.ts", import.meta.url).href)};
    const result = await openFileReader().derive(new Uint8Array(3), new AbortController().signal);
    console.log(result.code);`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    timeout: 20_000,
  });
  assert.equal(run.stdout, "image-not-readable\n", run.stderr);
  assert.equal(run.signal, null);
});
