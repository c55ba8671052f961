import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import { LIMITS } from "../../src/contract/limits.ts";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

for (const topology of TOPOLOGIES) {
  test(
    `an address that stands already is one item, whatever its spelling (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, pages: { "/lamps": article() } });
      const inbox = await wall.inbox();
      const onWall = async () => (await wall.get<{ items: Item[] }>(`/walls/${inbox}/items`)).items.map(({ id }) => id);

      const first = await wall.share({ url: wall.pages.at("/lamps"), note: "for the talk", tags: ["Harbour"] });
      await wall.ended(first);
      const other = await wall.share({ text: "something newer" });
      await wall.ended(other);
      assert.deepEqual(await onWall(), [other.item_id, first.item_id]);

      const again = await wall.share({
        url: `${wall.pages.at("/lamps/")}?utm_source=mail#top`,
        note: "and for Lin",
        tags: ["Lamps", "harbour"],
      });
      assert.deepEqual(
        [again.status, again.duplicate_of, again.item_id, again.estimated_completion_seconds],
        ["completed", first.item_id, first.item_id, 0],
      );
      assert.notEqual(again.processing_id, first.processing_id);
      const status = await wall.get<ShareStatus>(`/share/status/${again.processing_id}`);
      assert.deepEqual(
        [status.status, status.progress, status.result_id, status.duplicate_of, status.steps],
        ["completed", 1, first.item_id, first.item_id, []],
      );

      const item = await wall.item(first.item_id);
      assert.equal(item.note, "for the talk\nand for Lin");
      assert.deepEqual(
        item.tags
          .filter(({ by }) => by === "person")
          .map(({ name }) => name)
          .sort(),
        ["Harbour", "Lamps"],
      );
      assert.equal(item.title, "The last lamplighter of the estuary");
      assert.deepEqual(await onWall(), [first.item_id, other.item_id]);
      assert.equal(wall.pages.asked("/lamps"), 1);

      await wall.expect(204, "DELETE", `/items/${first.item_id}`);
      assert.deepEqual(await onWall(), [other.item_id]);
      const fromTrash = await wall.share({ url: wall.pages.at("/lamps") });
      assert.equal(fromTrash.duplicate_of, first.item_id);
      assert.deepEqual(await onWall(), [first.item_id, other.item_id]);
      assert.equal((await wall.item(first.item_id)).deleted_at, null);
      assert.equal((await wall.get<{ total: number }>("/search?q=lamplighter")).total, 1);
    },
  );

  test(
    `words beside a link that stands already become lines of its note, each once (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const link = "https://lamps.example/last";
      const first = await wall.share({ text: `The lamplighter: ${link}`, note: "for the talk" });
      const noteOf = async () => (await wall.item(first.item_id)).note;
      const again = async (things: Record<string, unknown>) => {
        const share = await wall.share(things);
        assert.equal(share.duplicate_of, first.item_id);
        return share.note_added;
      };

      assert.equal(await again({ text: `${link} look at chapter 3` }), true);
      assert.equal(await noteOf(), "for the talk\nlook at chapter 3");
      assert.equal(await again({ text: `look at  chapter 3\n${link}/?utm_source=mail` }), false, "it is in the note");
      assert.equal(await again({ text: `The lamplighter: ${link}` }), false, "it is the item's own text");
      assert.equal(await again({ text: link }), false);
      assert.equal(await again({ url: link, text: "- …" }), false, "nothing is said");
      assert.equal(await again({ url: link, title: "The page's own title" }), false, "browsers send a title along");
      assert.equal(await noteOf(), "for the talk\nlook at chapter 3");
      assert.equal(await again({ url: link, text: "Two lines,\nboth of mine", note: "and for Lin" }), true);
      assert.equal(await noteOf(), "for the talk\nlook at chapter 3\nTwo lines,\nboth of mine\nand for Lin");
      assert.equal(await again({ url: link, text: "See https://other.example/ too" }), true);
      assert.match((await noteOf()) ?? "", /\nSee https:\/\/other\.example\/ too$/);
      assert.equal((await wall.get<{ total: number }>("/search?q=chapter")).total, 1);
    },
  );

  test(
    `words beside a known link are taken back with the share, and never lost to a full note (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const link = "https://lamps.example/last";
      const first = await wall.share({ url: link });
      const again = await wall.share({ text: `${link} look at chapter 3` });
      assert.equal((await wall.item(first.item_id)).note, "look at chapter 3");
      await wall.expect(200, "POST", `/share/${again.processing_id}/undo`);
      assert.equal((await wall.item(first.item_id)).note, null);

      const full = "n".repeat(LIMITS.noteCharacters - 5);
      await wall.expect(200, "PATCH", `/items/${first.item_id}`, { body: { note: full } });
      for (const body of [{ text: `${link} look at chapter 3` }, { url: link, note: "look at chapter 3" }])
        await wall.refused("422 field-too-long", "POST", "/share", { body });
      assert.equal((await wall.item(first.item_id)).note, full);
      assert.equal((await wall.share({ url: link })).duplicate_of, first.item_id);
    },
  );

  test(
    `what comes along with a known address is worked on: files, the page itself (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, pages: { "/lamps": article() } });
      const first = await wall.share({ url: wall.pages.at("/lamps") });
      await wall.ended(first);

      const form = new FormData();
      form.append("url", wall.pages.at("/lamps"));
      form.append("files", new File(["seven posts"], "posts.txt", { type: "text/plain" }));
      const { body: withFile } = await wall.expect<typeof first>(202, "POST", "/share", { body: form });
      assert.deepEqual([withFile.status, withFile.duplicate_of], ["processing", first.item_id]);
      assert.deepEqual(
        (await wall.ended(withFile)).steps.map(({ name }) => name),
        ["files", "analyze", "finish"],
      );
      const item = await wall.item(first.item_id);
      assert.deepEqual([item.kind, item.files.some(({ name }) => name === "posts.txt")], ["link", true]);

      const withPage = await wall.share({
        url: wall.pages.at("/lamps"),
        html: article({ title: "The lamplighter, in full" }),
      });
      assert.equal(withPage.duplicate_of, first.item_id);
      await wall.ended(withPage);
      assert.equal((await wall.item(first.item_id)).title, "The lamplighter, in full");
      assert.equal(wall.pages.asked("/lamps"), 1);
    },
  );

  test(
    `equal texts are two items, and the wall that was named is where it stands (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const one = await wall.share({ text: "Buy colza oil" });
      const two = await wall.share({ text: "Buy colza oil" });
      assert.notEqual(one.item_id, two.item_id);
      const { body: boats } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Boats" } });
      const there = await wall.share({ url: "https://boats.example/", wall_id: boats.id });
      assert.deepEqual((await wall.item(there.item_id)).wall_ids, [boats.id]);
      const inInbox = await wall.share({ url: "https://boats.example/" });
      assert.deepEqual([inInbox.duplicate_of, (await wall.item(there.item_id)).wall_ids], [there.item_id, [boats.id]]);
      const { body: ropes } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Ropes" } });
      await wall.share({ url: "https://boats.example/", wall_id: ropes.id });
      assert.deepEqual((await wall.item(there.item_id)).wall_ids.sort(), [boats.id, ropes.id].sort());
    },
  );
}
