import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { sniff } from "../../src/content/sniff.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function sniffed(content: string | Uint8Array, declared = ""): Promise<string> {
  const { kind, type } = await sniff(typeof content === "string" ? bytesOf(content) : content, declared);
  return `${kind} ${type}`;
}

test("pages are known by their bytes, whatever they are called", async () => {
  for (const declared of ["text/html", "text/plain", "application/octet-stream", "image/png", "application/json", ""]) {
    assert.equal(await sniffed("\ufeff \n<!DOCTYPE html><p>hello", declared), "page text/html", declared);
    assert.equal(await sniffed("<!-- made by hand --><HTML lang=en><p>hello", declared), "page text/html", declared);
  }
  assert.equal(
    await sniffed('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "application/xhtml+xml"),
    "page application/xhtml+xml",
  );
  assert.equal(await sniffed("<p>a fragment</p>", ""), "page text/html");
  assert.equal(await sniffed("no tag at all", "text/html; charset=utf-8"), "page text/html");
  assert.equal(await sniffed(Buffer.from("<html><body>wide</body></html>", "utf16le"), "text/html"), "page text/html");
});

test("the declared type decides between kinds of text only", async () => {
  assert.equal(await sniffed("# Title", "text/markdown"), "text text/markdown");
  assert.equal(await sniffed('{"a":1}', "application/json"), "text application/json");
  assert.equal(await sniffed('{"a":1}', "application/activity+json"), "text application/json");
  assert.equal(await sniffed("a,b\n1,2", "text/csv"), "text text/csv");
  assert.equal(await sniffed("<p> in plain words", "text/plain"), "text text/plain");
  assert.equal(await sniffed('<?xml version="1.0"?><note/>', "text/plain"), "text application/xml");
  assert.equal(await sniffed("just words", "image/png"), "text text/plain");
  assert.equal(await sniffed("just words", "application/pdf"), "text text/plain");
  assert.equal(await sniffed("", "text/html"), "page text/html");
});

test("feeds and SVG are known by their root", async () => {
  assert.equal(
    await sniffed('<?xml version="1.0"?><rss version="2.0"></rss>', "text/html"),
    "text application/rss+xml",
  );
  assert.equal(await sniffed('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', ""), "text application/atom+xml");
  const svg = '<?xml version="1.0"?><!-- x --><!DOCTYPE svg PUBLIC "a" "b"><svg xmlns="http://www.w3.org/2000/svg"/>';
  for (const declared of ["image/svg+xml", "image/png", "text/html", ""]) {
    assert.equal(await sniffed(svg, declared), "image image/svg+xml", declared);
  }
});

test("pictures, documents, sound and archives are known by their signature", async () => {
  const picture = sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } });
  assert.equal(await sniffed(await picture.png().toBuffer(), "text/html"), "image image/png");
  assert.equal(await sniffed(await picture.webp().toBuffer(), ""), "image image/webp");
  assert.equal(await sniffed("%PDF-1.7\n%âãÏÓ\n1 0 obj", "text/html"), "pdf application/pdf");
  assert.equal(await sniffed("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0", "text/plain"), "audio audio/wav");
  assert.equal(
    await sniffed(Uint8Array.from([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]), "text/plain"),
    "file application/zip",
  );
});

test("unknown bytes are a file and claim no type that a browser would run", async () => {
  const noise = Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256);
  assert.equal(await sniffed(noise, "text/html"), "file application/octet-stream");
  assert.equal(await sniffed(noise, "application/pdf"), "file application/octet-stream");
  assert.equal(await sniffed(noise, "application/x-loaf"), "file application/x-loaf");
  assert.equal(await sniffed(noise, "image/svg+xml"), "file application/octet-stream");
});
