import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { ProblemCode } from "../../src/contract/problems.ts";
import { newId } from "../../src/core/ids.ts";
import { forgetOldLanded } from "../../src/store/landed-shares.ts";
import { countEverything, storedFiles, withRows } from "../harness/look-inside.ts";
import { newWall, type TestWall, type WallOptions } from "../harness/new-wall.ts";
import { itemsOf, sha256, sharedSums } from "../harness/phone-share.ts";
import { signInLin } from "../harness/second-person.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const BOUNDARY = "----quay7";
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;
const field = (name: string, value: string) =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (name: string, bytes: string) =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n${bytes}\r\n`;
const END = `--${BOUNDARY}--\r\n`;
const MOST = 20_000;
/** What a browser says of a form that the system's share sheet sends. */
const FROM_THE_SYSTEM = { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" };

interface Browser {
  /** Posts to the share target as a phone without a worker does. */
  share(
    body: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; code: string | undefined; landed: string }>;
  kept(): Promise<{
    shares: { words: Record<string, string>; files: { name: string; bytes: number }[] }[];
    signed_in: boolean;
  }>;
  tap(what: "save" | "forget", headers?: Record<string, string>): Promise<{ status: number; code: string | undefined }>;
}

/** A browser that keeps the cookie of what it brought, and has a session when it is given one. */
function browserOn(wall: TestWall, session: string | null = null): Browser {
  let landed = "";
  const cookie = () => [session, landed].filter(Boolean).join("; ");
  const ask = async (method: string, path: string, body: string | undefined, headers: Record<string, string>) => {
    const answer = await fetch(`${wall.url}${path}`, {
      method,
      redirect: "manual",
      headers: { ...(cookie() === "" ? {} : { cookie: cookie() }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    for (const set of answer.headers.getSetCookie()) if (set.startsWith("dw_landed=")) landed = set.split(";")[0] ?? "";
    return { status: answer.status, body: (await answer.json().catch(() => ({}))) as Record<string, unknown> };
  };
  const codeOf = (body: Record<string, unknown>) => body["code"] as string | undefined;
  return {
    async share(body, headers = {}) {
      const answer = await ask("POST", "/share-target", body, { "content-type": TYPE, ...FROM_THE_SYSTEM, ...headers });
      return { status: answer.status, code: codeOf(answer.body), landed };
    },
    kept: async () => (await ask("GET", "/share-target/kept", undefined, {})).body as never,
    async tap(what, headers = { "sec-fetch-site": "same-origin" }) {
      const answer = await ask("POST", `/share-target/${what}`, undefined, headers);
      return { status: answer.status, code: codeOf(answer.body) };
    },
  };
}

async function sessionOfOwner(wall: TestWall): Promise<string> {
  const { url } = (await wall.ask<{ url: string }>("POST", "/owner-link")).body;
  const { headers } = await wall.ask("POST", "/api/auth/owner-link", { key: null, body: { token: url.split("#")[1] } });
  return headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

const small = (t: TestContext, settings: WallOptions["settings"] = {}) =>
  newWall(t, { workers: false, settings: { MAX_FILE_BYTES: String(MOST), ...settings } });

test("a form that is broken, too much, or asks for more than a phone does is refused, and its bytes are gone", async (t) => {
  const wall = await small(t);
  const phone = browserOn(wall, await sessionOfOwner(wall));
  const [before, onDisk] = [await countEverything(wall), await storedFiles(wall)];
  const half = "x".repeat(10_000);
  const wrong: [what: string, expected: `${number} ${ProblemCode}`, body: string, type?: string][] = [
    ["no boundary", "400 multipart-not-readable", file("a", half) + END, "multipart/form-data"],
    ["another boundary", "400 multipart-not-readable", file("a", half) + END, "multipart/form-data; boundary=other"],
    ["cut off in a file", "400 multipart-not-readable", file("a", half).slice(0, 5_000)],
    ["without its last line", "400 multipart-not-readable", file("a", half)],
    ["not a form", "415 type-not-supported", "{}", "application/json"],
    ["bytes that are called a form", "415 type-not-supported", "\0\u0001", "application/x-www-form-urlencoded"],
    ["nothing at all", "422 nothing-to-share", END],
    ["only empty fields", "422 nothing-to-share", field("title", "") + field("text", " ") + END],
    ["only NUL", "422 nothing-to-share", field("text", "\0\0") + END],
    ["a file too large", "413 too-large", file("a", half) + file("b", "x".repeat(MOST + 1)) + END],
    ["too many files", "413 too-many-files", Array.from({ length: 21 }, () => file("f", "x")).join("") + END],
    ["too many fields", "413 too-large", Array.from({ length: 200 }, () => field("text", "x")).join("") + END],
    ["a title too long", "422 field-too-long", file("a", half) + field("title", "t".repeat(501)) + END],
    ["a field twice", "400 fields-not-valid", field("text", "one") + field("text", "two") + END],
    ["a wall of its choice", "400 fields-not-valid", field("text", "x") + field("wall_id", "x") + END],
    ["files of others", "400 fields-not-valid", field("text", "x") + field("file_ids", newId()) + END],
    ["a page", "400 fields-not-valid", field("url", "https://a.example/") + field("html", "<p>") + END],
    ["an unknown field", "400 fields-not-valid", file("a", half) + field("colour", "red") + END],
    ["a prototype", "400 fields-not-valid", file("a", half) + field("__proto__", "x") + END],
    ["no web address", "422 scheme-not-allowed", field("url", "javascript:alert(1)") + END],
    ["a private address", "422 address-refused", field("url", "http://[::1]/") + END],
  ];
  const faults: string[] = [];
  for (const [what, expected, body, type = TYPE] of wrong) {
    const { status, code } = await phone.share(body, { "content-type": type });
    if (`${status} ${code}` !== expected) faults.push(`${what}: ${status} ${code}`);
    if ((await storedFiles(wall)).length !== onDisk.length) faults.push(`${what}: bytes are left`);
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(await countEverything(wall), before);
  assert.deepEqual((await phone.kept()).shares, []);
});

test("a browser that shows pages is told in a page, with the words in it and nothing that runs", async (t) => {
  const wall = await small(t);
  const answer = await fetch(`${wall.url}/share-target`, {
    method: "POST",
    headers: { ...FROM_THE_SYSTEM, accept: "text/html", "content-type": TYPE },
    body: field(`"><script>`, "x") + END,
  });
  assert.equal(answer.status, 400);
  assert.match(answer.headers.get("content-type") ?? "", /^text\/html/);
  const page = await answer.text();
  assert.match(page, /data-told="[^"]+fields-not-valid[^"]+ is not a field/);
  assert.ok(!page.includes('"><script>'));
});

for (const topology of TOPOLOGIES) {
  test(
    `what was posted is saved by the tap, once however often it is tapped, with its bytes (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newWall(t, { topology, workers: false });
      const phone = browserOn(wall, await sessionOfOwner(wall));
      assert.equal(
        (await phone.share(field("text", "Ask the fer\0ryman") + file("list.txt", "willow") + END)).status,
        303,
      );
      assert.equal(
        (await phone.share(field("title", "Lamps") + field("url", "https://a.example/lamps") + END)).status,
        303,
      );
      const kept = await phone.kept();
      assert.deepEqual(
        kept.shares.map(({ words, files }) => [words["title"] ?? words["text"]?.length, files.map(({ name }) => name)]),
        [
          [16, ["list.txt"]],
          ["Lamps", []],
        ],
      );
      assert.equal((await itemsOf(wall)).length, 0);
      const answers = await Promise.all([phone.tap("save"), phone.tap("save")]);
      assert.deepEqual(
        [...answers, await phone.tap("save")].map(({ status }) => status),
        [200, 200, 200],
      );
      const items = await itemsOf(wall);
      assert.deepEqual(items.map(({ title }) => title).sort(), ["Ask the ferryman", "Lamps"]);
      assert.deepEqual(await sharedSums(wall, items), [sha256(Buffer.from("willow"))]);
      assert.deepEqual((await phone.kept()).shares, []);
    },
  );
}

test("a stranger's share waits for the sign-in in the same browser, and nobody else sees it", async (t) => {
  const wall = await small(t);
  const stranger = browserOn(wall);
  const { landed } = await stranger.share(field("text", "before anybody") + file("a", "a") + END);
  assert.deepEqual((await stranger.kept()).signed_in, false);
  assert.deepEqual(await stranger.tap("save"), { status: 401, code: "credentials-missing" });
  assert.deepEqual((await browserOn(wall, await sessionOfOwner(wall)).kept()).shares, []);

  const sameBrowser = browserOn(wall, `${await sessionOfOwner(wall)}; ${landed}`);
  assert.equal((await sameBrowser.kept()).shares.length, 1);
  assert.equal((await sameBrowser.tap("save")).status, 200);
  assert.equal((await itemsOf(wall)).length, 1);
});

test("what was posted under one person's session is not saved under another's", async (t) => {
  const wall = await small(t);
  const phone = browserOn(wall, await sessionOfOwner(wall));
  const { landed } = await phone.share(field("text", "the owner's") + END);
  const lin = browserOn(wall, `dw_session=${await signInLin(wall)}; ${landed}`);
  assert.deepEqual((await lin.kept()).shares, []);
  assert.deepEqual(await lin.tap("save"), { status: 404, code: "not-found" });
  assert.equal((await phone.tap("save")).status, 200);
});

test("another site gets nothing kept and nothing saved", async (t) => {
  const wall = await small(t);
  const phone = browserOn(wall, await sessionOfOwner(wall));
  const body = field("text", "Buy this") + END;
  const others: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "", origin: "https://evil.example" },
    { "sec-fetch-site": "", origin: "null" },
  ];
  for (const headers of others) assert.deepEqual((await phone.share(body, headers)).code, "origin-refused");
  assert.deepEqual((await phone.kept()).shares, []);
  await phone.share(body);
  for (const what of ["save", "forget"] as const)
    assert.equal((await phone.tap(what, { "sec-fetch-site": "cross-site" })).code, "origin-refused");
  const shown = await fetch(`${wall.url}/share-target?title=x&text=y`);
  assert.equal(shown.status, 200);
  assert.equal((await phone.kept()).shares.length, 1);
  assert.equal((await itemsOf(wall)).length, 0);
});

test("what nobody tapped on, or threw away, is gone with its files", async (t) => {
  const wall = await small(t);
  const phone = browserOn(wall, await sessionOfOwner(wall));
  await phone.share(field("text", "thrown away") + file("a", "a") + END);
  assert.equal((await phone.tap("forget")).status, 204);
  assert.deepEqual((await phone.kept()).shares, []);
  await phone.share(field("text", "forgotten") + file("b", "b") + END);
  wall.clock.forward({ minutes: 61 });
  assert.deepEqual((await phone.kept()).shares, []);
  assert.equal((await phone.tap("save")).code, "not-found");
  const left = await withRows(wall, async (store) => {
    // The sweeper's own clock is moved by moving what it looks at.
    await store.write((unit) => unit.db.updateTable("landed_shares").set({ expires_at: 1 }).execute());
    await store.write(forgetOldLanded);
    const files = await store.reader.selectFrom("files").select("state").execute();
    const landed = await store.reader.selectFrom("landed_shares").select("id").execute();
    return { landed: landed.length, files: files.map(({ state }) => state) };
  });
  assert.deepEqual(left, { landed: 0, files: ["leaving", "leaving"] });
});

test("strangers may leave only so much, by address and in all", async (t) => {
  const wall = await small(t, { RATE_LIMIT_SHARE: "8/60" });
  const much = file("a", "x".repeat(17_000)) + END;
  const codes: (string | undefined)[] = [];
  for (let shared = 0; shared < 9; shared += 1) codes.push((await browserOn(wall).share(much)).code);
  assert.deepEqual(codes, [...Array(5).fill(undefined), "overloaded", "overloaded", "overloaded", "too-many-requests"]);
  assert.equal((await browserOn(wall, await sessionOfOwner(wall)).share(much)).status, 303);
  const larger = await small(t);
  assert.equal((await browserOn(larger).share(file("a", "x".repeat(MOST)) + END)).code, "too-large");
});

for (const topology of TOPOLOGIES)
  test(
    `what there is no room for waits on, files and all, until there is or its hour is over (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newWall(t, { topology, workers: false });
      const { person } = (await wall.ask<{ person: { id: string } }>("GET", "/me")).body;
      const allow = async (bytes: number | null) =>
        assert.equal((await wall.ask("PATCH", `/people/${person.id}`, { body: { quota: { bytes } } })).status, 204);
      const phone = browserOn(wall, await sessionOfOwner(wall));
      await allow(10);
      assert.equal((await phone.share(field("text", "lamps") + file("a.txt", "eleven byte") + END)).status, 303);
      for (let tap = 0; tap < 2; tap += 1)
        assert.deepEqual(await phone.tap("save"), { status: 409, code: "quota-reached" });
      const [waiting] = (await phone.kept()).shares;
      assert.deepEqual(waiting?.files, [{ name: "a.txt", bytes: 11 }]);
      await allow(null);
      assert.equal((await phone.tap("save")).status, 200);
      const [item] = await itemsOf(wall);
      assert.equal(item?.files.length, 1);
    },
  );
