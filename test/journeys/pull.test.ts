import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Import } from "../../src/contract/imports.ts";
import type { Item } from "../../src/contract/items.ts";
import type { Highlight } from "../../src/contract/reading.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { forgetOldSecrets } from "../../src/store/import-pulls.ts";
import { importIs, rowsOf, takeBack } from "../harness/imports.ts";
import { newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { openPages } from "../harness/pages.ts";
import { filesOf, itemsOf, pull, secretsOf, wallFor } from "../harness/pulls.ts";
import { type KarakeepThings, openKarakeep, openLinkding, type TestService } from "../harness/services.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const tag = (name: string) => ({ id: `t-${name}`, name, attachedBy: "human" });
const bookmark = (id: string, more: Record<string, unknown>) => ({
  id,
  createdAt: "2021-03-04T05:06:07.000Z",
  modifiedAt: null,
  title: null,
  archived: false,
  favourited: false,
  taggingStatus: "success",
  note: null,
  summary: null,
  tags: [],
  assets: [],
  ...more,
});
const link = (url: string, more: Record<string, unknown> = {}) => ({ type: "link", url, title: null, ...more });

const PICTURE = join(import.meta.dirname, "../fixtures/files/photo-gps.jpg");
const sizeOfPicture = async (): Promise<number> => (await readFile(PICTURE)).length;

const READ_AFTER = { seconds: 11 };
const SCREENSHOT = join(import.meta.dirname, "../fixtures/files/corners.png");
const ARCHIVE = "<!doctype html><title>Lamps</title><article><p>Snuffers hang beside the paraffin.</p></article>";

async function harbour(): Promise<KarakeepThings> {
  const picture = await readFile(PICTURE);
  return {
    bookmarks: [
      bookmark("b1", {
        title: "The last lamp",
        favourited: true,
        note: "burns colza oil",
        tags: [tag("lamps")],
        assets: [
          { id: "s1", assetType: "screenshot", fileName: "lamp.png" },
          { id: "p1", assetType: "fullPageArchive", fileName: null },
          { id: "c1", assetType: "linkHtmlContent", fileName: null },
          { id: "u1", assetType: "userUploaded", fileName: "receipt.txt" },
          { id: "k1", assetType: "kindToCome", fileName: null },
        ],
        content: link("https://lamps.example/last", {
          htmlContent: "<article><h1>Lamps</h1><p>The wick is trimmed each evening by the keeper.</p></article>",
        }),
      }),
      bookmark("b2", { archived: true, content: { type: "text", text: "Ask the ferryman about the eel baskets." } }),
      bookmark("b3", {
        content: { type: "asset", assetType: "image", assetId: "a1", fileName: "pier.jpg", size: picture.length },
      }),
      bookmark("b4", { content: { type: "asset", assetType: "pdf", assetId: "gone", fileName: "tides.pdf" } }),
      bookmark("b5", { content: link("javascript:alert(1)"), title: "A trap" }),
    ],
    lists: [
      { id: "l1", name: "Harbour", type: "manual", parentId: null },
      { id: "l2", name: "Lights", type: "manual", parentId: "l1" },
      { id: "l3", name: "Unread", type: "smart", query: "is:unread", parentId: null },
    ],
    members: { l1: ["b2"], l2: ["b1", "b3"] },
    highlights: [
      {
        id: "h1",
        bookmarkId: "b1",
        text: "trimmed each evening",
        note: "why?",
        color: "yellow",
        createdAt: "2021-04-05T00:00:00Z",
      },
    ],
    assets: {
      a1: { bytes: picture, type: "image/jpeg" },
      s1: { bytes: await readFile(SCREENSHOT), type: "image/png" },
      p1: { bytes: Buffer.from(ARCHIVE), type: "text/html" },
      u1: { bytes: Buffer.from("one lamp, paid"), type: "text/plain" },
      k1: { bytes: Buffer.from("of a kind to come"), type: "text/plain" },
    },
  };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => bookmark(`m${n}`, { content: link(`https://many.example/${n}`) }));

for (const topology of TOPOLOGIES) {
  test(
    `everything of a Karakeep comes over its API: lists, notes, pages, files and highlights (${topology})`,
    await within(topology),
    async (t) => {
      const karakeep = await openKarakeep(t, await harbour(), 2);
      const wall = await wallFor(t, karakeep, { topology });
      const begun = await pull(wall, "karakeep", karakeep);
      assert.deepEqual(
        [begun.source.kind, begun.source.service, begun.source.address, begun.source.file_id],
        ["pull", "karakeep", karakeep.address, null],
      );
      const { check, format } = await importIs(wall, begun, "ready");
      assert.equal(format, "karakeep");
      assert.deepEqual(
        [check?.things, check?.broken, check?.walls, check?.highlights, check?.files, check?.pages, check?.smart_lists],
        [4, 1, 2, 1, 6, 1, 1],
      );
      assert.equal((await itemsOf(wall)).length, 0, "nothing is made yet");
      assert.ok(
        !karakeep.requests.some((path) => path.includes("/assets/")),
        "files are asked for when they are taken",
      );
      const asked = karakeep.requests.length;
      await wall.expect(202, "POST", `/imports/${begun.id}/start`);
      const done = await importIs(wall, begun, "done");
      assert.deepEqual([done.counts.made, done.counts.broken, done.counts.kept, done.walls], [3, 2, 1, 2]);
      assert.ok(
        karakeep.requests.slice(asked).every((path) => path.includes("/assets/")),
        "no page is asked for twice",
      );

      const [lamp] = (await wall.get<{ items: Item[] }>("/search?q=colza")).items;
      const walls = (await wall.get<{ items: Wall[] }>("/walls")).items;
      assert.deepEqual(
        [lamp?.title, lamp?.created_at, lamp?.tags.map(({ name }) => name), lamp?.pinned_at === null],
        ["The last lamp", "2021-03-04T05:06:07.000Z", ["lamps"], false],
      );
      assert.deepEqual(lamp?.wall_ids, [walls.find(({ name }) => name === "Harbour / Lights")?.id]);
      const { items: highlights } = await wall.get<{ items: Highlight[] }>(`/items/${lamp?.id}/highlights`);
      assert.deepEqual(
        highlights.map(({ text, note, colour }) => [text, note, colour]),
        [["trimmed each evening", "why?", "yellow"]],
      );
      assert.deepEqual(
        filesOf(lamp),
        ["receipt.txt", "k1", "lamp.png", "page.html"],
        "what was attached first, then the copies; what was read of the page is its page",
      );
      const lightsId = lamp?.wall_ids[0] ?? "";
      const onLights = (await wall.get<{ items: Item[] }>(`/walls/${lightsId}/items`)).items;
      const picture = onLights.find(({ id }) => id !== lamp?.id);
      assert.deepEqual(
        picture?.files.map(({ name, bytes }) => [name, bytes]),
        [["pier.jpg", await sizeOfPicture()]],
        "the picture came whole",
      );
      wall.clock.forward(READ_AFTER);
      const snuffers = await until("the copy of the page to be found", async () => {
        const { items } = await wall.get<{ items: Item[] }>("/search?q=paraffin");
        return items.length > 0 ? items : null;
      });
      assert.deepEqual(
        snuffers.map(({ id }) => id),
        [lamp?.id],
      );
      const rows = await rowsOf(wall, done, "broken");
      assert.deepEqual(rows.map(({ title }) => title).sort(), ["A trap", "tides.pdf"]);
      await takeBack(wall, done);
      assert.equal((await itemsOf(wall)).length, 0);
    },
  );

  test(
    `everything of a linkding comes over its API, the archive and added files too (${topology})`,
    await within(topology),
    async (t) => {
      const one = (id: number, more: Record<string, unknown> = {}) => ({
        id,
        url: `https://ding.example/${id}`,
        title: `Ding ${id}`,
        description: "",
        notes: "",
        is_archived: false,
        unread: false,
        shared: false,
        tag_names: ["bell"],
        date_added: "2020-01-02T03:04:05Z",
        date_modified: "2020-01-02T03:04:05Z",
        ...more,
      });
      const asset = (id: number, type: string, status = "complete") => ({
        id,
        bookmark: 2,
        asset_type: type,
        content_type: type === "snapshot" ? "text/html" : "text/plain",
        display_name: type === "snapshot" ? "HTML snapshot from 11/26/2026" : `${id}.txt`,
        file_size: 5,
        status,
      });
      const linkding = await openLinkding(
        t,
        {
          active: [one(1, { notes: "rings at seven" }), one(2), one(3)],
          archived: [one(9, { is_archived: true })],
          assets: { 2: [asset(7, "upload"), asset(8, "snapshot"), asset(6, "upload", "pending")] },
          bytes: { 7: Buffer.from("tides"), 8: Buffer.from("<p>The ebb, as it was</p>") },
        },
        2,
      );
      const wall = await wallFor(t, linkding, { topology });
      const begun = await pull(wall, "linkding", { ...linkding, address: `${linkding.address}/api/` }, { start: true });
      const done = await importIs(wall, begun, "done");
      assert.deepEqual([done.counts.made, done.check?.files], [4, 2]);
      const items = await itemsOf(wall);
      assert.deepEqual(items.map(({ title }) => title).sort(), ["Ding 1", "Ding 2", "Ding 3", "Ding 9"]);
      assert.notEqual(items.find(({ title }) => title === "Ding 9")?.archived_at ?? null, null);
      assert.equal(items.find(({ title }) => title === "Ding 1")?.note, "rings at seven");
      assert.deepEqual(filesOf(items.find(({ title }) => title === "Ding 2")), [
        "7.txt",
        "HTML snapshot from 11-26-2026.html",
      ]);
    },
  );

  test(
    `a pull goes on with its next question after the program was stopped, and asks none twice (${topology})`,
    await within(topology),
    async (t) => {
      const karakeep = await openKarakeep(t, { bookmarks: many(120) }, 10);
      const wall = await wallFor(t, karakeep, { topology });
      const begun = await pull(wall, "karakeep", karakeep, { start: true });
      await until("some pages to be here", async () => (await wall.get<Import>(`/imports/${begun.id}`)).position >= 20);
      await wall.restart();
      const done = await importIs(wall, begun, "done");
      assert.equal(done.counts.made, 120);
      const pages = karakeep.requests.filter((path) => path.startsWith("/api/v1/bookmarks"));
      assert.ok(
        pages.length <= 13,
        `${pages.length} questions for 12 pages: at most the one that was broken off is asked again`,
      );
    },
  );
}

test("a service that is busy is asked again after as long as it says", async (t) => {
  const karakeep = await openKarakeep(t, { bookmarks: many(3) });
  const wall = await wallFor(t, karakeep);
  karakeep.disturbances.push({ status: 429, headers: { "retry-after": "1" } }, { status: 503 }, { status: 502 });
  const begunAt = Date.now();
  const done = await importIs(wall, await pull(wall, "karakeep", karakeep, { start: true }), "done");
  assert.equal(done.counts.made, 3);
  assert.ok(Date.now() - begunAt >= 1_000, "it waited as it was told");
});

test("what is wrong with a service is told by its code, and its key stays nowhere", async (t) => {
  const karakeep = await openKarakeep(t, { bookmarks: many(1) });
  const wall = await wallFor(t, karakeep);
  const failsWith = async (service: "karakeep" | "linkding", way: Pick<TestService, "address" | "key">) => {
    const { error } = await importIs(wall, await pull(wall, service, way), "failed");
    return error?.code;
  };
  assert.equal(await failsWith("karakeep", { ...karakeep, key: "wrong" }), "service-refused");
  assert.equal(await failsWith("linkding", karakeep), "service-refused");
  assert.equal(
    await failsWith("karakeep", { ...karakeep, address: `${karakeep.address}/elsewhere` }),
    "service-not-understood",
  );
  const body = { service: "karakeep", address: "http://127.0.0.1:9/", key: "k" };
  await wall.refused("422 address-refused", "POST", "/imports/pull", { body });
  await wall.refused("422 url-not-valid", "POST", "/imports/pull", { body: { ...body, address: "ftp://a.example" } });
  await wall.refused("400 fields-not-valid", "POST", "/imports/pull", { body: { ...body, service: "floppy" } });
  await wall.refused("400 fields-not-valid", "POST", "/imports/pull", { body: { ...body, key: "two words" } });

  const headers = { "idempotency-key": "once" };
  const again = { service: "karakeep", address: karakeep.address, key: karakeep.key };
  const { body: first } = await wall.expect<Import>(202, "POST", "/imports/pull", { headers, body: again });
  const { body: second } = await wall.expect<Import>(202, "POST", "/imports/pull", { headers, body: again });
  assert.equal(first.id, second.id);
  const all = await wall.get<{ items: Import[] }>("/imports");
  assert.ok(!JSON.stringify(all).includes(karakeep.key), "no answer tells it");
  await importIs(wall, first, "ready");
});

test("a redirect to another host is followed without the key", async (t) => {
  const karakeep = await openKarakeep(t, { bookmarks: many(1) });
  const seen: (string | undefined)[] = [];
  const elsewhere = await openPages({
    "/lists": (request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(200, { "content-type": "application/json" }).end('{"lists":[]}');
    },
  });
  t.after(() => elsewhere.close());
  const wall = await newJourney(t, { settings: { FETCH_ALLOW_HOSTS: `${karakeep.host},${elsewhere.host}` } });
  karakeep.disturbances.push({ status: 302, headers: { location: elsewhere.at("/lists") } });
  await importIs(wall, await pull(wall, "karakeep", karakeep), "ready");
  assert.deepEqual(seen, [undefined]);
});

test("the key of a pull is forgotten when it has ended, and after a day of waiting", async (t) => {
  const karakeep = await openKarakeep(t, await harbour());
  const wall = await wallFor(t, karakeep);
  const waits = await pull(wall, "karakeep", karakeep);
  await importIs(wall, waits, "ready");
  assert.deepEqual(await secretsOf(wall), [karakeep.key]);
  const forgetKeysOf = (quietSinceMs: number) =>
    withRows(wall, (store) => store.write((unit) => forgetOldSecrets(unit, quietSinceMs)));
  await forgetKeysOf(Date.parse(waits.created_at));
  assert.deepEqual(await secretsOf(wall), [karakeep.key], "it is waited for");
  await forgetKeysOf(Date.now() + 1_000);
  assert.deepEqual(await secretsOf(wall), [null]);
  await wall.expect(202, "POST", `/imports/${waits.id}/start`);
  const done = await importIs(wall, waits, "done");
  const lost = (await rowsOf(wall, done)).flatMap((row) => row.lost.map(({ code }) => code));
  assert.ok(done.counts.broken + lost.length > 1, "what needed the key is told");
  const next = await importIs(wall, await pull(wall, "karakeep", karakeep, { start: true }), "done");
  assert.ok(next.counts.joined > 0);
  assert.deepEqual(await secretsOf(wall), [null, null]);
});
