import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { newWall } from "../harness/new-wall.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

for (const topology of TOPOLOGIES) {
  test(`a link becomes an item with all that its page says (${topology})`, await within(topology), async (t) => {
    const picture = await sharp({ create: { width: 800, height: 500, channels: 3, background: "#c96" } })
      .jpeg()
      .toBuffer();
    const wall = await newWall(t, { topology, pages: { "/lamp.jpg": { type: "image/jpeg", body: picture } } });
    wall.pages.answer("/lamps", article({ image: wall.pages.at("/lamp.jpg") }));

    const share = await wall.share({ url: wall.pages.at("/lamps"), note: "for the harbour talk", tags: ["Harbour"] });
    assert.equal(share.status, "processing");
    const status = await wall.ended(share);
    assert.equal(status.status, "completed");
    assert.deepEqual(status.warnings, []);

    const item = await wall.item(status.result_id);
    assert.equal(item.title, "The last lamplighter of the estuary");
    assert.equal(item.site_name, "Estuary Notes");
    assert.equal(item.author, "Mara Quill");
    assert.equal(item.published_at, "2025-03-09T07:30:00.000Z");
    assert.equal(item.language, "en");
    assert.equal(item.note, "for the harbour talk");
    assert.equal(item.analyzed_by, "built-in");
    assert.ok(item.tags.some((tag) => tag.name === "Harbour" && tag.by === "person"));
    assert.ok(item.tags.some((tag) => tag.by === "ai"));
    assert.deepEqual(item.files.map((file) => file.role).sort(), ["lead-image", "preview", "snapshot"]);
    const text = await wall.ask<Uint8Array>("GET", `/items/${item.id}/content?format=text`);
    assert.match(Buffer.from(text.body).toString(), /rows out to the seven posts/);
    const found = await wall.ask<{ total: number; items: { id: string }[] }>("GET", "/search?q=lamplighter%20colza");
    assert.deepEqual(
      found.body.items.map(({ id }) => id),
      [item.id],
    );
  });

  test(`a page that is gone still becomes an item, with a warning (${topology})`, await within(topology), async (t) => {
    const wall = await newWall(t, { topology, pages: {} });
    const share = await wall.share({ url: wall.pages.at("/gone"), note: "remember me" });
    const status = await wall.ended(share);
    assert.equal(status.status, "completed");
    assert.deepEqual(
      status.warnings.map(({ code }) => code),
      ["page-unread"],
    );
    const item = await wall.item(status.result_id);
    assert.equal(item.note, "remember me");
    assert.equal(item.category, "other");
  });
}
