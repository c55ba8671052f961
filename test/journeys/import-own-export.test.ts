import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { Highlight } from "../../src/contract/reading.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { exported, packed, unpack } from "../harness/archives.ts";
import { bookmarkFile, bring, importAll, importIs, rowsOf, takeBack } from "../harness/imports.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { pdfOf } from "../harness/made-files.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const NOTE = "Lichens tell how clean the air is.";
const PAPER = "seven lamps in a file";
const BOATS = "https://boats.example/";

const itemsOf = async (wall: Journey): Promise<Item[]> => (await wall.get<{ items: Item[] }>("/items?limit=100")).items;
const wallsOf = async (wall: Journey): Promise<Wall[]> => (await wall.get<{ items: Wall[] }>("/walls")).items;
const titled = (items: readonly Item[], title: string): Item => {
  const item = items.find((one) => one.title === title);
  assert.ok(item, `nothing is called ${title}`);
  return item;
};

async function shareFile(wall: Journey, content: string, name: string): Promise<string> {
  const form = new FormData();
  form.append("files", new File([content], name, { type: "text/plain" }));
  const { body } = await wall.expect<{ processing_id: string; item_id: string }>(202, "POST", "/share", { body: form });
  await wall.ended(body);
  return body.item_id;
}

async function share(wall: Journey, things: Record<string, unknown>): Promise<string> {
  const accepted = await wall.share(things);
  await wall.ended(accepted);
  return accepted.item_id ?? "";
}

/** A server on which things were kept, read, filed and thrown away. */
async function newSource(t: Parameters<typeof newJourney>[0], topology: (typeof TOPOLOGIES)[number]): Promise<Journey> {
  const wall = await newJourney(t, { topology, pages: { "/lamps": article({ title: "The last lamp" }) } });
  const lamps = await share(wall, { url: wall.pages.at("/lamps"), tags: ["sea", "lamps"], note: "burns colza" });
  await share(wall, { text: NOTE, title: "Air" });
  const paper = await shareFile(wall, PAPER, "lamps 灯.txt");
  const trashed = await share(wall, { text: "a thought to throw away" });
  const { body: board } = await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "Sea marks" } });
  await wall.expect(200, "PATCH", `/walls/${board.id}`, { body: { description: "what ships steer by" } });
  await wall.expect(200, "PUT", `/items/${lamps}/walls/${board.id}`);
  await wall.expect(200, "PATCH", `/items/${lamps}`, { body: { pinned: true } });
  await wall.expect(200, "PATCH", `/items/${paper}`, { body: { archived: true, title: "Paper" } });
  await wall.expect(204, "DELETE", `/items/${trashed}`);
  // A highlight, and a link of long ago that nobody can read.
  await importAll(
    wall,
    `url,title,highlight,created_at\n${BOATS},Boats,seven oars,2017-07-14T02:40:00Z\n`,
    "?format=table",
  );
  return wall;
}

for (const topology of TOPOLOGIES)
  test(
    `an export of one server is brought into another beside what stands there: new, here already, and broken (${topology})`,
    await within(topology),
    async (t) => {
      const source = await newSource(t, topology);
      const whole = await exported(source);
      const archive = packed((await unpack(whole)).entries, (name, bytes) =>
        name === "items.jsonl" ? Buffer.concat([bytes, Buffer.from('{"own": half a line\n')]) : bytes,
      );
      const fetchesBefore = source.pages.asked("/lamps");
      const before = await itemsOf(source);
      const lampThere = titled(before, "The last lamp");

      const wall = await newJourney(t, { topology });
      await share(wall, { text: NOTE, tags: ["mine"] });
      await shareFile(wall, PAPER, "another name.txt");
      const begun = await bring(wall, archive, "?name=my.zip");
      const { check, format } = await importIs(wall, begun, "ready");
      assert.equal(format, "digital-wall");
      assert.ok(check);
      assert.deepEqual([check.things, check.new, check.duplicates, check.broken], [4, 2, 2, 2]);
      assert.deepEqual([check.files, check.pages, check.highlights, check.walls], [1, 1, 1, 1]);
      assert.deepEqual(check.problems.map(({ code }) => code).toSorted(), ["in-trash-there", "row-not-readable"]);
      assert.equal((await itemsOf(wall)).length, 2, "the check made nothing");

      await wall.expect(202, "POST", `/imports/${begun.id}/start`);
      const { counts } = await importIs(wall, begun, "done");
      assert.deepEqual(counts, { made: 2, joined: 2, broken: 2, kept: 0, undone: 0, left: 0 });
      const items = await itemsOf(wall);
      assert.equal(items.length, 4);
      const lamp = titled(items, "The last lamp");
      assert.deepEqual(
        [lamp.note, lamp.created_at, lamp.tags.filter(({ by }) => by === "person").map(({ name }) => name)],
        ["burns colza", lampThere.created_at, ["lamps", "sea"]],
      );
      assert.notEqual(lamp.pinned_at, null);
      const board = (await wallsOf(wall)).find(({ name }) => name === "Sea marks");
      assert.equal(board?.description, "what ships steer by");
      assert.deepEqual(lamp.wall_ids.toSorted(), [board?.id ?? "", await wall.inbox()].toSorted());
      const boats = titled(items, "Boats");
      assert.equal(boats.created_at, "2017-07-14T02:40:00.000Z");
      const { items: marked } = await wall.get<{ items: Highlight[] }>(`/items/${boats.id}/highlights`);
      assert.deepEqual(
        marked.map(({ text }) => text),
        ["seven oars"],
      );
      const paper = items.find(({ files }) => files.some(({ role }) => role === "original"));
      assert.equal(paper?.files.filter(({ role }) => role === "original").length, 1, "no file is kept twice");
      const note = items.find(({ text }) => text === NOTE);
      assert.deepEqual(
        note?.tags.filter(({ by }) => by === "person").map(({ name }) => name),
        ["mine"],
      );

      // The page came along: it is read, and the site is not asked.
      wall.clock.forward({ minutes: 1 });
      await until(
        "the page to be read",
        async () => (await wall.get<{ total: number }>("/search?q=flood")).total === 1,
      );
      assert.equal(source.pages.asked("/lamps"), fetchesBefore);

      const again = await importAll(wall, archive);
      assert.deepEqual([again.counts.made, again.counts.joined, again.counts.broken], [0, 4, 2]);
      assert.equal((await itemsOf(wall)).length, 4, "nothing doubles");
      for (const { kind, reason } of await rowsOf(wall, again, "joined"))
        if (kind === "thing") assert.match(reason?.message ?? "", /nothing in this row was new\.$/);
      assert.equal((await wallsOf(wall)).length, 2);

      await takeBack(wall, again);
      const undone = await takeBack(wall, begun);
      assert.equal(undone.counts.undone + undone.counts.left, 4);
      assert.deepEqual((await itemsOf(wall)).length, 2);
      assert.equal((await wallsOf(wall)).length, 1);
    },
  );

test("an export brought into the server that it came from changes nothing", async (t) => {
  const wall = await newSource(t, "embedded");
  const before = await itemsOf(wall);
  const { counts } = await importAll(wall, await exported(wall));
  assert.deepEqual([counts.made, counts.joined, counts.broken], [0, 4, 1]);
  assert.deepEqual(await itemsOf(wall), before);
});

test("the items alone (jsonl) are brought as well; files are told, and things stand where the import puts them", async (t) => {
  const source = await newSource(t, "embedded");
  const told = await fetch(`${source.url}/api/v1/export?format=jsonl`, {
    headers: { authorization: `Bearer ${source.key}` },
  });
  const lines = await told.bytes();
  const wall = await newJourney(t);
  const done = await importAll(wall, lines);
  assert.equal(done.format, "digital-wall-jsonl");
  const broken = await rowsOf(wall, done, "broken");
  assert.deepEqual(broken.map(({ reason }) => reason?.code).toSorted(), ["file-not-in-export", "in-trash-there"]);
  assert.equal(done.counts.made, 3);
  const lamp = titled(await itemsOf(wall), "The last lamp");
  assert.deepEqual(lamp.wall_ids, [await wall.inbox()]);
});

test("an item is known by the addresses that its page was found to have", async (t) => {
  const lead = { status: 301, headers: { location: "/lamps" }, body: "" };
  const source = await newJourney(t, { pages: { "/short": lead, "/lamps": article({ title: "The last lamp" }) } });
  await share(source, { url: source.pages.at("/short"), tags: ["sea"] });
  const wall = await newJourney(t, { settings: { FETCH_ALLOW_HOSTS: "127.0.0.1" } });
  await importAll(wall, bookmarkFile({ "": [{ url: source.pages.at("/lamps"), title: "Mine" }] }));
  const { counts } = await importAll(wall, await exported(source));
  assert.deepEqual([counts.made, counts.joined], [0, 1]);
  assert.deepEqual(
    (await itemsOf(wall)).map(({ title, tags }) => [title, tags.some(({ name }) => name === "sea")]),
    [["Mine", true]],
  );
});

test("a link that leads to a file comes with its file, and reading it again keeps that file once", async (t) => {
  const table = { type: "application/pdf", body: pdfOf({ pages: ["High water at four"] }) };
  const source = await newJourney(t, { pages: { "/tides.pdf": table } });
  const id = await share(source, { url: source.pages.at("/tides.pdf") });
  const originals = ({ files }: Item) => files.filter(({ role }) => role === "original").length;
  assert.equal(originals(await source.item(id)), 1);
  const { body: again } = await source.expect<{ processing_id: string }>(202, "POST", `/items/${id}/read`);
  await source.ended(again);
  assert.equal(source.pages.asked("/tides.pdf"), 2);
  assert.equal(originals(await source.item(id)), 1);

  const wall = await newJourney(t, { settings: { FETCH_ALLOW_HOSTS: source.pages.host } });
  const { counts } = await importAll(wall, await exported(source));
  assert.equal(counts.made, 1);
  wall.clock.forward({ minutes: 1 });
  const [brought] = await until("it to be read", async () => {
    const items = await itemsOf(wall);
    return items[0]?.analyzed_by ? items : null;
  });
  assert.deepEqual([source.pages.asked("/tides.pdf"), brought && originals(brought)], [3, 1]);
});
