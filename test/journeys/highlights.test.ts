import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { Highlight, MarkedHighlight } from "../../src/contract/reading.ts";
import { setMember } from "../../src/store/members.ts";
import { markShared } from "../../src/store/walls.ts";
import { makeKeyIn } from "../../src/wall/keys.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import type { AskOptions } from "../harness/new-wall.ts";
import { article } from "../harness/pages.ts";
import { arrive } from "../harness/people.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const FLOOD = "In the winter of the great flood the lamps went out for nine nights.";
const AUNT = "He learnt the work from his aunt";

async function readPage(wall: Journey, path: string): Promise<Item> {
  const share = await wall.share({ url: wall.pages.at(path) });
  await wall.ended(share);
  return await wall.item(share.item_id);
}

async function readAgain(wall: Journey, { id }: Item): Promise<void> {
  const { body } = await wall.expect<{ processing_id: string }>(202, "POST", `/items/${id}/read`);
  await wall.ended(body);
}

const mark = async (wall: Journey, item: Item, body: Record<string, unknown>): Promise<Highlight> =>
  (await wall.expect<Highlight>(201, "POST", `/items/${item.id}/highlights`, { body })).body;
const marksOf = async (wall: Journey, { id }: Item, as: AskOptions = {}) =>
  (await wall.get<{ items: Highlight[] }>(`/items/${id}/highlights`, as)).items;
const allOf = async (wall: Journey, query = "", as: AskOptions = {}) =>
  await wall.get<{ items: MarkedHighlight[]; next_cursor: string | null }>(`/highlights${query}`, as);
const textsOf = (all: { items: readonly Highlight[] }) => all.items.map(({ text }) => text);

for (const topology of TOPOLOGIES) {
  test(
    `a marked passage is found again in the page that is read again, kept while it is gone, and found when it is back (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const { pages } = wall;
      const longer = article({ extra: "<p>The ferry is the last of its kind on this coast.</p>" }).replace(
        "<p>Every evening",
        "<p>This page was written in March, and corrected since.</p><p>Every evening",
      );
      const changed = article().replace("the great flood", "the flood of 1862");
      const without = article().replace(FLOOD, "In March all was quiet.");
      pages.answer("/lamps", article(), longer, changed, without, article());
      const item = await readPage(wall, "/lamps");
      const flood = await mark(wall, item, {
        text: `  ${FLOOD.replaceAll(" ", "\n")} `,
        note: "when?",
        colour: "green",
      });
      assert.deepEqual([flood.text, flood.note, flood.colour, flood.item_id], [FLOOD, "when?", "green", item.id]);
      assert.match(flood.before, /seven flames\.$/);
      assert.match(flood.after, /^Every evening at dusk/);
      const aunt = await mark(wall, item, { text: AUNT });
      assert.equal(aunt.colour, "yellow");

      await readAgain(wall, item);
      const [moved] = await marksOf(wall, item);
      assert.ok((moved?.position?.start ?? 0) > (flood.position?.start ?? 0), "it stands further down");
      assert.equal(moved?.position?.text, FLOOD);

      await readAgain(wall, item);
      const [near] = await marksOf(wall, item);
      assert.equal(near?.text, FLOOD, "it says what was marked");
      assert.equal(near?.position?.text, FLOOD.replace("the great flood", "the flood of 1862"));

      await readAgain(wall, item);
      const gone = await marksOf(wall, item);
      assert.deepEqual(
        gone.map(({ id, text, position }) => [id, text, position === null]),
        [
          [flood.id, FLOOD, true],
          [aunt.id, AUNT, false],
        ],
      );

      await readAgain(wall, item);
      assert.deepEqual(await marksOf(wall, item), [flood, aunt], "as if nothing had happened");
    },
  );

  test(
    `a highlight is changed, taken away, and told to whoever watches (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const item = await wall.item((await wall.share({ text: "seven posts, seven lamps, one quay" })).item_id);
      const stream = await watch(t, wall, `/events?walls=${await wall.inbox()}`);
      const heard = async (clock: number, what: string) =>
        await stream.first(what, ({ event, data }) => event === "item" && (data as Item).clock > clock);
      const first = await mark(wall, item, { text: "seven", start: 12 });
      await heard(item.clock, "the item whose passage was marked");
      assert.deepEqual(first.position, { start: 11, end: 16, text: "seven" }, "the second of two");
      const { clock } = await wall.item(item.id);

      const again = { text: "seven", start: 11, colour: "blue" };
      const { body: same } = await wall.expect<Highlight>(200, "POST", `/items/${item.id}/highlights`, { body: again });
      assert.deepEqual([same.id, same.colour], [first.id, "blue"]);
      const { body: edited } = await wall.expect<Highlight>(200, "PATCH", `/highlights/${first.id}`, {
        body: { note: "  how many?\u0000 ", colour: "pink" },
      });
      assert.deepEqual(edited, { ...first, note: "how many?", colour: "pink" });
      await heard(clock, "the item whose highlight was changed");
      const { body: bare } = await wall.expect<Highlight>(200, "PATCH", `/highlights/${first.id}`, {
        body: { note: "" },
      });
      assert.equal(bare.note, null);
      await wall.expect(204, "DELETE", `/highlights/${first.id}`);
      await wall.refused("404 not-found", "DELETE", `/highlights/${first.id}`);
      await wall.refused("404 not-found", "PATCH", `/highlights/${first.id}`, { body: { note: "x" } });
      assert.deepEqual(await marksOf(wall, item), []);

      // What somebody wrote anew is another text.
      const posts = await mark(wall, item, { text: "seven posts" });
      await wall.expect(200, "PATCH", `/items/${item.id}`, { body: { text: "nothing but water" } });
      assert.equal((await marksOf(wall, item))[0]?.position, null);
      await wall.expect(200, "PATCH", `/items/${item.id}`, { body: { text: "Once there were seven posts." } });
      assert.equal((await marksOf(wall, item))[0]?.position?.start, 13);
      assert.equal((await marksOf(wall, item))[0]?.id, posts.id);
    },
  );

  test(`what cannot be marked is refused with its reason (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const item = await wall.item((await wall.share({ text: `lamps ${"and oil ".repeat(2_000)}` })).item_id);
    const path = `/items/${item.id}/highlights`;
    const refused = async (expected: Parameters<Journey["refused"]>[0], body: unknown) =>
      await wall.refused(expected, "POST", path, { body });
    await refused("422 passage-not-found", { text: "posts" });
    await refused("422 field-too-long", { text: "and oil ".repeat(1_300) });
    await refused("422 field-too-long", { text: "lamps", note: "n".repeat(5_001) });
    for (const body of [
      {},
      { text: "" },
      { text: "  \n " },
      { text: 7 },
      { text: "lamps", colour: "red" },
      { text: "lamps", start: -1 },
      { text: "lamps", start: 1.5 },
      { text: "lamps", person: "somebody" },
    ])
      await refused("400 fields-not-valid", body);
    await wall.refused("404 not-found", "POST", "/items/01980000-0000-7000-8000-000000000000/highlights", {
      body: { text: "lamps" },
    });
    const marked = await mark(wall, item, { text: "lamps" });
    await wall.refused("400 fields-not-valid", "PATCH", `/highlights/${marked.id}`, { body: {} });
    await wall.refused("400 fields-not-valid", "PATCH", `/highlights/${marked.id}`, { body: { text: "oil" } });
    await wall.refused("422 cursor-not-valid", "GET", "/highlights?cursor=AAAA");
    await wall.refused("400 fields-not-valid", "GET", `/highlights?q=${"x".repeat(1_001)}`);
    await withRows(wall, (store) =>
      store.write(async (unit) => {
        const [row] = await unit.db.selectFrom("highlights").selectAll().execute();
        assert.ok(row);
        for (let n = 0; n < 999; n += 333)
          await unit.db
            .insertInto("highlights")
            .values(Array.from({ length: 333 }, (_, at) => ({ ...row, id: `${row.id}${n + at}`, place: null })))
            .execute();
      }),
    );
    await refused("422 too-many-highlights", { text: "and oil" });
  });

  test(
    `all that a person marked is listed, found by words and told as Markdown (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const quay = await wall.item(
        (await wall.share({ text: "Am Kai: die Öllampen brennen.\nSieben * Pfähle stehen da." })).item_id,
      );
      const posts = await wall.item(
        (await wall.share({ text: "seven posts and a rope", title: "Posts [old]" })).item_id,
      );
      await mark(wall, quay, { text: "Sieben * Pfähle", note: "1. count\n<b>them</b>" });
      await mark(wall, posts, { text: "rope" });
      await mark(wall, quay, { text: "Öllampen brennen.\nSieben" });
      assert.deepEqual(textsOf(await allOf(wall)), ["Öllampen brennen.\nSieben", "rope", "Sieben * Pfähle"]);
      const [newest] = (await allOf(wall, "?limit=1")).items;
      assert.deepEqual(newest?.item, { title: quay.title, url: null, site_name: null, author: null, in_trash: false });

      const paged: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page = await allOf(wall, `?limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`);
        paged.push(...textsOf(page));
        cursor = page.next_cursor;
      }
      assert.deepEqual(paged, textsOf(await allOf(wall)));
      for (const [q, texts] of [
        ["ollamp", ["Öllampen brennen.\nSieben"]],
        ["SIEBEN", ["Öllampen brennen.\nSieben", "Sieben * Pfähle"]],
        ["sieben count", ["Sieben * Pfähle"]],
        ["rope sieben", []],
        ["ope", []],
        ["%", textsOf(await allOf(wall))],
      ] as const)
        assert.deepEqual(textsOf(await allOf(wall, `?q=${encodeURIComponent(q)}`)), texts, q);

      const { body } = await wall.ask<Uint8Array>("GET", "/highlights/markdown");
      const markdown = Buffer.from(body).toString();
      assert.equal(
        markdown,
        `## ${quay.title.replace("*", "\\*")}\n\n> Öllampen brennen.\n> Sieben\n\n> Sieben \\* Pfähle\n\n1\\. count\n\\<b\\>them\\</b\\>\n\n## Posts \\[old\\]\n\n> rope\n`,
      );
      await wall.expect(204, "DELETE", `/items/${posts.id}`);
      assert.equal((await allOf(wall, "?q=rope")).items[0]?.item.in_trash, true);
    },
  );

  test(
    `nobody sees what another person marked, not even on a wall that both see (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const board = (await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Boats" } })).body.id;
      const item = await wall.item((await wall.share({ text: "seven posts", wall_id: board })).item_id);
      const marked = await mark(wall, item, { text: "posts", note: "mine" });
      const lin = await withRows(wall, async (store) => {
        const { id: person } = await arrive(store, "Lin");
        await store.write((unit) =>
          setMember(unit, { wall: board, person, role: "editor", added_by: person, created_at: unit.nowMs }),
        );
        await store.write((unit) => markShared(unit, board));
        return await store.write((unit) =>
          makeKeyIn(unit, { person, name: "Lin", scopes: ["admin"], expiresAtMs: null }),
        );
      });
      const as = { key: lin.key };
      assert.equal((await wall.get<Item>(`/items/${item.id}`, as)).id, item.id, "Lin sees the item");
      await wall.refused("404 not-found", "GET", `/items/${item.id}/highlights`, as);
      await wall.refused("404 not-found", "POST", `/items/${item.id}/highlights`, { ...as, body: { text: "posts" } });
      await wall.refused("404 not-found", "PATCH", `/highlights/${marked.id}`, { ...as, body: { note: "yours" } });
      await wall.refused("404 not-found", "DELETE", `/highlights/${marked.id}`, as);
      assert.deepEqual((await allOf(wall, "", as)).items, []);
      assert.deepEqual(await marksOf(wall, item), [marked]);
    },
  );

  test(`items that become one have the highlights of both (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const one = await wall.item((await wall.share({ text: "seven posts" })).item_id);
    const other = await wall.item((await wall.share({ text: "a rope at the quay" })).item_id);
    await mark(wall, one, { text: "posts" });
    const rope = await mark(wall, other, { text: "rope" });
    await wall.expect(200, "POST", `/items/${one.id}/merge`, { body: { into: other.id } });
    const both = await marksOf(wall, other);
    assert.deepEqual(textsOf({ items: both }), ["posts", "rope"]);
    // The text of the winner stays; what was marked in the other is kept without a place.
    assert.deepEqual(
      both.map(({ position }) => position?.text ?? null),
      [null, "rope"],
    );
    assert.equal(
      (await wall.refused("409 item-merged", "POST", `/items/${one.id}/highlights`, { body: { text: "rope" } })).status,
      409,
    );
    await wall.expect(200, "PATCH", `/highlights/${rope.id}`, { body: { colour: "pink" } });
  });
}
