import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { PulledServiceName } from "../../src/contract/import-names.ts";
import { importIs, rowsOf } from "../harness/imports.ts";
import { openPages } from "../harness/pages.ts";
import { filesOf, itemsOf, pull, wallFor } from "../harness/pulls.ts";
import { openLinkwarden } from "../harness/service-linkwarden.ts";
import { openWallabag } from "../harness/service-wallabag.ts";
import { openKarakeep, openLinkding, type TestService } from "../harness/services.ts";

/** A service with three links, each with a file where it keeps files; the second file has 1,500 bytes. */
interface Service {
  readonly name: PulledServiceName;
  open(t: TestContext): Promise<TestService>;
  /** Where its links are told. */
  readonly pageAt: RegExp;
  /** Where the file of its second link is; null when it keeps none. */
  readonly fileAt: RegExp | null;
  /** A page that says another follows, which is the same again. */
  readonly sameAgain: unknown;
}

const NUMBERS = [1, 2, 3];
const urlOf = (n: number) => `https://reef.example/${n}`;
const AT = "2020-01-02T03:04:05Z";
const bytesOf = (n: number) => Buffer.alloc(n === 2 ? 1_500 : 10, `${n}`);

const reefKarakeep = (n: number) => ({
  id: `b${n}`,
  createdAt: AT,
  tags: [],
  assets: [{ id: `a${n}`, assetType: "userUploaded", fileName: `${n}.txt` }],
  content: { type: "link", url: urlOf(n) },
});
const reefLinkding = (n: number) => ({ id: n, url: urlOf(n), title: `Reef ${n}`, tag_names: [], date_added: AT });
const reefLinkwarden = (n: number) => ({ id: n, name: "", url: urlOf(n), createdAt: AT, image: `archives/1/${n}.png` });
const reefWallabag = (n: number) => ({ id: n, url: urlOf(n), title: `Reef ${n}`, created_at: AT, annotations: [] });

const SERVICES: readonly Service[] = [
  {
    name: "karakeep",
    open: (t) =>
      openKarakeep(t, {
        bookmarks: NUMBERS.map(reefKarakeep),
        assets: Object.fromEntries(NUMBERS.map((n) => [`a${n}`, { bytes: bytesOf(n), type: "text/plain" }])),
      }),
    pageAt: /\/bookmarks\?/,
    fileAt: /\/assets\/a2$/,
    sameAgain: { bookmarks: [reefKarakeep(1)], nextCursor: "again" },
  },
  {
    name: "linkding",
    open: (t) =>
      openLinkding(t, {
        active: NUMBERS.map(reefLinkding),
        assets: Object.fromEntries(
          NUMBERS.map((n) => [
            n,
            [{ id: n, asset_type: "upload", content_type: "text/plain", display_name: `${n}.txt`, status: "complete" }],
          ]),
        ),
        bytes: Object.fromEntries(NUMBERS.map((n) => [n, bytesOf(n)])),
      }),
    pageAt: /\/bookmarks\/\?/,
    fileAt: /\/assets\/2\/download\/$/,
    sameAgain: { count: 9_999, next: "http://linkding:9090/", results: [reefLinkding(1)] },
  },
  {
    name: "linkwarden",
    open: (t) =>
      openLinkwarden(t, {
        links: NUMBERS.map(reefLinkwarden),
        archives: Object.fromEntries(NUMBERS.map((n) => [`${n} 0`, { bytes: bytesOf(n), type: "image/png" }])),
      }),
    pageAt: /\/search\?/,
    fileAt: /\/archives\/2\?/,
    sameAgain: { data: { links: [reefLinkwarden(1)], nextCursor: 1 } },
  },
  {
    name: "wallabag",
    open: (t) => openWallabag(t, { entries: NUMBERS.map(reefWallabag) }),
    pageAt: /\/entries\.json/,
    fileAt: null,
    sameAgain: { page: 1, pages: 9_999, _embedded: { items: [reefWallabag(1)] } },
  },
];

const wayOf = ({ address, key }: TestService) => ({ address, key });

for (const { name, open, pageAt, fileAt, sameAgain } of SERVICES) {
  test(`${name}: whoever is busy is waited for, and an answer that broke off is asked for again`, async (t) => {
    const service = await open(t);
    const wall = await wallFor(t, service);
    service.disturbances.push({ at: pageAt, status: 429, headers: { "retry-after": "1" } });
    service.disturbances.push({ at: pageAt, status: 200, body: '{"half', isCut: true });
    const begunAt = Date.now();
    const done = await importIs(wall, await pull(wall, name, wayOf(service), { start: true }), "done");
    assert.equal(done.counts.made, 3);
    assert.ok(Date.now() - begunAt >= 1_000, "it waited as it was told");
  });

  test(`${name}: a wrong key, an answer that is none and pages without end are told by their code`, async (t) => {
    const service = await open(t);
    const wall = await wallFor(t, service);
    const failsWith = async (way = wayOf(service)) =>
      (await importIs(wall, await pull(wall, name, way), "failed")).error?.code;
    assert.equal(await failsWith({ ...wayOf(service), key: "wrong" }), "service-refused");
    for (const body of ['{"half', "<h1>Welcome</h1>", "[]", "null", '"text"']) {
      service.disturbances.push({ at: pageAt, status: 200, body });
      assert.equal(await failsWith(), "service-not-understood", body);
    }
    const asked = service.requests.length;
    service.disturbances.push({ at: pageAt, status: 200, body: JSON.stringify(sameAgain), isLasting: true });
    assert.equal(await failsWith(), "service-not-understood");
    assert.ok(service.requests.length - asked < 10, "it was not followed for long");
  });

  test(`${name}: a redirect into a private network is not followed`, async (t) => {
    const service = await open(t);
    let asked = 0;
    const inside = await openPages({
      "/secret": (_request, response) => {
        asked += 1;
        response.end('{"lists":[]}');
      },
    });
    t.after(() => inside.close());
    const wall = await wallFor(t, service);
    const redirect = { status: 302, headers: { location: inside.at("/secret") } };
    service.disturbances.push({ at: pageAt, ...redirect });
    const failed = await importIs(wall, await pull(wall, name, wayOf(service)), "failed");
    assert.equal(failed.error?.code, "service-address-refused");
    if (fileAt !== null) {
      service.disturbances.push({ at: fileAt, ...redirect });
      const done = await importIs(wall, await pull(wall, name, wayOf(service), { start: true }), "done");
      assert.deepEqual(await lossesOf(wall, done), ["file-not-in-export"]);
    }
    assert.equal(asked, 0);
  });

  if (fileAt === null) continue;

  test(`${name}: a file that is too large or cannot be had is told in its row, and the others come`, async (t) => {
    const service = await open(t);
    const wall = await wallFor(t, service, { settings: { MAX_FILE_BYTES: "1000" } });
    const large = await importIs(wall, await pull(wall, name, wayOf(service), { start: true }), "done");
    assert.deepEqual([large.counts.made, await lossesOf(wall, large)], [3, ["file-too-large"]]);
    const files = async () => (await itemsOf(wall)).flatMap((item) => filesOf(item) ?? []);
    assert.equal((await files()).length, 2);

    service.disturbances.push({ at: fileAt, status: 200, body: "half a", isCut: true, isLasting: true });
    const cut = await importIs(wall, await pull(wall, name, wayOf(service), { start: true }), "done");
    assert.deepEqual([cut.counts.joined, await lossesOf(wall, cut)], [3, ["file-not-in-export"]]);
    service.disturbances.splice(0);

    service.disturbances.push({ at: fileAt, status: 200, body: "whole now" });
    const whole = await importIs(wall, await pull(wall, name, wayOf(service), { start: true }), "done");
    assert.deepEqual(await lossesOf(wall, whole), [], "bringing it again adds what was missing");
    assert.equal((await files()).length, 3);
  });
}

test("questions that go in a circle are found, however long it is", async (t) => {
  const lists = [{ id: "l1", name: "Round", type: "manual", parentId: null }];
  const karakeep = await openKarakeep(t, { bookmarks: [], lists });
  const wall = await wallFor(t, karakeep);
  const page = (next: string) => JSON.stringify({ bookmarks: [], nextCursor: next });
  for (const [cursor, next] of Object.entries({ a: "b", b: "c", c: "d", d: "e", e: "a" }))
    karakeep.disturbances.push({ at: new RegExp(`cursor=${cursor}$`), status: 200, body: page(next), isLasting: true });
  karakeep.disturbances.push({ at: /\/lists\/l1\/bookmarks/, status: 200, body: page("a"), isLasting: true });
  const failed = await importIs(wall, await pull(wall, "karakeep", wayOf(karakeep)), "failed");
  assert.equal(failed.error?.code, "service-not-understood");
});

test("a thing with files without number keeps as many as a thing may have, and says so", async (t) => {
  const assets = Array.from({ length: 60 }, (_, n) => ({
    id: `f${n}`,
    assetType: "userUploaded",
    fileName: `${n}.txt`,
  }));
  const karakeep = await openKarakeep(t, {
    bookmarks: [{ ...reefKarakeep(1), assets }],
    assets: Object.fromEntries(assets.map(({ id }) => [id, { bytes: Buffer.from(id), type: "text/plain" }])),
  });
  const wall = await wallFor(t, karakeep);
  const done = await importIs(wall, await pull(wall, "karakeep", wayOf(karakeep), { start: true }), "done");
  assert.deepEqual([done.check?.files, await lossesOf(wall, done)], [50, ["files-dropped"]]);
  assert.equal(filesOf((await itemsOf(wall))[0])?.length, 50);
});

const lossesOf = async (...about: Parameters<typeof rowsOf>): Promise<string[]> =>
  (await rowsOf(...about)).flatMap(({ lost }) => lost.map(({ code }) => code));
