import assert from "node:assert/strict";
import { test } from "node:test";
import type { Import } from "../../src/contract/imports.ts";
import type { Item } from "../../src/contract/items.ts";
import type { Highlight } from "../../src/contract/reading.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { bookmarkFile, bring, importAll, importIs, manyBookmarks, rowsOf } from "../harness/imports.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const LAMPS = "https://lamps.example/last";
const HARBOUR = bookmarkFile({
  Harbour: {
    "": [{ url: "https://boats.example/", title: "Boats", at: 1_500_000_001 }],
    Lights: [{ url: LAMPS, title: "The last lamp", at: 1_500_000_000, tags: "lamps,sea", remark: "burns colza oil" }],
    Empty: [],
  },
  "": [
    { url: LAMPS, title: "The last lamp, again" },
    { url: "javascript:alert(1)", title: "A trap" },
    { url: "http://127.0.0.1:9/router", title: "The router" },
  ],
});

const found = async (wall: Journey, words: string): Promise<Item[]> =>
  (await wall.get<{ items: Item[] }>(`/search?q=${encodeURIComponent(words)}`)).items;

async function wallNamed(wall: Journey, name: string): Promise<Wall | undefined> {
  return (await wall.get<{ items: Wall[] }>("/walls")).items.find((one) => one.name === name);
}

const itemCount = async (wall: Journey): Promise<number> =>
  (await wall.get<{ items: Item[] }>("/items?limit=100")).items.length;

for (const topology of TOPOLOGIES) {
  test(`a browser's bookmarks are checked and nothing is made (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology });
    await wall.share({ url: "https://boats.example/" });
    const begun = await bring(wall, HARBOUR, "?name=bookmarks.html");
    assert.deepEqual([begun.state, begun.source.name, begun.check], ["checking", "bookmarks.html", null]);
    const { check, format, rows } = await importIs(wall, begun, "ready");
    assert.ok(check !== null);
    assert.deepEqual([format, rows, check.columns], ["netscape", 8, null]);
    assert.deepEqual([check.things, check.new, check.duplicates, check.broken], [3, 1, 2, 2]);
    assert.deepEqual([check.walls, check.tags, check.files, check.highlights], [3, 2, 0, 0]);
    assert.deepEqual(check.problems.map(({ code, rows: count }) => `${count} ${code}`).sort(), [
      "1 address-refused",
      "1 scheme-not-allowed",
    ]);
    assert.deepEqual(
      check.samples.map(({ title, state, walls }) => [title, state, walls.join()]),
      [
        ["Boats", "duplicate", "Harbour"],
        ["The last lamp", "new", "Harbour / Lights"],
        ["The last lamp, again", "duplicate", ""],
      ],
    );
    assert.equal(await itemCount(wall), 1);
    assert.equal(await wallNamed(wall, "Harbour"), undefined);
  });

  test(
    `what was brought stands on its walls as a card at once, with dates, tags and remarks, and is found (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const { body: boats } = { body: await wall.share({ url: "https://boats.example/", note: "mine" }) };
      const done = await importAll(wall, HARBOUR);
      assert.deepEqual(done.counts, { made: 1, joined: 2, broken: 2, kept: 0, undone: 0, left: 0 });
      assert.equal(done.walls, 3);

      const [lamp] = await found(wall, "colza");
      assert.ok(lamp);
      const lights = await wallNamed(wall, "Harbour / Lights");
      assert.deepEqual([lamp.title, lamp.state, lamp.note], ["The last lamp", "ready", "burns colza oil"]);
      assert.deepEqual([lamp.created_at, lamp.wall_ids], ["2017-07-14T02:40:00.000Z", [lights?.id]]);
      assert.deepEqual(
        lamp.tags.map(({ name, by }) => `${name} ${by}`),
        ["lamps person", "sea person"],
      );
      assert.equal((await wallNamed(wall, "Harbour / Empty"))?.items, 0);
      const boat = await wall.item(boats.item_id);
      assert.deepEqual([...boat.wall_ids].sort(), [await wall.inbox(), (await wallNamed(wall, "Harbour"))?.id].sort());
      assert.equal(boat.note, "mine");

      const rows = await rowsOf(wall, done);
      assert.deepEqual(
        rows.map(({ n, kind, state, reason }) => `${n} ${kind} ${state} ${reason?.code ?? "-"}`),
        [
          "1 wall made -",
          "2 thing joined kept-already",
          "3 wall made -",
          "4 thing made -",
          "5 wall made -",
          "6 thing joined twice-in-source",
          "7 broken broken scheme-not-allowed",
          "8 broken broken address-refused",
        ],
      );
      assert.deepEqual([rows[3]?.item_id, rows[5]?.item_id], [lamp.id, lamp.id]);
      const broken = await rowsOf(wall, done, "broken");
      assert.deepEqual([broken.length, broken[1]?.title], [2, "The router"]);
      const csv = Buffer.from((await wall.ask<Uint8Array>("GET", `/imports/${done.id}/rows.csv`)).body).toString();
      assert.equal(csv.split("\r\n").length, 10);
      assert.match(csv, /^row,kind,state,place,title,url,item,reason,explanation,left behind\r\n/);
    },
  );

  test(
    `the same file again makes nothing new, and folders can become tags (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      await importAll(wall, HARBOUR, "?folders=tags&tags=moved");
      assert.equal(await wallNamed(wall, "Harbour"), undefined);
      const [lamp] = await found(wall, "colza");
      assert.deepEqual(lamp?.tags.map(({ name }) => name).sort(), ["Harbour / Lights", "lamps", "moved", "sea"]);
      const before = await wall.item(lamp.id);
      const again = await importAll(wall, HARBOUR, "?folders=tags&tags=moved");
      assert.deepEqual([again.counts.made, again.counts.joined], [0, 3]);
      assert.deepEqual(await wall.item(lamp.id), before, "nothing of it changed");
      const rows = await rowsOf(wall, again, "joined");
      assert.ok(rows.every(({ reason }) => reason?.message.endsWith("nothing in this row was new.")));
    },
  );

  test(
    `a table of anybody is guessed, corrected and imported, with pins, archive, highlights and notes (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const csv = [
        "url,title,tags,favourite,archived,highlight,comment,folder,created_at,strange",
        'https://a.example/,"Ropes, and\nmore",rope|sea,1,0,seven strands,for Lin,Knots,2019-05-06T07:08:09Z,x',
        "https://b.example/,Oars,,0,1,,,,2020-01-02,y",
        "not a link,Nonsense,,0,0,,,,,z",
      ].join("\n");
      const begun = await bring(wall, csv, "?name=list.csv");
      const { check, format } = await importIs(wall, begun, "ready");
      assert.equal(format, "table");
      const guessed = Object.fromEntries((check?.columns ?? []).map(({ column, field }) => [column, field]));
      assert.equal(guessed["strange"], null);
      const mapping = {
        url: "url",
        title: "title",
        tags: "tags",
        favourite: "pinned",
        archived: "archived",
        highlight: "highlight",
        comment: "note",
        folder: "wall",
        created_at: "created",
        strange: "id",
      };
      const { body: edited } = await wall.expect<Import>(200, "PATCH", `/imports/${begun.id}`, { body: { mapping } });
      assert.deepEqual([edited.state, edited.wanted.mapping], ["checking", mapping]);
      await importIs(wall, begun, "ready");
      await wall.expect(202, "POST", `/imports/${begun.id}/start`);
      const done = await importIs(wall, begun, "done");
      assert.deepEqual([done.counts.made, done.counts.broken], [2, 1]);
      const [ropes] = await found(wall, "ropes");
      assert.ok(ropes);
      assert.deepEqual([ropes.title, ropes.note], ["Ropes, and more", "for Lin"]);
      assert.notEqual(ropes.pinned_at, null);
      assert.deepEqual([ropes.archived_at, ropes.created_at], [null, "2019-05-06T07:08:09.000Z"]);
      assert.deepEqual(ropes.wall_ids, [(await wallNamed(wall, "Knots"))?.id]);
      const { items: highlights } = await wall.get<{ items: Highlight[] }>(`/items/${ropes.id}/highlights`);
      assert.deepEqual(
        highlights.map(({ text, item_id }) => [text, item_id]),
        [["seven strands", ropes.id]],
      );
      const [oars] = await found(wall, "oars");
      assert.notEqual(oars?.archived_at ?? null, null);
      assert.deepEqual((await rowsOf(wall, done))[0]?.kept, { source_id: "x" });
    },
  );

  test(`an import is watched live, from its check to its end (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology });
    const begun = await bring(wall, manyBookmarks(300), "?start=true");
    const states = new Set<string>();
    let last: Import | null = null;
    for await (const { event, data } of wall.events(`/events?imports=${begun.id}`)) {
      assert.equal(event, "import");
      last = data as Import;
      states.add(last.state);
      if (last.state === "done") break;
    }
    assert.deepEqual([last?.counts.made, last?.position, last?.rows], [300, 300, 300]);
    await wall.refused("404 not-found", "GET", `/events?imports=${begun.source.file_id}`);
  });

  test(
    `an import that is cancelled stops where it is, and what it made can be undone (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const begun = await bring(wall, manyBookmarks(5_000), "?start=true");
      await until(
        "some rows to be taken",
        async () => (await wall.get<Import>(`/imports/${begun.id}`)).counts.made > 0,
      );
      await wall.expect(200, "POST", `/imports/${begun.id}/cancel`);
      const { counts } = await importIs(wall, begun, "cancelled");
      assert.ok(counts.made < 5_000, "it was cancelled before its end");
      assert.equal((await rowsOf(wall, begun, "made")).length, counts.made);
      await wall.refused("409 import-ended", "POST", `/imports/${begun.id}/start`);
      await wall.refused("409 import-ended", "POST", `/imports/${begun.id}/cancel`);
      await wall.expect(202, "POST", `/imports/${begun.id}/undo`);
      const undone = await importIs(wall, begun, "undone");
      assert.deepEqual([undone.counts.undone, await itemCount(wall)], [counts.made, 0]);
    },
  );
}

test("a file that was brought under one idempotency key is one import, whatever comes twice", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const headers = { "idempotency-key": "move-in" };
  const first = await bring(wall, HARBOUR, "", { headers });
  const { body: again, headers: told } = await wall.expect<Import>(202, "POST", "/imports", {
    headers,
    body: Buffer.from(HARBOUR),
  });
  assert.deepEqual([again.id, told.get("idempotent-replayed")], [first.id, "true"]);
  await wall.refused("422 idempotency-key-reused", "POST", "/imports", { headers, body: Buffer.from("else") });
  await wall.refused("422 idempotency-key-reused", "POST", "/imports?folders=tags", {
    headers,
    body: Buffer.from(HARBOUR),
  });
  assert.equal((await wall.get<{ items: Import[] }>("/imports")).items.length, 1);
  const upload = (await wall.expect<{ id: string }>(201, "POST", "/files", { body: Buffer.from(HARBOUR) })).body;
  const named = (await wall.expect<Import>(202, "POST", `/imports?file_id=${upload.id}`)).body;
  assert.equal(named.source.file_id, upload.id);
  await wall.refused("422 file-not-staged", "POST", `/imports?file_id=${upload.id}&tags=other`);
});

test("what cannot be meant is refused by its name, and nothing of it stays", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { MAX_IMPORT_BYTES: "1000" } });
  const body = Buffer.from("https://a.example/");
  const id = (await bring(wall, "https://a.example/")).id;
  await wall.refused("422 nothing-to-share", "POST", "/imports");
  await wall.refused("422 format-unknown", "POST", "/imports?format=floppy", { body });
  await wall.refused("422 wall-not-found", "POST", `/imports?wall_id=${id}`, { body });
  await wall.refused("422 tags-not-valid", "POST", `/imports?tags=${"x".repeat(65)}`, { body });
  await wall.refused("400 fields-not-valid", "POST", "/imports?folders=boxes", { body });
  await wall.refused("400 fields-not-valid", "POST", `/imports?file_id=${id}`, { body });
  await wall.refused("422 file-not-staged", "POST", `/imports?file_id=${id}`);
  await wall.refused("413 too-large", "POST", "/imports", { body: Buffer.alloc(1_001, 97) });
  await wall.refused("400 fields-not-valid", "PATCH", `/imports/${id}`, { body: {} });
  await wall.refused("400 fields-not-valid", "PATCH", `/imports/${id}`, { body: { mapping: { a: "soul" } } });
  await wall.refused("422 cursor-not-valid", "GET", `/imports/${id}/rows?cursor=x`);
  await wall.refused("400 fields-not-valid", "GET", `/imports/${id}/rows?state=lost`);
  await wall.refused("409 nothing-to-undo", "POST", `/imports/${id}/undo`);
  assert.equal((await wall.get<{ items: Import[] }>("/imports")).items.length, 1);
});

test("no file brings the server down: what is no export is told as one broken row, or kept as a file", async (t) => {
  const wall = await newJourney(t);
  const hostile: [name: string, bytes: Buffer][] = [
    ["cut.zip", Buffer.from("PK\x03\x04rubbish that is no archive")],
    ["deep.json", Buffer.from("[".repeat(100_000))],
    ["nul.csv", Buffer.from("url,title\nhttps://a.example/\0,b\0\n")],
    ["formula.csv", Buffer.from('url,title\nhttps://f.example/,"=cmd|calc"\n')],
    ["pixels.bin", Buffer.alloc(50_000, 0xff)],
  ];
  for (const [name, bytes] of hostile) {
    const ended = await importAll(wall, bytes, `?name=${name}`);
    assert.ok(ended.counts.made + ended.counts.broken > 0, `${name} left no row`);
  }
  const csv = await wall.get<{ items: Import[] }>("/imports");
  const formula = csv.items.find(({ source }) => source.name === "formula.csv");
  const report = await wall.ask<Uint8Array>("GET", `/imports/${formula?.id}/rows.csv`);
  assert.match(Buffer.from(report.body).toString(), /,'=cmd\|calc,/);
  assert.equal((await wall.get<{ status: string }>("/health/live")).status, "live");
});
