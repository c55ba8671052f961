import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import { newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

for (const topology of TOPOLOGIES) {
  test(
    `what a person wrote stays through every later reading, and null gives a field back (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, pages: { "/lamps": article() } });
      const share = await wall.share({ url: wall.pages.at("/lamps") });
      await wall.ended(share);
      const path = `/items/${share.item_id}`;
      const edit = async (body: Record<string, unknown>, headers: Record<string, string> = {}) =>
        (await wall.expect<Item>(200, "PATCH", path, { body, headers })).body;

      const read = await wall.item(share.item_id);
      const own = {
        title: "My lamps",
        description: "Seven of them",
        category: "social",
        sentiment: "positive",
        language: "fr",
        note: "a note",
      };
      const edited = await edit(own, { "if-match": String(read.edited_version) });
      const shown = (item: Item) =>
        Object.fromEntries(Object.keys(own).map((name) => [name, item[name as keyof Item]]));
      assert.deepEqual(shown(edited), own);
      assert.equal(edited.edited_version, read.edited_version + 1);

      // Somebody who has not seen that edit does not undo it unknowingly.
      const stale = { body: { title: "Stale" }, headers: { "if-match": `W/"${read.edited_version}"` } };
      await wall.refused("412 edited-meanwhile", "PATCH", path, stale);
      await wall.refused("400 fields-not-valid", "PATCH", path, {
        body: { title: "x" },
        headers: { "if-match": "soon" },
      });
      assert.equal((await edit({ note: "another note" })).title, "My lamps");

      wall.pages.answer("/lamps", article({ title: "The lamps, rewritten" }));
      await wall.expect(202, "POST", `${path}/read`);
      await wall.ended(share);
      assert.deepEqual(shown(await wall.item(share.item_id)), { ...own, note: "another note" });

      const back = await edit({
        title: null,
        description: null,
        category: null,
        sentiment: null,
        language: null,
        note: null,
      });
      assert.deepEqual(
        [back.title, back.description, back.note],
        ["The lamps, rewritten", "Seven flames mark the channel, and one man rows out to light them.", null],
      );
      assert.equal(back.language, "en");
      assert.notEqual(back.category, null);

      const pinned = await edit({ pinned: true, archived: true });
      assert.ok(pinned.pinned_at !== null && pinned.archived_at !== null);
      assert.deepEqual([(await edit({ pinned: false })).pinned_at, pinned.title], [null, back.title]);
      for (const [body, code] of [
        [{}, "400 fields-not-valid"],
        [{ kind: "note" }, "400 fields-not-valid"],
        [{ category: "boats" }, "400 fields-not-valid"],
        [{ title: 7 }, "400 fields-not-valid"],
        [{ title: "t".repeat(501) }, "422 field-too-long"],
        [{ note: "n".repeat(20_001) }, "422 field-too-long"],
      ] as const)
        await wall.refused(code, "PATCH", path, { body });
    },
  );

  test(
    `tags are put on and taken off, the trash gives back what lay in it (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const inbox = await wall.inbox();
      const share = await wall.share({ text: "Colza oil for the lamps", tags: ["Oil"] });
      const path = `/items/${share.item_id}`;
      const tag = (method: string, name: string) =>
        wall.expect<Item>(200, method, `${path}/tags/${encodeURIComponent(name)}`);
      const names = (item: Item) => item.tags.map(({ name }) => name);

      await tag("PUT", "Lamps & wicks/glass");
      await tag("PUT", "lamps & wicks/glass");
      assert.deepEqual(
        names((await tag("PUT", "Ölfarbe")).body).sort(),
        ["Lamps & wicks/glass", "Oil", "Ölfarbe"].sort(),
      );
      const { items: tags } = await wall.get<{ items: { name: string; items: number }[] }>("/tags");
      assert.deepEqual(
        tags.map((one) => one.items),
        [1, 1, 1],
      );
      assert.equal((await wall.get<{ total: number }>("/search?q=wicks")).total, 1);
      assert.deepEqual(names((await tag("DELETE", "LAMPS & WICKS/GLASS")).body).sort(), ["Oil", "Ölfarbe"]);
      assert.equal((await wall.get<{ total: number }>("/search?q=wicks")).total, 0);
      await wall.refused("404 not-found", "DELETE", `${path}/tags/nothing-such`);
      await wall.refused("422 tags-not-valid", "PUT", `${path}/tags/one,two`);
      await wall.refused("422 tags-not-valid", "PUT", `${path}/tags/%20`);

      const standing = async () => (await wall.get<{ items: Item[] }>(`/walls/${inbox}/items`)).items.length;
      await wall.expect(204, "DELETE", path);
      await wall.expect(204, "DELETE", path);
      assert.equal(await standing(), 0);
      assert.equal((await wall.get<{ total: number }>("/search?q=colza")).total, 0);
      const trash = await wall.get<{ items: Item[] }>("/items?trash=true");
      assert.deepEqual(
        trash.items.map(({ id }) => id),
        [share.item_id],
      );
      assert.deepEqual((await wall.get<{ items: Item[] }>("/items")).items, []);
      await wall.refused("409 item-in-trash", "PUT", `${path}/walls/${inbox}`);

      await wall.expect(200, "POST", `${path}/restore`);
      const { body: back } = await wall.expect<Item>(200, "POST", `${path}/restore`);
      assert.deepEqual([back.deleted_at, back.wall_ids, await standing()], [null, [inbox], 1]);
      assert.equal((await wall.get<{ total: number }>("/search?q=colza")).total, 1);
    },
  );

  test(`whether an address is saved can be asked in any spelling (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const share = await wall.share({ url: "https://www.tides.example/neap/?b=2&a=1" });
    const saved = async (url: string) =>
      (await wall.get<{ items: Item[] }>(`/items?url=${encodeURIComponent(url)}`)).items.map(({ id }) => id);
    assert.deepEqual(await saved("http://tides.example/neap?a=1&b=2&utm_source=x#end"), [share.item_id]);
    assert.deepEqual(await saved("https://tides.example/spring"), []);
    await wall.refused("422 url-not-valid", "GET", "/items?url=not%20an%20address");
    await wall.expect(204, "DELETE", `/items/${share.item_id}`);
    assert.deepEqual(await saved("https://tides.example/neap/?b=2&a=1"), []);
  });
}

test("the content comes as text, Markdown and a page that cannot act", async (t) => {
  const wall = await newJourney(t);
  const long = `Beginning. ${"All about lamps. ".repeat(1_000)}End.`;
  const hostile = `<script>alert(1)</script> & "quotes"`;
  wall.pages.answer(
    "/lamps",
    article({ extra: `<p><em>Wipe</em> the glass</p><script>top.x=1</script><img src=x onerror=alert(1)>` }),
  );
  const [link, note, odd] = [
    await wall.share({ url: wall.pages.at("/lamps") }),
    await wall.share({ text: long }),
    await wall.share({ text: hostile }),
  ];
  for (const share of [link, note, odd]) await wall.ended(share);
  const content = async (id: string | null, format: string) => {
    const { body, headers } = await wall.expect<Uint8Array>(
      200,
      "GET",
      `/items/${id}/content${format && `?format=${format}`}`,
    );
    return { text: Buffer.from(body).toString(), headers };
  };
  const html = await content(link.item_id, "html");
  assert.match(html.headers.get("content-type") ?? "", /^text\/html/);
  assert.match(html.headers.get("content-security-policy") ?? "", /default-src 'none'.*sandbox/);
  assert.match(html.text, /rows out to the seven posts/);
  assert.doesNotMatch(html.text, /<script|onerror|<img/);
  const markdown = await content(link.item_id, "markdown");
  assert.match(markdown.headers.get("content-type") ?? "", /^text\/markdown/);
  assert.match(markdown.text, /[_*]Wipe[_*] the glass/);
  assert.equal((await content(link.item_id, "")).text, (await content(link.item_id, "text")).text);

  assert.equal((await content(note.item_id, "text")).text, long);
  assert.equal((await wall.item(note.item_id)).text, long);
  const listed = (await wall.get<{ items: Item[] }>("/items")).items.find(({ id }) => id === note.item_id);
  assert.equal(listed?.text, long.slice(0, 2_000));
  const shown = (await content(odd.item_id, "html")).text;
  assert.ok(shown.includes("&lt;script&gt;alert(1)&lt;/script&gt; &amp; "), shown);
  await wall.refused("400 fields-not-valid", "GET", `/items/${link.item_id}/content?format=pdf`);
});
