import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import type { Item, SearchAnswer } from "../../src/contract/items.ts";
import type { ShareAccepted, ShareStatus } from "../../src/contract/shares.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { storedFiles } from "../harness/look-inside.ts";
import { pdfOf, unknownBytes, zipOf } from "../harness/made-files.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

interface Sent {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const fixture = async (file: string, type: string, name = file): Promise<Sent> => ({
  name,
  type,
  bytes: await readFile(join(import.meta.dirname, "../fixtures/files", file)),
});
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Shares files through the form, as a browser does, and waits for the end. */
async function shared(
  wall: Journey,
  files: readonly Sent[],
  fields: Record<string, string> = {},
): Promise<{ status: ShareStatus; item: Item }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, type, bytes } of files) form.append("files", new File([Buffer.from(bytes)], name, { type }));
  const { body } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body: form });
  const status = await wall.ended(body);
  return { status, item: await wall.item(body.item_id) };
}

const originals = (item: Item) => item.files.filter(({ role }) => role === "original");
const previews = (item: Item) => item.files.filter(({ role }) => role === "preview");

/** What comes back is what was sent, byte for byte. */
async function downloadsUnchanged(wall: Journey, item: Item, sent: readonly Sent[]): Promise<void> {
  const kept = originals(item);
  assert.equal(kept.length, sent.length);
  for (const { name, bytes } of sent) {
    const file = kept.find((one) => one.name === name);
    assert.ok(file, `${name} is missing`);
    const { body } = await wall.expect<Uint8Array>(200, "GET", `${file.url}?download=true`);
    assert.equal(sha256(body), sha256(bytes), name);
  }
}

async function idsFoundBy(wall: Journey, words: string): Promise<string[]> {
  const { items } = await wall.get<SearchAnswer>(`/search?q=${encodeURIComponent(words)}`);
  return items.map(({ id }) => id);
}

for (const topology of TOPOLOGIES)
  test(
    `a PDF is called what it says, found by its words, and described by them (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const sent = await fixture("lamps.pdf", "application/pdf", "scan 0007.pdf");
      const { status, item } = await shared(wall, [sent]);
      assert.deepEqual([status.status, status.warnings], ["completed", []]);
      assert.deepEqual([item.kind, item.title, item.author], ["pdf", "The seven lamps of the estuary", "Mara Quill"]);
      const [file] = originals(item);
      assert.deepEqual([file?.pages, file?.title, file?.author], [3, "The seven lamps of the estuary", "Mara Quill"]);
      assert.deepEqual(await idsFoundBy(wall, "names the pilots"), [item.id]);
      const { items } = await wall.get<SearchAnswer>("/search?q=flood");
      assert.match(items[0]?.snippet ?? "", /winter \u{E000}flood\u{E001}/u);
      assert.match(`${item.summary} ${item.tags.map(({ name }) => name).join(" ")}`, /lamp/i);
      assert.deepEqual(
        previews(item).map(({ width }) => width),
        [640, 320],
      );
      await downloadsUnchanged(wall, item, [sent]);

      // What the person says goes before what the document says.
      const titled = await shared(wall, [sent], { title: "For the harbour master" });
      assert.equal(titled.item.title, "For the harbour master");
      await wall.expect(200, "PATCH", `/items/${titled.item.id}`, { body: { title: null } });
      assert.equal((await wall.item(titled.item.id)).title, "The seven lamps of the estuary");
    },
  );

test("a photo keeps its place to itself: previews have none, the original is untouched", async (t) => {
  const wall = await newJourney(t);
  const sent = await fixture("photo-gps.jpg", "image/jpeg");
  assert.ok(Buffer.from(sent.bytes).includes("Quay 7"));
  const { status, item } = await shared(wall, [sent]);
  assert.deepEqual([status.status, status.warnings, item.kind], ["completed", [], "image"]);
  assert.deepEqual([originals(item)[0]?.width, originals(item)[0]?.height], [1_600, 1_200]);
  assert.deepEqual(
    previews(item).map(({ width, height }) => [width, height]),
    [
      [640, 480],
      [320, 240],
      [1_280, 960],
    ],
  );
  for (const preview of previews(item)) {
    const { body, headers } = await wall.expect<Uint8Array>(200, "GET", preview.url);
    assert.equal(headers.get("content-type"), "image/webp");
    const { exif, xmp, iptc, width } = await sharp(body).metadata();
    assert.deepEqual([exif, xmp, iptc, width], [undefined, undefined, undefined, preview.width]);
    assert.match(preview.placeholder ?? "", /^data:image\/webp;base64,/);
  }
  await downloadsUnchanged(wall, item, [sent]);
});

test("an iPhone's HEIC is a picture, shown or with a reason", async (t) => {
  const wall = await newJourney(t);
  const sent = await fixture("phone.heic", "image/heic", "IMG_0007.HEIC");
  const { status, item } = await shared(wall, [sent]);
  const canShow = ["/usr/bin/heif-convert", "/usr/bin/heif-dec"].some((path) => existsSync(path));
  assert.equal(item.kind, "image");
  assert.deepEqual([originals(item)[0]?.type, originals(item)[0]?.width], ["image/heic", 800]);
  assert.deepEqual(
    status.warnings.map(({ code, step }) => [code, step]),
    canShow ? [] : [["heic-unsupported", "files"]],
  );
  assert.equal(previews(item).length > 0, canShow);
  await downloadsUnchanged(wall, item, [sent]);
});

test("a scanned PDF has a picture and no words", async (t) => {
  const wall = await newJourney(t);
  const sent = await fixture("scan.pdf", "application/pdf", "letter.pdf");
  const { status, item } = await shared(wall, [sent]);
  assert.deepEqual([status.status, status.warnings], ["completed", []]);
  assert.deepEqual([item.kind, item.title, originals(item)[0]?.pages], ["pdf", "letter.pdf", 1]);
  const { body } = await wall.expect<Uint8Array>(200, "GET", previews(item)[0]?.url ?? "");
  const { channels } = await sharp(body).stats();
  assert.ok(channels[0]!.max - channels[0]!.min > 100, "the page shows its writing");
  await downloadsUnchanged(wall, item, [sent]);
});

test("what cannot be read is kept, and the share says which file and why", async (t) => {
  const wall = await newJourney(t);
  const lamps = await fixture("lamps.pdf", "application/pdf");
  const sent = [
    await fixture("locked.pdf", "application/pdf"),
    { name: "torn.pdf", type: "application/pdf", bytes: Buffer.from("%PDF-1.7\n1 0 obj\n<</Type") },
    { name: "torn.docx", type: "application/zip", bytes: (await fixture("lamps.docx", "")).bytes.subarray(0, 3_000) },
    lamps,
  ];
  const { status, item } = await shared(wall, sent);
  assert.equal(status.status, "completed");
  assert.deepEqual(
    status.warnings.map(({ code, message }) => [code, /“(.*?)”/.exec(message)?.[1]]),
    [
      ["file-encrypted", "locked.pdf"],
      ["file-broken", "torn.pdf"],
      ["file-broken", "torn.docx"],
    ],
  );
  assert.ok(status.warnings.every(({ message }) => message.endsWith("It is kept and can be downloaded unchanged.")));
  // The one that can be read is.
  assert.deepEqual(await idsFoundBy(wall, "colza Heronsgate".split(" ")[1] ?? ""), [item.id]);
  await downloadsUnchanged(wall, item, sent);
});

test("an archive is a list of what lies in it, and nothing of it is unpacked", async (t) => {
  const wall = await newJourney(t);
  const sent = {
    name: "logbooks.zip",
    type: "application/zip",
    bytes: zipOf([
      { name: "../../../../tmp/lamplighter-was-here.txt", data: "outside" },
      { name: "logs/foghorn.md", data: "inside" },
      { name: "zeros.bin", data: Buffer.alloc(50_000_000) },
    ]),
  };
  const { status, item } = await shared(wall, [sent]);
  assert.deepEqual([status.status, status.warnings], ["completed", []]);
  assert.deepEqual([item.kind, originals(item)[0]?.type, originals(item)[0]?.entries], ["file", "application/zip", 3]);
  assert.equal(item.title, "logbooks.zip", "a list of names makes no title");
  assert.deepEqual(await idsFoundBy(wall, "foghorn"), [item.id]);
  assert.ok(!existsSync("/tmp/lamplighter-was-here.txt"));
  assert.equal((await storedFiles(wall)).length, 1);
  await downloadsUnchanged(wall, item, [sent]);
});

test("a file of no known kind is a plain card", async (t) => {
  const wall = await newJourney(t);
  const sent = { name: "tides.q7z", type: "application/x-quay", bytes: unknownBytes(50_000) };
  const { status, item } = await shared(wall, [sent]);
  assert.deepEqual([status.status, status.warnings, item.kind], ["completed", [], "file"]);
  assert.deepEqual([item.title, originals(item)[0]?.type], ["tides.q7z", "application/x-quay"]);
  await downloadsUnchanged(wall, item, [sent]);
});

test("a link, a text and three files at once are one item, and all of them are found", async (t) => {
  const wall = await newJourney(t, { pages: { "/lamps": article() } });
  const sent = [
    await fixture("book.epub", "application/epub+zip"),
    await fixture("tone.mp3", "audio/mpeg"),
    { name: "spring.csv", type: "text/csv", bytes: Buffer.from("Harbour;High water\nSaltmarsh;4,12\n") },
  ];
  const { status, item } = await shared(wall, sent, {
    url: wall.pages.at("/lamps"),
    text: "The recordings that belong to the essay",
  });
  assert.deepEqual([status.status, status.warnings], ["completed", []]);
  // The page names it, none of the files does.
  assert.deepEqual([item.kind, item.title, item.author], ["link", "The last lamplighter of the estuary", "Mara Quill"]);
  for (const words of ["channel", "recordings essay", "oldest post", "foghorn", "saltmarsh"])
    assert.deepEqual(await idsFoundBy(wall, words), [item.id], words);
  const [book, tone, table] = originals(item);
  assert.deepEqual([book?.title, book?.author], ["Lamps & Tides", "Mara Quill, Jonas Reed"]);
  assert.deepEqual(
    [tone?.title, tone?.album, Math.round(tone?.duration_seconds ?? 0)],
    ["Foghorn in A", "Estuary Nights", 2],
  );
  assert.deepEqual([table?.rows, table?.columns], [2, 2]);
  await downloadsUnchanged(wall, item, sent);
});

test("the same file shared twice stands twice, each whole", async (t) => {
  const wall = await newJourney(t);
  const sent = await fixture("lamps.docx", "application/octet-stream");
  const first = await shared(wall, [sent]);
  const second = await shared(wall, [sent, { ...sent, name: "again.docx" }]);
  assert.notEqual(first.item.id, second.item.id);
  assert.equal(first.item.title, "The seven lamps of the estuary");
  assert.equal(second.item.title, "lamps.docx", "of two files neither names the item");
  await downloadsUnchanged(wall, first.item, [sent]);
  await downloadsUnchanged(wall, second.item, [sent, { ...sent, name: "again.docx" }]);
  assert.deepEqual((await idsFoundBy(wall, "pilots")).toSorted(), [first.item.id, second.item.id].toSorted());
});

test("a link to a PDF becomes that PDF, with its title, words and picture", async (t) => {
  const bytes = pdfOf({ pages: ["Colza is dear this winter"], title: "Prices at the quay" });
  const wall = await newJourney(t, { pages: { "/prices.pdf": { type: "application/pdf", body: bytes } } });
  const share = await wall.share({ url: wall.pages.at("/prices.pdf") });
  const status = await wall.ended(share);
  assert.deepEqual([status.status, status.warnings], ["completed", []]);
  const item = await wall.item(share.item_id);
  assert.deepEqual([item.kind, item.title, originals(item)[0]?.pages], ["pdf", "Prices at the quay", 1]);
  assert.deepEqual(await idsFoundBy(wall, "colza winter"), [item.id]);
  assert.ok(previews(item).length > 0);
  await downloadsUnchanged(wall, item, [{ name: "prices.pdf", type: "", bytes }]);
});
