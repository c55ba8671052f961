import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { type AddressInfo, createServer as createRawServer } from "node:net";
import { Readable } from "node:stream";
import { test } from "node:test";
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { retryAfterMs } from "../../src/adapters/web-headers.ts";
import { asAnswer, codeOf, listen, request, text, web } from "./web-guard-site.ts";

test("the far side learns honestly who asks", async (t) => {
  const site = await listen(t, (req, res) => res.end(JSON.stringify(req.headers)));
  const headers = JSON.parse(text(asAnswer(await web(t).fetch(request(site.origin, { accept: "image/*" })))));
  assert.equal(headers["user-agent"], "DigitalWall/1.0 (+https://wall.example/about)");
  assert.equal(headers["accept"], "image/*");
  assert.equal(headers["accept-language"], "*");
  assert.equal(headers["cookie"], undefined);
});

test("bodies in every encoding we ask for are decoded", async (t) => {
  const words = Buffer.from("a wall is made of many bricks ".repeat(50));
  const bodies: Record<string, Buffer> = {
    gzip: gzipSync(words),
    br: brotliCompressSync(words),
    zstd: zstdCompressSync(words),
    deflate: deflateSync(words),
    "Deflate ": deflateRawSync(words),
    "gzip, br": brotliCompressSync(gzipSync(words)),
    identity: words,
  };
  for (const [encoding, body] of Object.entries(bodies)) {
    const site = await listen(t, (_, res) => res.writeHead(200, { "content-encoding": encoding }).end(body));
    assert.equal(text(asAnswer(await web(t).fetch(request(site.origin)))), words.toString(), encoding);
  }
});

test("an unknown or broken encoding is unreachable; a body cut short is kept as far as it went", async (t) => {
  const whole = gzipSync(Buffer.from("word ".repeat(40_000)), { level: 0 });
  const site = await listen(t, (req, res) => {
    if (req.url === "/unknown") res.writeHead(200, { "content-encoding": "lzma" }).end("?");
    if (req.url === "/broken") res.writeHead(200, { "content-encoding": "gzip" }).end("this is no gzip");
    if (req.url === "/cut") res.writeHead(200, { "content-encoding": "gzip" }).end(whole.subarray(0, 90_000));
    if (req.url === "/empty") res.writeHead(404, { "content-encoding": "gzip" }).end();
  });
  assert.equal(codeOf(await web(t).fetch(request(`${site.origin}/unknown`))), "page-unreachable");
  assert.equal(codeOf(await web(t).fetch(request(`${site.origin}/broken`))), "page-unreachable");
  assert.ok(asAnswer(await web(t).fetch(request(`${site.origin}/cut`))).bytes.length > 50_000);
  assert.equal(codeOf(await web(t).fetch(request(`${site.origin}/empty`))), "answer 404");
});

test("a bomb of 200 MB of zeros is taken up to the limit and costs little memory", async (t) => {
  const site = await listen(t, (_, res) => {
    res.writeHead(200, { "content-encoding": "gzip" });
    zeros(200_000_000)
      .pipe(createGzip())
      .on("error", () => undefined)
      .pipe(res);
  });
  const before = process.memoryUsage().arrayBuffers;
  const answer = asAnswer(await web(t).fetch(request(site.origin, { maxBytes: 2_000_000 })));
  assert.equal(answer.bytes.length, 2_000_000);
  assert.equal(answer.truncated, true);
  assert.ok(process.memoryUsage().arrayBuffers - before < 60_000_000);
});

test("an endless body is cut at the limit", async (t) => {
  const site = await listen(t, (_, res) => pour(res));
  const answer = asAnswer(await web(t).fetch(request(site.origin, { maxBytes: 300_000 })));
  assert.deepEqual([answer.bytes.length, answer.truncated], [300_000, true]);
});

test("a body of exactly the limit is not called truncated", async (t) => {
  const site = await listen(t, (_, res) => res.end("x".repeat(1_000)));
  const answer = asAnswer(await web(t).fetch(request(site.origin, { maxBytes: 1_000 })));
  assert.deepEqual([answer.bytes.length, answer.truncated], [1_000, false]);
});

test("a trickle, a silent server and a hung look-up all end at the deadline", async (t) => {
  const site = await listen(t, (req, res) => {
    if (req.url === "/silent") return;
    res.write("a");
    const drip = setInterval(() => res.write("a"), 20);
    res.on("close", () => clearInterval(drip));
  });
  const fast = { timeoutMs: 150 };
  assert.equal(codeOf(await web(t).fetch(request(`${site.origin}/trickle`, fast))), "page-timeout");
  assert.equal(codeOf(await web(t).fetch(request(`${site.origin}/silent`, fast))), "page-timeout");
  const hung = web(t, { lookup: () => new Promise(() => undefined) });
  assert.equal(codeOf(await hung.fetch(request("http://slow.example/", fast))), "page-timeout");
});

test("headers beyond 16 KB are not read to their end", async (t) => {
  const site = await listen(t, (_, res) => {
    for (let i = 0; i < 40; i++) res.setHeader(`x-filler-${i}`, "y".repeat(1_000));
    res.end("never seen");
  });
  const result = await web(t).fetch(request(site.origin));
  assert.ok(result.kind === "failure" && result.code === "page-unreachable" && !result.retryable);
});

test("a broken connection is one coarse code and may be tried again", async (t) => {
  const raw = createRawServer((socket) => {
    socket.once("data", () => socket.destroy());
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
  t.after(() => raw.close());
  const { port } = raw.address() as AddressInfo;
  const result = await web(t).fetch(request(`http://127.0.0.1:${port}/`));
  assert.ok(result.kind === "failure" && result.code === "page-unreachable" && result.retryable);
});

test("the caller's own abort throws, before and during a fetch", async (t) => {
  const caller = new AbortController();
  const site = await listen(t, () => caller.abort(new Error("the person left")));
  await assert.rejects(web(t).fetch(request(site.origin, { signal: caller.signal })), /the person left/);
  await assert.rejects(web(t).fetch(request(site.origin, { signal: caller.signal })), /the person left/);
});

test("what a page answers is told as it came", async (t) => {
  const site = await listen(t, (_, res) => {
    res.writeHead(503, {
      "retry-after": "7",
      "content-type": "Text/HTML; charset=x",
      "content-disposition": 'attachment; filename="a.txt"',
    });
    res.end("busy");
  });
  const {
    status,
    retryAfterMs: waitMs,
    contentType,
    contentDisposition,
  } = asAnswer(await web(t).fetch(request(site.origin)));
  assert.deepEqual(
    { status, waitMs, contentType, contentDisposition },
    {
      status: 503,
      waitMs: 7_000,
      contentType: "Text/HTML; charset=x",
      contentDisposition: 'attachment; filename="a.txt"',
    },
  );
});

test("Retry-After is read as seconds or as a date", () => {
  const now = Date.parse("2026-03-01T12:00:00Z");
  assert.equal(retryAfterMs("120", now), 120_000);
  assert.equal(retryAfterMs("Sun, 01 Mar 2026 12:00:30 GMT", now), 30_000);
  assert.equal(retryAfterMs("Sun, 01 Mar 2026 11:00:00 GMT", now), 0);
  assert.equal(retryAfterMs("99999999999999999999", now), 86_400_000);
  for (const nonsense of ["", "-5", "soon", "1.5", "2026-03-01T12:00:30Z"])
    assert.equal(retryAfterMs(nonsense, now), null);
});

test("proxies of the environment are not used", async (t) => {
  let asked = 0;
  const proxy = await listen(t, (_, res) => {
    asked++;
    res.end("through a proxy");
  });
  const site = await listen(t, (_, res) => res.end("direct"));
  const names = ["http_proxy", "HTTP_PROXY", "all_proxy"];
  for (const name of names) process.env[name] = proxy.origin;
  t.after(() => {
    for (const name of names) delete process.env[name];
  });
  assert.equal(text(asAnswer(await web(t).fetch(request(site.origin)))), "direct");
  assert.equal(asked, 0);
});

function zeros(sizeBytes: number): Readable {
  let left = sizeBytes;
  const block = Buffer.alloc(1_000_000);
  return new Readable({
    read() {
      this.push(left > 0 ? block : null);
      left -= block.length;
    },
  });
}

function pour(res: ServerResponse): void {
  const block = Buffer.alloc(64_000, "x");
  const more = () => {
    while (!res.destroyed && res.write(block));
  };
  res.on("drain", more);
  more();
}
