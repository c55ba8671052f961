import assert from "node:assert/strict";
import { test } from "node:test";
import type { Duplicate, Item } from "../../src/contract/items.ts";
import type { ShareAccepted, ShareStatus } from "../../src/contract/shares.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { countEverything } from "../harness/look-inside.ts";
import { article } from "../harness/pages.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const NOWHERE = "0198c0de-0000-7000-8000-000000000000";
const idOf = (share: { item_id: string | null }): string => share.item_id ?? "";

async function suggested(wall: Journey): Promise<[why: string, older: string, newer: string][]> {
  const { items } = await wall.get<{ items: Duplicate[] }>("/items/duplicates");
  return items.map(({ why, items: [older, newer] }) => [why, older?.id ?? "", newer?.id ?? ""]);
}

const onWall = async (wall: Journey, id: string): Promise<string[]> =>
  (await wall.get<{ items: Item[] }>(`/walls/${id}/items`)).items.map((item) => item.id);

const found = async (wall: Journey, words: string): Promise<string[]> =>
  (await wall.get<{ items: Item[] }>(`/search?q=${encodeURIComponent(words)}`)).items.map((item) => item.id);

/** A short address that leads to the article, and lets go only when it is told to. */
function heldRedirect(wall: Journey): { asked: Promise<void>; letGo: () => void } {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  wall.pages.answer(
    "/short",
    (_request, response) => void held.then(() => response.writeHead(302, { location: wall.pages.at("/lamps") }).end()),
  );
  return { asked: wall.pages.nextAsked("/short"), letGo };
}

async function readArticle(wall: Journey, more: Record<string, unknown> = {}) {
  const share = await wall.share({ url: wall.pages.at("/lamps"), ...more });
  await wall.ended(share);
  return share;
}

for (const topology of TOPOLOGIES) {
  test(
    `a short link to a page that stands already becomes that item by itself, and its share says so (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, pages: { "/lamps": article() } });
      const inbox = await wall.inbox();
      const first = await readArticle(wall, { note: "for the talk", tags: ["Harbour"] });
      const newer = await wall.share({ text: "something newer" });
      await wall.ended(newer);
      wall.pages.answer("/short", { status: 302, headers: { location: wall.pages.at("/lamps") } });
      const stream = await watch(t, wall, `/events?walls=${inbox}`);

      const second = await wall.share({
        url: wall.pages.at("/short"),
        note: "and for Lin",
        tags: ["Lamps"],
        title: "The one with the oil",
      });
      assert.notEqual(second.item_id, first.item_id);
      const status = await wall.ended(second);
      assert.deepEqual(
        [status.status, status.result_id, status.item_id, status.duplicate_of],
        ["completed", first.item_id, first.item_id, first.item_id],
      );

      const item = await wall.item(first.item_id);
      assert.equal(item.note, "for the talk\nand for Lin");
      assert.equal(item.title, "The one with the oil");
      const tags = item.tags.flatMap(({ name, by }) => (by === "person" ? [name] : []));
      assert.deepEqual(tags.sort(), ["Harbour", "Lamps"]);
      assert.deepEqual(await onWall(wall, inbox), [first.item_id, newer.item_id], "it comes to the top");
      assert.deepEqual(await suggested(wall), []);
      assert.deepEqual(await found(wall, "lamplighter"), [first.item_id]);
      assert.equal((await wall.item(second.item_id)).id, first.item_id, "the id that ended answers with the other");

      await stream.first(
        "the going of the twin",
        ({ event, data }) => event === "removed" && (data as { id: string }).id === second.item_id,
      );
      await stream.first(
        "the item with both notes",
        ({ event, data }) =>
          event === "item" &&
          (data as Item).id === first.item_id &&
          (data as Item).note === "for the talk\nand for Lin",
      );

      const again = await wall.share({ url: wall.pages.at("/short") });
      assert.deepEqual([again.status, again.duplicate_of], ["completed", first.item_id]);
    },
  );

  test(
    `two pages that name each other, shared at once, are one item at the end, and both shares say which (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      for (const [path, other] of [
        ["/a", "/b"],
        ["/b", "/a"],
      ] as const)
        wall.pages.answer(path, article({ canonical: wall.pages.at(other) }));
      const shares = await Promise.all(["/a", "/b"].map((path) => wall.share({ url: wall.pages.at(path) })));
      for (const share of shares) await wall.ended(share);
      const results = await Promise.all(
        shares.map((share) => wall.get<ShareStatus>(`/share/status/${share.processing_id}`)),
      );
      const [one] = (await wall.get<{ items: Item[] }>("/items")).items;
      assert.deepEqual(
        results.map(({ status, result_id }) => [status, result_id]),
        shares.map(() => ["completed", one?.id]),
      );
      assert.deepEqual(await onWall(wall, await wall.inbox()), [one?.id]);
      assert.deepEqual(await found(wall, "lamplighter"), [one?.id]);
    },
  );

  test(
    `what a file says finds the item that has the file: the one of two that became one, and its own again (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const shared = async (words: string) => {
        const form = new FormData();
        form.append("files", new File([words], `${words.slice(0, 5)}.txt`, { type: "text/plain" }));
        const { body } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body: form });
        await wall.ended(body);
        return idOf(body);
      };
      const [posts, keels] = [
        await shared("seven lamplit posts of the quay"),
        await shared("three oaken keels on land"),
      ];
      await wall.ask("POST", `/items/${posts}/merge`, { body: { into: keels } });
      assert.deepEqual(await found(wall, "lamplit"), [keels]);
      assert.deepEqual(await found(wall, "oaken"), [keels]);
      const { items } = await wall.get<{ items: { id: string }[] }>("/acts");
      await wall.ask("POST", `/acts/${items[0]?.id}/undo`);
      assert.deepEqual(await found(wall, "lamplit"), [posts]);
      assert.deepEqual(await found(wall, "oaken"), [keels]);
    },
  );

  test(
    `an item whose page could not be read has what was read through the address that led to it (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      wall.pages.answer("/lamps", 404, article());
      wall.pages.answer("/short", { status: 302, headers: { location: wall.pages.at("/lamps") } });
      const first = await readArticle(wall);
      assert.notEqual((await wall.item(first.item_id)).site_name, "Estuary Notes");
      const second = await wall.share({ url: wall.pages.at("/short") });
      assert.equal((await wall.ended(second)).result_id, first.item_id);
      const item = await wall.item(first.item_id);
      assert.deepEqual([item.title, item.site_name], ["The last lamplighter of the estuary", "Estuary Notes"]);
      const { body: text } = await wall.expect<Uint8Array>(200, "GET", `/items/${first.item_id}/content`);
      assert.match(Buffer.from(text).toString(), /colza oil/);
      assert.notEqual(item.analyzed_by, null);
    },
  );

  test(
    `a twin that was tagged meanwhile is only suggested; merging it by hand loses nothing that was written (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, pages: { "/lamps": article() } });
      const inbox = await wall.inbox();
      const { body: boats } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Boats" } });
      const first = await readArticle(wall, { title: "Lamplighter", wall_id: boats.id });
      const { asked, letGo } = heldRedirect(wall);
      const second = await wall.share({ url: wall.pages.at("/short"), title: "Seven flames", note: "ask Mara" });
      await asked;
      await wall.expect(200, "PUT", `/items/${second.item_id}/tags/oil`);
      letGo();
      const status = await wall.ended(second);
      assert.deepEqual([status.result_id, status.duplicate_of], [second.item_id, null]);
      assert.deepEqual(await suggested(wall), [["address", first.item_id, second.item_id]]);
      assert.equal((await found(wall, "lamplighter")).length, 2);
      await wall.expect(200, "PATCH", `/items/${second.item_id}`, { body: { pinned: true, archived: true } });

      const merge = { body: { into: first.item_id } };
      const { body: winner } = await wall.expect<Item>(200, "POST", `/items/${second.item_id}/merge`, merge);
      assert.equal(winner.id, first.item_id);
      assert.equal(winner.title, "Lamplighter");
      assert.equal(winner.note, "ask Mara\nSeven flames");
      assert.ok(winner.tags.some(({ name, by }) => name === "oil" && by === "person"));
      assert.deepEqual(winner.wall_ids.sort(), [inbox, boats.id].sort());
      assert.notEqual(winner.pinned_at, null, "pinned if either was");
      assert.equal(winner.archived_at, null, "archived only if both were");
      const later = await wall.get<ShareStatus>(`/share/status/${second.processing_id}`);
      assert.deepEqual([later.result_id, later.item_id], [first.item_id, first.item_id]);
      assert.deepEqual(await suggested(wall), []);
      for (const words of ["lamplighter", "seven flames", "mara"])
        assert.deepEqual(await found(wall, words), [first.item_id], words);
      assert.deepEqual(
        (await wall.get<{ items: Item[] }>("/items")).items.map(({ id }) => id),
        [first.item_id],
      );
      for (const path of [`/items?url=${wall.pages.at("/short")}`, `/walls/${inbox}/items`])
        assert.deepEqual(
          (await wall.get<{ items: Item[] }>(path)).items.map(({ id }) => id),
          [first.item_id],
          path,
        );

      const before = await wall.item(first.item_id);
      await wall.expect(200, "POST", `/items/${second.item_id}/merge`, merge);
      assert.deepEqual(await wall.item(first.item_id), before, "merging twice changes nothing");
    },
  );

  test(
    `reading a merged item answers with the winner; changing it is refused and names the winner (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const winner = idOf(await wall.share({ url: "https://a.example/", text: "seven lamps" }));
      const loser = idOf(await wall.share({ url: "https://b.example/", text: "nine boats" }));
      const third = idOf(await wall.share({ text: "a third" }));
      await wall.expect(200, "POST", `/items/${loser}/merge`, { body: { into: winner } });
      const before = await countEverything(wall);

      assert.equal((await wall.item(loser)).id, winner);
      const { body: text } = await wall.expect<Uint8Array>(200, "GET", `/items/${loser}/content`);
      assert.match(Buffer.from(text).toString(), /seven lamps/);
      for (const [method, path, body] of [
        ["PATCH", "", { note: "x" }],
        ["DELETE", ""],
        ["POST", "/restore"],
        ["POST", "/read"],
        ["PUT", "/tags/x"],
        ["DELETE", "/tags/x"],
        ["PUT", `/walls/${await wall.inbox()}`],
        ["DELETE", `/walls/${await wall.inbox()}`],
        ["POST", "/merge", { into: third }],
      ] as const) {
        const options = body === undefined ? {} : { body };
        const refusal = await wall.refused("409 item-merged", method, `/items/${loser}${path}`, options);
        assert.match(refusal.body.detail, new RegExp(winner));
      }
      const merge = (from: string, into: string) => ["POST", `/items/${from}/merge`, { body: { into } }] as const;
      await wall.refused("409 item-merged", ...merge(third, loser));
      await wall.refused("422 same-item", ...merge(third, third));
      await wall.refused("404 not-found", ...merge(third, NOWHERE));
      await wall.refused("404 not-found", ...merge(NOWHERE, third));
      await wall.expect(204, "DELETE", `/items/${third}`);
      await wall.refused("409 item-in-trash", ...merge(third, winner));
      await wall.refused("409 item-in-trash", ...merge(winner, third));
      assert.deepEqual(await countEverything(wall), before);

      // A chain of merges answers with its last winner.
      await wall.expect(200, "POST", `/items/${third}/restore`);
      await wall.expect(200, ...merge(winner, third));
      for (const id of [loser, winner, third]) assert.equal((await wall.item(id)).id, third);
      for (const url of ["https://a.example/", "https://b.example/"])
        assert.equal((await wall.share({ url })).duplicate_of, third);
    },
  );

  test(
    `the same file and the same words twice are suggested, once dismissed never again, never merged by themselves (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const send = async (name: string, bytes: string) => {
        const form = new FormData();
        form.append("files", new File([bytes], name, { type: "text/csv" }));
        const { body } = await wall.expect<{ processing_id: string; item_id: string }>(202, "POST", "/share", {
          body: form,
        });
        await wall.ended(body);
        return body.item_id;
      };
      const note = async (text: string) => {
        const share = await wall.share({ text });
        await wall.ended(share);
        return idOf(share);
      };
      const [file, copy] = [await send("posts.csv", "post,oil\n1,2\n"), await send("posts (1).csv", "post,oil\n1,2\n")];
      const different = await send("posts.csv", "post,oil\n3,4\n");
      const [oil, oilAgain] = [await note("Buy colza oil"), await note("Buy  colza oil\n")];
      await note("Buy salt");
      const both = [
        ["text", oil, oilAgain],
        ["file", file, copy],
      ];
      assert.deepEqual(await suggested(wall), both);

      const page = await wall.get<{ items: Duplicate[]; next_cursor: string }>("/items/duplicates?limit=1");
      assert.deepEqual(
        page.items.map(({ why }) => why),
        ["text"],
      );
      const next = await wall.get<{ items: Duplicate[]; next_cursor: null }>(
        `/items/duplicates?limit=1&cursor=${page.next_cursor}`,
      );
      assert.deepEqual([next.items.map(({ why }) => why), next.next_cursor], [["file"], null]);

      await wall.expect(204, "DELETE", `/items/${oilAgain}`);
      assert.deepEqual(await suggested(wall), both.slice(1), "what lies in the trash is not suggested");
      await wall.expect(200, "POST", `/items/${oilAgain}/restore`);
      assert.deepEqual(await suggested(wall), both);
      for (let twice = 0; twice < 2; twice++) await wall.expect(204, "DELETE", `/items/${oilAgain}/duplicates/${oil}`);
      await wall.refused("404 not-found", "DELETE", `/items/${oil}/duplicates/${file}`);
      assert.deepEqual(await suggested(wall), both.slice(1));

      const { body: one } = await wall.expect<Item>(200, "POST", `/items/${copy}/merge`, { body: { into: file } });
      assert.deepEqual(
        one.files.map(({ name }) => name),
        ["posts.csv"],
        "equal bytes are kept once",
      );
      await wall.expect(200, "POST", `/items/${different}/merge`, { body: { into: file } });
      const kept: string[] = [];
      for (const { url } of (await wall.item(file)).files)
        kept.push(Buffer.from((await wall.expect<Uint8Array>(200, "GET", url)).body).toString());
      assert.deepEqual(kept.sort(), ["post,oil\n1,2\n", "post,oil\n3,4\n"], "other bytes are all kept");
      const again = await send("posts (2).csv", "post,oil\n1,2\n");
      assert.deepEqual(await suggested(wall), [["file", file, again]], "the one that stands is known by its bytes");
    },
  );
}
