import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import sharp from "sharp";
import { FILE_CASES, type FileCase } from "../../eval/files/cases.ts";
import { QUESTIONS, wrongIn } from "../../eval/files/score.ts";
import { openFileReader } from "../../src/content/file-reader.ts";
import type { FileRead } from "../../src/core/file-read.ts";
import { pdfOf, turnedJpeg, zipOf } from "../harness/made-files.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/files");
const HEIC_CONVERTERS = [
  "/usr/bin/heif-convert",
  "/usr/bin/heif-dec",
  "/usr/local/bin/heif-convert",
  "/usr/local/bin/heif-dec",
];

const reader = openFileReader();
after(() => reader.close());

const read = (bytes: Uint8Array, name: string, type = "application/octet-stream"): Promise<FileRead> =>
  reader.read({ source: { bytes }, name, type }, AbortSignal.timeout(60_000));
const readCase = async ({ bytes, name, declared }: FileCase) => await read(await bytes(), name, declared);
const caseOf = (name: string): FileCase => {
  const found = FILE_CASES.find((one) => one.name === name);
  assert.ok(found, name);
  return found;
};

for (const expected of FILE_CASES)
  test(`${expected.name} is ${expected.is}${expected.hostile ? ", and harms nobody" : ""}`, async () => {
    const found = await readCase(expected);
    for (const question of QUESTIONS)
      assert.equal(wrongIn(question, expected, found) ?? null, null, `${question} (${found.reason ?? "no reason"})`);
    assert.ok((found.text?.length ?? 0) <= 200_000);
  });

test("a picture is shown upright for every orientation that EXIF knows", async () => {
  const corners = { left: [208, 32, 32], right: [32, 160, 64], below: [32, 64, 192] };
  for (let turn = 1; turn <= 8; turn++) {
    const { previews } = await read(await turnedJpeg(turn), "turned.jpg");
    const { data, info } = await sharp(previews[0]!.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
    near(at(5, 5), corners.left, turn);
    near(at(info.width - 5, 5), corners.right, turn);
    near(at(5, info.height - 5), corners.below, turn);
  }
});

function near(actual: number[], expected: number[], turn: number): void {
  const off = Math.max(...actual.map((value, index) => Math.abs(value - (expected[index] ?? 0))));
  assert.ok(off < 40, `orientation ${turn}: ${actual.join()} instead of ${expected.join()}`);
}

test("previews carry no metadata: neither place, camera nor name", async () => {
  const bytes = await readFile(join(FIXTURES, "photo-gps.jpg"));
  assert.ok(bytes.includes("Quay 7") && bytes.includes("Mara Quill") && bytes.includes("QUAY-0007"));
  const { previews } = await read(bytes, "photo.jpg");
  assert.equal(previews[0]?.width, 640, "the one for a card comes first");
  for (const preview of previews) {
    const { exif, xmp, iptc, icc } = await sharp(preview.bytes).metadata();
    assert.deepEqual([exif, xmp, iptc, icc], [undefined, undefined, undefined, undefined]);
    assert.ok(!/Exif|Quay|Quill/.test(Buffer.from(preview.bytes).toString("latin1")));
  }
});

test("a drawing shows nothing of other files", async () => {
  const { previews } = await readCase(caseOf("reference.svg"));
  const { channels } = await sharp(previews[0]!.bytes).stats();
  assert.ok(
    channels.every(({ min, max }) => min === max),
    "something was painted",
  );
});

test("a telephone's HEIC is shown where the machine can, and else says why not", async () => {
  const { problem, previews } = await readCase(caseOf("IMG_0007.HEIC"));
  if (!HEIC_CONVERTERS.some((path) => existsSync(path))) return assert.equal(problem, "heic-unsupported");
  assert.equal(problem, null);
  for (const preview of previews) assert.equal((await sharp(preview.bytes).metadata()).exif, undefined);
  const { dominant } = await sharp(previews[0]!.bytes).extract({ left: 0, top: 0, width: 99, height: 99 }).stats();
  assert.ok(dominant.r > 180 && dominant.g < 80, "the red corner is at the top left");
});

test("titles that no person gave are none", async () => {
  const titles = {
    Untitled: undefined,
    "untitled 3": undefined,
    "Microsoft Word - minutes.doc": undefined,
    "scan_0001.pdf": undefined,
    "PowerPoint Presentation": undefined,
    "---": undefined,
    "Document of the harbour master": "Document of the harbour master",
    "Seven lamps.": "Seven lamps.",
  };
  for (const [title, expected] of Object.entries(titles))
    assert.equal((await read(pdfOf({ pages: ["x"], title }), "a.pdf")).facts.title, expected, title);
});

test("a file cut off anywhere is still what it is, and what is left of it is told", async (t) => {
  const names = (await readdir(FIXTURES)).filter((name) => !name.endsWith(".sh"));
  const growth = memoryGrowth();
  for (const name of names) {
    const whole = await readFile(join(FIXTURES, name));
    const { kind } = await read(whole, name);
    for (const quarter of [1, 2, 3]) {
      const found = await read(whole.subarray(0, (whole.length * quarter) / 4), name);
      assert.ok([kind, "file"].includes(found.kind), `${name} cut at ${quarter}/4 is ${found.kind}`);
      assert.notEqual(found.problem, "file-took-too-long", name);
    }
  }
  t.diagnostic(`this process grew by ${growth().toFixed(0)} MB`);
  assert.ok(growth() < 100);
});

test("bytes torn at random never end the reader", async (t) => {
  const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 1_000_000);
  t.diagnostic(`FUZZ_SEED=${seed}`);
  const random = seeded(seed);
  const names = (await readdir(FIXTURES)).filter((name) => !name.endsWith(".sh"));
  const growth = memoryGrowth();
  for (const name of names)
    for (let round = 0; round < 3; round++) {
      const torn = Buffer.from(await readFile(join(FIXTURES, name)));
      const wounds = 1 + Math.floor(random() * 30);
      for (let wound = 0; wound < wounds; wound++)
        torn[Math.floor(random() * torn.length)] = Math.floor(random() * 256);
      const found = await read(torn, name);
      assert.ok(["image", "pdf", "audio", "video", "file"].includes(found.kind));
      assert.notEqual(found.problem, "file-took-too-long", `${name}, round ${round}, seed ${seed}`);
    }
  assert.equal((await read(Buffer.from("seven lamps"), "a.txt")).text, "seven lamps");
  assert.ok(growth() < 100);
});

test("names in an archive are read in what they were written in", async () => {
  const found = await read(await readFile(join(FIXTURES, "pack.zip")), "pack.zip");
  assert.match(found.text ?? "", /^notes\/Отлив\.txt\t7$/m);
  const dos = zipOf([{ name: "Bestand.txt", data: "x" }]);
  // The bytes of "Übersee" in DOS's code page 437, and the flag that says UTF-8 taken away.
  const renamed = Buffer.from(
    dos.toString("latin1").replaceAll("Bestand", "\x9abersee").replaceAll("\x14\0\0\x08", "\x14\0\0\0"),
    "latin1",
  );
  assert.match((await read(renamed, "old.zip")).text ?? "", /^Übersee\.txt\t1$/);
});

function memoryGrowth(): () => number {
  const before = process.memoryUsage.rss();
  return () => (process.memoryUsage.rss() - before) / 1e6;
}

/** Mulberry32: enough to tear bytes by, and the same again for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
