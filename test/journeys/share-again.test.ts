import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";

for (const dialect of DIALECTS) {
  test(
    `an address that stands already is one item, whatever its spelling (${dialect})`,
    await on(dialect),
    async (t) => {
      const wall = await newJourney(t, { dialect, pages: { "/lamps": article() } });
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
    `what comes along with a known address is worked on: files, the page itself (${dialect})`,
    await on(dialect),
    async (t) => {
      const wall = await newJourney(t, { dialect, pages: { "/lamps": article() } });
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
    `equal texts are two items, and the wall that was named is where it stands (${dialect})`,
    await on(dialect),
    async (t) => {
      const wall = await newJourney(t, { dialect, workers: false });
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
