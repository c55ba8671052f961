import assert from "node:assert/strict";
import { test } from "node:test";
import type { ProblemCode } from "../../src/contract/problems.ts";
import { assertContract } from "../harness/contract-check.ts";
import { newJourney } from "../harness/journey.ts";
import { countEverything, filesUnderWay, storedFiles } from "../harness/look-inside.ts";
import { openRaw, readAnswer } from "../harness/raw-http.ts";
import { until } from "../harness/until.ts";

const BOUNDARY = "----quay7";
const field = (name: string, value: string) =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (name: string, bytes: string, field = "files") =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n${bytes}\r\n`;
const END = `--${BOUNDARY}--\r\n`;
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;
const MOST = 20_000;

test("a form that is broken, cut off or too much is refused, and its bytes are gone", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { MAX_FILE_BYTES: String(MOST) } });
  await wall.share({ text: "what stands already" });
  const [before, onDisk] = [await countEverything(wall), await storedFiles(wall)];
  const half = "x".repeat(10_000);
  const wrong: [what: string, expected: `${number} ${ProblemCode}`, body: string, type?: string][] = [
    ["no boundary", "400 multipart-not-readable", file("a", half) + END, "multipart/form-data"],
    ["an empty boundary", "400 multipart-not-readable", file("a", half) + END, "multipart/form-data; boundary="],
    ["another boundary", "400 multipart-not-readable", file("a", half) + END, "multipart/form-data; boundary=other"],
    ["cut off in a file", "400 multipart-not-readable", file("a", half).slice(0, 5_000)],
    ["cut off in a field", "400 multipart-not-readable", `${file("a", half)}${field("text", "long").slice(0, -4)}`],
    ["cut off in the headers of a part", "400 multipart-not-readable", file("a", half) + file("b", half).slice(0, 60)],
    ["without its last line", "400 multipart-not-readable", file("a", half)],
    ["nothing at all", "422 nothing-to-share", ""],
    ["not a form", "400 multipart-not-readable", "just words, and no form"],
    ["no parts", "422 nothing-to-share", END],
    [
      "an empty file field",
      "422 nothing-to-share",
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="files"; filename=""\r\ncontent-type: application/octet-stream\r\n\r\n\r\n${END}`,
    ],
    ["a file too large", "413 too-large", file("a", half) + file("b", "x".repeat(MOST + 1)) + END],
    [
      "too many files",
      "413 too-many-files",
      Array.from({ length: 21 }, (_, index) => file(`f${index}`, "x")).join("") + END,
    ],
    [
      "too many fields",
      "413 too-large",
      file("a", "x") + Array.from({ length: 100 }, (_, index) => field("tags", `t${index}`)).join("") + END,
    ],
    ["an unknown field", "400 fields-not-valid", file("a", half) + field("colour", "red") + END],
    ["a field twice", "400 fields-not-valid", file("a", half) + field("title", "one") + field("title", "two") + END],
    ["a prototype", "400 fields-not-valid", file("a", half) + field("__proto__", "x") + END],
    ["a long name of a field", "400 fields-not-valid", file("a", half) + field("n".repeat(200), "x") + END],
    ["a title too long", "422 field-too-long", file("a", half) + field("title", "t".repeat(501)) + END],
    [
      "an unknown wall",
      "422 wall-not-found",
      file("a", half) + field("wall_id", "0198c0de-0000-7000-8000-000000000000") + END,
    ],
    ["a private address", "422 address-refused", file("a", half) + field("url", "http://[::1]/") + END],
    ["two different keys", "422 idempotency-key-not-valid", file("a", half) + field("client_share_id", "other") + END],
  ];
  const faults: string[] = [];
  for (const [what, expected, body, type = TYPE] of wrong) {
    const headers = { "content-type": type, "idempotency-key": "one" };
    await wall.refused(expected, "POST", "/share", { body, headers }).catch((error: unknown) => {
      faults.push(`${what}: ${String(error).split("\n")[0]}`);
    });
    if ((await storedFiles(wall)).length !== onDisk.length) faults.push(`${what}: bytes are left`);
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(await countEverything(wall), before);

  const fits = {
    body: file("a", "x".repeat(MOST)) + field("tags", "one, two") + field("tags", "three") + END,
    headers: { "content-type": TYPE },
  };
  const { body } = await wall.expect<{ item_id: string }>(202, "POST", "/share", fits);
  assert.deepEqual((await wall.item(body.item_id)).tags.map(({ name }) => name).sort(), ["one", "three", "two"]);
});

test("too much of anything is refused before it is kept", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { MAX_FILE_BYTES: String(MOST) } });
  const [before, onDisk] = [await countEverything(wall), await storedFiles(wall)];
  const type = (name: string) => ({ headers: { "content-type": name } });
  await wall.refused("413 too-large", "POST", "/share", { body: "x".repeat(MOST + 1), ...type("image/png") });
  await wall.refused("413 too-large", "POST", "/share", { body: { text: "x".repeat(1_000_000) } });
  await wall.refused("413 too-large", "POST", "/share", {
    body: { url: "https://a.example/", html: "x".repeat(8_000_000) },
  });
  await wall.refused("422 field-too-long", "POST", "/share", { body: "x".repeat(1_000_001), ...type("text/plain") });
  await wall.refused("413 too-large", "POST", "/share", { body: "x".repeat(8_000_001), ...type("text/plain") });
  await wall.refused("413 too-large", "POST", "/walls", { body: { name: "x".repeat(1_000_000) } });
  await wall.refused("413 too-large", "POST", "/ai/analyze/batch", {
    body: { items: Array.from({ length: 51 }, () => ({ text: "a" })) },
  });
  const page = "<p>".padEnd(8_000_001, "x");
  await wall.refused("413 too-large", "POST", "/share?url=https%3A%2F%2Fa.example%2F", {
    body: page,
    ...type("text/html"),
  });
  assert.deepEqual(await countEverything(wall), before);
  assert.deepEqual(await storedFiles(wall), onDisk);
  await wall.share({ text: "x".repeat(999_000) });
  await wall.share({ url: "https://a.example/", html: "<p>".padEnd(2_000_000, "x") });
});

test("an upload whose sender goes away leaves nothing", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const [onDisk, underWay] = [await storedFiles(wall), await filesUnderWay(wall)];
  const before = await countEverything(wall);
  for (const [type, start] of [
    [TYPE, file("a", "x".repeat(50_000)).slice(0, 40_000)],
    ["image/png", "x".repeat(40_000)],
  ] as const) {
    const connection = openRaw(wall);
    connection.write(
      `POST /api/v1/share HTTP/1.1\r\nhost: ${new URL(wall.url).host}\r\nauthorization: Bearer ${wall.key}\r\ncontent-type: ${type}\r\ncontent-length: 90000\r\n\r\n${start}`,
    );
    await until("bytes to arrive", async () => (await filesUnderWay(wall)) > underWay);
    connection.socket.destroy();
    await connection.closed;
    await until("them to be gone", async () => (await storedFiles(wall)).length === onDisk.length);
    await until("their row to be gone", async () => (await countEverything(wall))["files"] === before["files"]);
  }
  assert.deepEqual(await countEverything(wall), before);
});

test("a body that drips, headers without end and lines that are no HTTP are answered as problems", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { REQUEST_TIMEOUT_MS: "1000" } });
  const host = `host: ${new URL(wall.url).host}\r\nauthorization: Bearer ${wall.key}\r\n`;
  const said = async (text: string) => {
    const connection = openRaw(wall);
    connection.write(text);
    return readAnswer(await connection.closed);
  };
  const json = `content-type: application/json\r\ncontent-length: 500\r\n\r\n`;
  const [slowBody, slowForm, slowHeaders, longHeaders, noHttp] = await Promise.all([
    said(`POST /api/v1/share HTTP/1.1\r\n${host}${json}{"text":`),
    said(
      `POST /api/v1/share HTTP/1.1\r\n${host}content-type: ${TYPE}\r\ncontent-length: 9000\r\n\r\n${file("a", "x")}`,
    ),
    said(`GET /api/v1/items HTTP/1.1\r\n${host}x-slow: `),
    said(`GET /api/v1/items HTTP/1.1\r\n${host}x-long: ${"x".repeat(20_000)}\r\n\r\n`),
    said("HELO quay.example\r\n\r\n"),
  ]);
  const expected = [
    [slowBody, "408 request-timeout"],
    [slowForm, "408 request-timeout"],
    [slowHeaders, "408 request-timeout"],
    [longHeaders, "431 headers-too-large"],
    [noHttp, "400 body-not-readable"],
  ] as const;
  for (const [answer, code] of expected) {
    assert.equal(`${answer.status} ${(answer.body as { code?: string }).code}`, code);
    assertContract("GET", "/nowhere", answer);
  }
  await until("what had arrived to be gone", async () => (await countEverything(wall))["files"] === 0);
  await wall.get("/me");
});
