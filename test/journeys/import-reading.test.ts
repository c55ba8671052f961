import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { packFolder } from "../../src/commands/pack-folder.ts";
import type { Import } from "../../src/contract/imports.ts";
import type { Item } from "../../src/contract/items.ts";
import type { Highlight } from "../../src/contract/reading.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { bookmarkFile, importAll, rowsOf, takeBack } from "../harness/imports.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const READ_AFTER = { seconds: 11 };
const itemAt = async (wall: Journey, url: string): Promise<Item | undefined> =>
  (await wall.get<{ items: Item[] }>(`/items?url=${encodeURIComponent(url)}`)).items[0];

for (const topology of TOPOLOGIES) {
  test(
    `pages are read behind everything else, and never take away what a person brought (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, {
        topology,
        pages: {
          "/lamp": article({ title: "What the page calls itself" }),
        },
      });
      const url = wall.pages.at("/lamp");
      await importAll(wall, bookmarkFile({ "": [{ url, title: "My lamp", tags: "lamps", remark: "for Lin" }] }));
      const brought = await itemAt(wall, url);
      assert.deepEqual([brought?.title, brought?.state, brought?.share], ["My lamp", "ready", null]);
      wall.clock.forward(READ_AFTER);
      const read = await until("the page to be analysed", async () => {
        const now = await itemAt(wall, url);
        return now?.analyzed_by ? now : null;
      });
      assert.deepEqual([read.title, read.note, read.state], ["My lamp", "for Lin", "ready"]);
      assert.ok(read.tags.some(({ name, by }) => name === "lamps" && by === "person"));
      assert.equal((await wall.get<{ total: number }>("/search?q=flood")).total, 1, "its text is found");
      assert.equal(wall.pages.asked("/lamp"), 1);

      // Whoever wants it read again may, though nobody ever shared it.
      const { body: again } = await wall.expect<{ processing_id: string }>(202, "POST", `/items/${read.id}/read`);
      assert.equal((await wall.ended(again)).status, "completed");
      assert.equal(wall.pages.asked("/lamp"), 2);
    },
  );

  test(
    `a page that the source has is read from there, with lists, favourites and smart lists kept (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, pages: { "/gone": 404 } });
      const url = wall.pages.at("/gone");
      const karakeep = {
        bookmarks: [
          {
            id: "b1",
            createdAt: "2024-01-02T03:04:05.000Z",
            title: "Tide tables",
            tags: [{ id: "t1", name: "tides", attachedBy: "human" }],
            lists: ["l1"],
            favourited: true,
            archived: true,
            note: "for the boat",
            summary: "When the water comes.",
            content: { type: "link", url, htmlContent: article({ title: "Tides" }) },
          },
          {
            id: "b2",
            createdAt: "2024-01-02T03:04:06.000Z",
            tags: [],
            content: { type: "text", text: "Buy seven ropes" },
          },
        ],
        lists: [
          { id: "l1", name: "Water", type: "manual", parentId: null },
          { id: "l2", name: "Unread tides", type: "smart", query: "#tides is:unread" },
          { id: "l3", name: "Put aside", type: "smart", query: "#tides and is:archived" },
        ],
      };
      const file = JSON.stringify(karakeep);
      const done = await importAll(wall, file);
      assert.deepEqual([done.format, done.counts.made, done.counts.kept], ["karakeep", 2, 1]);
      const [smart] = await rowsOf(wall, done, "kept");
      assert.deepEqual(
        [smart?.kind, smart?.reason?.code, smart?.kept],
        ["smart-list", "not-used-yet", { name: "Unread tides", query: "#tides is:unread" }],
      );
      const smartWalls = async () =>
        (await wall.get<{ items: Wall[] }>("/walls")).items.filter(({ kind }) => kind === "smart");
      const [aside, ...more] = await smartWalls();
      assert.deepEqual(
        [aside?.name, aside?.query, aside?.items, more.length],
        ["Put aside", "tag:tides AND is:archived", 1, 0],
      );
      const item = await itemAt(wall, url);
      assert.deepEqual(
        [item?.title, item?.note, item?.description],
        ["Tide tables", "for the boat", "When the water comes."],
      );
      assert.deepEqual([item?.pinned_at, item?.archived_at === null], ["2024-01-02T03:04:05.000Z", false]);
      wall.clock.forward(READ_AFTER);
      await until("the page to be found by its text", async () => {
        return (await wall.get<{ total: number }>("/search?q=flood")).total === 1;
      });
      assert.equal(wall.pages.asked("/gone"), 0, "nothing was fetched");
      // A note has no address, and is still known when it comes again.
      const again = await importAll(wall, file);
      assert.deepEqual([again.counts.made, again.counts.joined], [0, 2]);
      assert.equal((await smartWalls()).length, 1, "a smart wall that stands is not put up twice");
      for (const each of [again, done]) await takeBack(wall, each);
      assert.deepEqual(await smartWalls(), [], "it goes with the import that put it up");
    },
  );

  test(
    `files in an archive are kept byte for byte, in the walls of their folders (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const folder = await mkdtemp(join(tmpdir(), "dw-papers-"));
      t.after(() => rm(folder, { recursive: true }));
      await mkdir(join(folder, "Charts"));
      const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, n) => n % 251));
      await writeFile(join(folder, "Charts", "depths.bin"), bytes);
      const zip = Buffer.concat(await Array.fromAsync(await packFolder(folder)));
      const done = await importAll(wall, zip, "?name=papers.zip");
      assert.equal(done.counts.made, 1);
      const [row] = await rowsOf(wall, done, "made");
      const item = await wall.item((await rowsOf(wall, done)).find(({ kind }) => kind === "thing")?.item_id ?? null);
      assert.ok(row);
      const file = item.files.find(({ role }) => role === "original");
      const kept = await wall.ask<Uint8Array>("GET", `/files/${file?.id}`);
      assert.deepEqual(Buffer.from(kept.body), bytes);
      const again = await importAll(wall, zip, "?name=papers.zip");
      assert.deepEqual([again.counts.made, again.counts.joined], [0, 1], "the same bytes are one item");
    },
  );

  test(`highlights go along when two items become one (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: true });
    const table = (name: string) => `url,title,highlight\nhttps://${name}.example/,${name},marked in ${name}\n`;
    await importAll(wall, table("one"), "?format=table");
    await importAll(wall, table("two"), "?format=table");
    const [one, two] = [await itemAt(wall, "https://one.example/"), await itemAt(wall, "https://two.example/")];
    await wall.expect(200, "POST", `/items/${two?.id}/merge`, { body: { into: one?.id } });
    for (const id of [one?.id, two?.id]) {
      const { items } = await wall.get<{ items: Highlight[] }>(`/items/${id}/highlights`);
      assert.deepEqual(items.map(({ text }) => text).sort(), ["marked in one", "marked in two"]);
    }
    const { items: page, next_cursor } = await wall.get<{ items: Highlight[]; next_cursor: string | null }>(
      `/items/${one?.id}/highlights?limit=1`,
    );
    const rest = await wall.get<{ items: Highlight[] }>(`/items/${one?.id}/highlights?cursor=${next_cursor}`);
    assert.deepEqual([page.length, rest.items.length], [1, 1]);
  });
}

test("an import that was being checked or taken when the program stopped goes on by itself", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const file = bookmarkFile({ "": [{ url: "https://later.example/", title: "Later" }] });
  const { body } = await wall.expect<Import>(202, "POST", "/imports?start=true", { body: Buffer.from(file) });
  await wall.restart({ workers: true });
  await until("it to be done", async () => (await wall.get<Import>(`/imports/${body.id}`)).state === "done");
});
