import assert from "node:assert/strict";
import { test } from "node:test";
import type { Static } from "typebox";
import type { ShareList, ShareStatus } from "../../src/contract/shares.ts";
import { newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

type Shares = Static<typeof ShareList>;

for (const topology of TOPOLOGIES) {
  test(
    `a share that is cancelled stops, and what comes late hits nothing (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const open = new Set<() => void>();
      const hold = (path: string) =>
        wall.pages.answer(path, (_request, response) => {
          open.add(() => response.writeHead(200, { "content-type": "text/html" }).end(article()));
        });
      hold("/kept");
      hold("/removed");

      const asked = wall.pages.nextAsked("/kept");
      const kept = await wall.share({ url: wall.pages.at("/kept"), note: "mine" });
      await asked;
      const { body: cancelled } = await wall.expect<ShareStatus>(200, "DELETE", `/share/${kept.processing_id}`);
      assert.deepEqual([cancelled.status, cancelled.stage, cancelled.progress], ["cancelled", "cancelled", null]);
      assert.ok(
        cancelled.steps.every(({ state }) => state === "cancelled"),
        JSON.stringify(cancelled.steps),
      );
      await wall.refused("409 already-ended", "DELETE", `/share/${kept.processing_id}`);
      const item = await wall.item(kept.item_id);
      assert.deepEqual([item.state, item.note, item.share?.status], ["ready", "mine", "cancelled"]);

      const askedToo = wall.pages.nextAsked("/removed");
      const removed = await wall.share({ url: wall.pages.at("/removed") });
      await askedToo;
      await wall.expect(200, "DELETE", `/share/${removed.processing_id}?item=remove`);
      assert.notEqual((await wall.item(removed.item_id)).deleted_at, null);

      for (const letGo of open) letGo();
      // The pages are answered by now; a share after them shows that the workers have gone on.
      wall.pages.answer("/next", article({ title: "Next" }));
      await wall.ended(await wall.share({ url: wall.pages.at("/next") }));
      for (const share of [kept, removed]) {
        const status = await wall.get<ShareStatus>(share.status_url);
        assert.deepEqual([status.status, status.result_id], ["cancelled", null]);
        assert.notEqual((await wall.item(share.item_id)).title, "The last lamplighter of the estuary");
      }

      // Cancelled is not lost: a retry reads it after all.
      wall.pages.answer("/kept", article());
      const { body: again } = await wall.expect<ShareStatus>(202, "POST", `/share/${kept.processing_id}/retry`);
      assert.equal(again.status, "processing");
      assert.equal((await wall.ended(kept)).status, "completed");
      assert.equal((await wall.item(kept.item_id)).title, "The last lamplighter of the estuary");
    },
  );

  test(
    `what failed is tried again when the page is mended, one by one or all at once (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, pages: { "/fine": article({ title: "Fine" }) } });
      const paths = ["/a", "/b", "/c"];
      const shares = [];
      for (const path of paths) {
        const share = await wall.share({ url: wall.pages.at(path) });
        assert.deepEqual(
          (await wall.ended(share)).warnings.map(({ code }) => code),
          ["page-unread"],
        );
        shares.push(share);
      }
      const fine = await wall.share({ url: wall.pages.at("/fine") });
      await wall.ended(fine);
      await wall.refused("409 nothing-to-retry", "POST", `/share/${fine.processing_id}/retry`);
      const note = await wall.share({ text: "no page here" });
      await wall.ended(note);

      const list = (query: string) => wall.get<Shares>(`/shares${query}`);
      const failed = await list("?reason=page-gone");
      assert.deepEqual(
        failed.items.map(({ processing_id }) => processing_id),
        shares.map((share) => share.processing_id).reverse(),
      );
      assert.equal((await list("?reason=page-timeout")).items.length, 0);
      assert.equal((await list("?state=processing")).items.length, 0);
      const first = await list("?state=completed&limit=2");
      const rest = await list(`?state=completed&limit=100&cursor=${first.next_cursor}`);
      assert.deepEqual([first.items.length, rest.items.length, rest.next_cursor], [2, 3, null]);
      assert.equal(new Set([...first.items, ...rest.items].map(({ processing_id }) => processing_id)).size, 5);

      for (const path of paths) wall.pages.answer(path, article({ title: `Mended ${path}` }));
      const [one, ...others] = shares;
      assert.ok(one);
      const { body: retried } = await wall.expect<ShareStatus>(202, "POST", `/share/${one.processing_id}/retry`);
      assert.deepEqual([retried.status, retried.item_id], ["processing", one.item_id]);
      assert.ok((retried.progress ?? 1) < 0.5);
      const ended = await wall.ended(one);
      assert.deepEqual([ended.status, ended.warnings, ended.result_id], ["completed", [], one.item_id]);
      assert.equal((await wall.item(one.item_id)).title, "Mended /a");

      const { body: all } = await wall.expect<{ retried: number; more: boolean }>(
        202,
        "POST",
        "/shares/retry?reason=page-gone",
      );
      assert.deepEqual(all, { retried: 2, more: false });
      for (const share of others) {
        await wall.ended(share);
        assert.match((await wall.item(share.item_id)).title, /^Mended/);
      }
      const none = await wall.expect(202, "POST", "/shares/retry");
      assert.deepEqual(none.body, { retried: 0, more: false });
      await wall.refused("409 nothing-to-retry", "POST", `/items/${note.item_id}/read`);
      wall.pages.answer("/fine", article({ title: "Finer" }));
      await wall.expect(202, "POST", `/items/${fine.item_id}/read`);
      await wall.ended(fine);
      assert.equal((await wall.item(fine.item_id)).title, "Finer");
    },
  );
}
