import assert from "node:assert/strict";
import { test } from "node:test";
import { newJourney } from "../harness/journey.ts";
import { newWall, type TestWall } from "../harness/new-wall.ts";
import { askRaw, openRaw } from "../harness/raw-http.ts";
import { until } from "../harness/until.ts";

test("it answers to its own names only, whatever a page elsewhere makes of its name", async (t) => {
  const wall = await newJourney(t, {
    workers: false,
    settings: { PUBLIC_URL: "https://wall.example", ALLOWED_HOSTS: "quay.example,10.0.0.7" },
  });
  const { port } = new URL(wall.url);
  const status = async (host: string | undefined, path = "/api/v1/version") =>
    (await askRaw(wall, `GET ${path}`, { headers: { host } })).status;
  for (const host of [
    "localhost",
    `localhost:${port}`,
    "127.0.0.1",
    "127.0.0.1:1",
    "[::1]",
    "wall.example",
    "WALL.example:443",
    "quay.example",
    "10.0.0.7:3000",
    "wall.example.",
  ])
    assert.equal(await status(host), 200, host);
  const strangers = [
    "evil.example",
    "wall.example.evil.example",
    "evilwall.example",
    "localhost.evil.example",
    "10.0.0.8",
    "169.254.169.254",
    "[::2]",
    "wall.example@evil.example",
    "a b",
    "wall.example, evil.example",
  ];
  for (const host of strangers) {
    for (const path of ["/api/v1/version", "/api/v1/me", "/", "/api/docs", "/nowhere"]) {
      const answer = await askRaw(wall, `GET ${path}`, { headers: { host } });
      assert.deepEqual(
        [answer.status, (answer.body as { code?: string }).code],
        [421, "host-not-ours"],
        `${host} ${path}`,
      );
    }
  }
  assert.equal(await status(""), 421);
  assert.equal(await status(undefined), 400);
  // Other headers that name a host are only somebody's word.
  const forwarded = { host: "evil.example", "x-forwarded-host": "wall.example", forwarded: "host=wall.example" };
  assert.equal((await askRaw(wall, "GET /api/v1/version", { headers: forwarded })).status, 421);
});

test("long answers are compressed for those who can read it, short ones and files never", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const text = "The lamps burn colza oil. ".repeat(100);
  const share = await wall.share({ text });
  const path = `/api/v1/items/${share.item_id}`;
  const plain = JSON.stringify(await wall.item(share.item_id));
  const ask = (encoding: string, asked = path) =>
    fetch(`${wall.url}${asked}`, { headers: { authorization: `Bearer ${wall.key}`, "accept-encoding": encoding } });
  for (const [asked, encoding] of [
    ["gzip", "gzip"],
    ["gzip, br", "br"],
    ["identity", null],
  ] as const) {
    const answer = await ask(asked);
    assert.equal(answer.headers.get("content-encoding"), encoding);
    assert.equal(await answer.text(), plain);
  }
  assert.match((await ask("gzip")).headers.get("vary") ?? "", /accept-encoding/i);
  assert.equal((await ask("gzip", "/api/v1/version")).headers.get("content-encoding"), null);
  const form = new FormData();
  form.append("files", new File([new Uint8Array(5_000)], "zeros.bin", { type: "image/png" }));
  const { body } = await wall.expect<{ item_id: string }>(202, "POST", "/share", { body: form });
  const [file] = (await wall.item(body.item_id)).files;
  assert.equal((await ask("gzip", file?.url)).headers.get("content-encoding"), null);
});

test("only the named sites may use it from their pages", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { ALLOWED_ORIGINS: "https://reader.example" } });
  const preflight = (origin: string) =>
    fetch(`${wall.url}/api/v1/share`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });
  const ours = await preflight("https://reader.example");
  assert.equal(ours.headers.get("access-control-allow-origin"), "https://reader.example");
  assert.equal(ours.headers.get("access-control-allow-credentials"), null);
  const methods = (ours.headers.get("access-control-allow-methods") ?? "").split(/, */);
  assert.deepEqual(methods.sort(), ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"]);
  for (const origin of ["https://evil.example", "http://reader.example", "null", "https://reader.example.evil.example"])
    assert.equal((await preflight(origin)).headers.get("access-control-allow-origin"), null, origin);
  const { headers } = await wall.expect(200, "GET", "/me", { headers: { origin: "https://reader.example" } });
  const exposed = (headers.get("access-control-expose-headers") ?? "").toLowerCase().split(/, */);
  for (const name of [
    "location",
    "etag",
    "retry-after",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "x-request-id",
    "x-process-time",
    "upload-offset",
  ])
    assert.ok(exposed.includes(name), name);
  assert.match(headers.get("vary") ?? "", /origin/i);
});

test("a sane request id is kept, any other is ours, and personal answers are not stored", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const id = async (given: string) =>
    (await wall.expect(200, "GET", "/me", { headers: { "x-request-id": given } })).headers.get("x-request-id");
  assert.equal(await id("phone-7:42.a_b"), "phone-7:42.a_b");
  for (const odd of ["", "a b", "<script>", "x".repeat(101), "naïve"])
    assert.match((await id(odd)) ?? "", /^[0-9a-f-]{36}$/);
  const refused = await wall.refused("404 not-found", "GET", "/nowhere", { headers: { "x-request-id": "lost-1" } });
  assert.equal(refused.body.request_id, "lost-1");

  for (const path of ["/me", "/items", "/keys", `/walls/${await wall.inbox()}/items`, "/search?q=a", "/nowhere"])
    assert.match((await wall.ask("GET", path)).headers.get("cache-control") ?? "", /no-store/, path);
  const { headers } = await wall.expect(200, "GET", "/me");
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal(headers.get("referrer-policy"), "no-referrer");
  assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'.*frame-ancestors 'none'/);
  assert.doesNotMatch(headers.get("content-security-policy") ?? "", /unsafe|\*/);
  assert.equal(headers.get("x-powered-by") ?? headers.get("server"), null);
});

test("answers that did not change are told so in a few bytes", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const share = await wall.share({ text: "one" });
  for (const path of [share.status_url, `/items/${share.item_id}`, "/walls", "/items", "/search?q=one"]) {
    const etag = (await wall.expect(200, "GET", path)).headers.get("etag") ?? "";
    assert.match(etag, /^W\/"/, path);
    const same = await wall.ask<Uint8Array>("GET", path, { headers: { "if-none-match": etag } });
    assert.deepEqual([same.status, same.headers.get("etag"), same.body.byteLength], [304, etag, 0], path);
  }
});

test("a proxy is believed only when it was named", async (t) => {
  const spoof = (address: string) => ({
    key: null,
    body: { token: "a guess" },
    headers: { "x-forwarded-for": address },
  });
  const settings = { RATE_LIMIT_SIGN_IN: "2/600" };
  const alone = await newJourney(t, { workers: false, settings });
  const path = "/api/auth/owner-link";
  for (const address of ["203.0.113.1", "203.0.113.2"])
    await alone.refused("401 credentials-refused", "POST", path, spoof(address));
  await alone.refused("429 too-many-requests", "POST", path, spoof("203.0.113.3"));
  const behind = await newJourney(t, { workers: false, settings: { ...settings, TRUST_PROXY: "127.0.0.1" } });
  for (const address of ["203.0.113.1", "203.0.113.2", "203.0.113.3"])
    await behind.refused("401 credentials-refused", "POST", path, spoof(address));
  // The last hop is the one the proxy has seen; what stands before it anybody may write.
  await behind.refused("401 credentials-refused", "POST", path, spoof("198.51.100.7, 203.0.113.1"));
  await behind.refused("429 too-many-requests", "POST", path, spoof("198.51.100.8, 203.0.113.1"));
  for (const tail of ["1", "2"])
    await behind.refused("401 credentials-refused", "POST", path, spoof(`2001:db8:1:1::${tail}`));
  await behind.refused("429 too-many-requests", "POST", path, spoof("2001:db8:1:1:ffff::3"));
});

const TOO_LARGE_BYTES = 9_000_000;

/** Sends the head of a share of that length, and its body only once it was answered. */
async function sendOn(wall: TestWall, { bytes }: { bytes: number }) {
  const connection = openRaw(wall);
  let heard = "";
  connection.socket.on("data", (chunk) => {
    heard += String(chunk);
  });
  const host = new URL(wall.url).host;
  connection.write(
    `POST /api/v1/share HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${wall.key}\r\ncontent-type: application/json\r\ncontent-length: ${bytes}\r\n\r\n`,
  );
  await until("the answer", () => Promise.resolve(heard.includes("413")));
  connection.write("x".repeat(bytes));
  return { connection, host, heard: () => heard };
}

test("who sends on after being refused still hears why, and may ask the next thing on the same line", async (t) => {
  const wall = await newWall(t, { workers: false });
  const { connection, host, heard } = await sendOn(wall, { bytes: TOO_LARGE_BYTES });
  connection.write(`GET /api/v1/version HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
  await connection.closed;
  assert.match(heard(), /^HTTP\/1\.1 413 [\s\S]*HTTP\/1\.1 200 OK/);
});

test("who sends on without end meets a closed line", async (t) => {
  const wall = await newWall(t, { workers: false });
  const { connection, heard } = await sendOn(wall, { bytes: 80_000_000 });
  await connection.closed;
  assert.doesNotMatch(heard(), / 200 OK/);
});
