import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountChanges } from "../../src/contract/changes.ts";
import type { Item } from "../../src/contract/items.ts";
import type { DeletedTag, Tag, TagSuggestion } from "../../src/contract/tags.ts";
import { makeKeyIn } from "../../src/wall/keys.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import type { AskOptions } from "../harness/new-wall.ts";
import { arrive } from "../harness/people.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const tagsOf = async (wall: Journey, as: AskOptions = {}) => (await wall.get<{ items: Tag[] }>("/tags", as)).items;
const namesOf = (item: Item) => item.tags.map(({ name }) => name);

async function found(wall: Journey, words: string): Promise<string[]> {
  const { items } = await wall.get<{ items: Item[] }>(`/search?q=${encodeURIComponent(words)}`);
  return items.map(({ id }) => id).sort();
}

async function suggested(wall: Journey): Promise<string[]> {
  const { items } = await wall.get<{ items: TagSuggestion[] }>("/tags/suggestions");
  return items.map(({ name, items, into, into_items, why }) => `${name} ${items} → ${into} ${into_items}: ${why}`);
}

/** Lin, who has a wall of her own beside Ada's. */
async function lin(wall: Journey): Promise<AskOptions> {
  const { key } = await withRows(wall, async (store) => {
    const { id: person } = await arrive(store, "Lin");
    return await store.write((unit) => makeKeyIn(unit, { person, name: "Lin", scopes: ["admin"], expiresAtMs: null }));
  });
  return { key };
}

for (const topology of TOPOLOGIES) {
  test(
    `a tag that is merged into another is found by the new word, and means it from then on (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const asLin = await lin(wall);
      const hers = { body: { text: "the quay at night", tags: ["Hafen"] } };
      await wall.expect(202, "POST", "/share", { ...asLin, ...hers });
      const inbox = await wall.inbox();
      const one = (await wall.share({ text: "seven posts", tags: ["Hafen", "oil"] })).item_id ?? "";
      const other = (await wall.share({ text: "a rope", tags: ["harbour"] })).item_id ?? "";
      await wall.expect(204, "DELETE", `/items/${(await wall.share({ text: "old", tags: ["hafen"] })).item_id}`);
      const before = await wall.item(one);
      const stream = await watch(t, wall, `/events?walls=${inbox}`);

      const merge = { body: { into: "Harbour" } };
      const { body: merged } = await wall.expect<Tag>(200, "POST", "/tags/HAFEN/merge", merge);
      assert.deepEqual(merged, { name: "harbour", items: 2, by_person: 2, by_ai: 0, synonyms: ["Hafen"] });
      await stream.first(
        "the item with its new tag",
        ({ event, data }) => event === "item" && (data as Item).id === one && namesOf(data as Item).includes("harbour"),
      );
      const after = await wall.item(one);
      assert.deepEqual(namesOf(after).sort(), ["harbour", "oil"]);
      assert.equal(after.edited_version, before.edited_version + 1);
      assert.ok(after.clock > before.clock);
      assert.deepEqual(await found(wall, "harbour"), [one, other].sort());
      assert.deepEqual(await found(wall, "hafen"), []);

      const later = await wall.share({ text: "lamps", tags: ["hafen", "Harbour"] });
      assert.deepEqual(namesOf(await wall.item(later.item_id)), ["harbour"]);
      const { body: untagged } = await wall.expect<Item>(200, "DELETE", `/items/${later.item_id}/tags/Hafen`);
      assert.deepEqual(untagged.tags, []);
      const { body: restored } = await wall
        .get<{ items: Item[] }>("/items?trash=true")
        .then(({ items }) => wall.expect<Item>(200, "POST", `/items/${items[0]?.id}/restore`));
      assert.deepEqual(namesOf(restored), ["harbour"], "what lies in the trash is tagged anew too");

      assert.deepEqual(
        (await tagsOf(wall)).map(({ name, items }) => `${name} ${items}`),
        ["harbour 3", "oil 1"],
      );
      assert.deepEqual(
        (await tagsOf(wall, asLin)).map(({ name, synonyms }) => [name, synonyms]),
        [["Hafen", []]],
        "what is another person's stays as it is",
      );
    },
  );

  test(
    `merging twice answers the same, and a synonym is merged along and may be forgotten (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      await wall.share({ text: "seven posts", tags: ["pier", "Mole & Damm/2"] });
      const merge = (name: string, into: string) =>
        wall.expect<Tag>(200, "POST", `/tags/${encodeURIComponent(name)}/merge`, { body: { into } });
      const first = await merge("Mole & Damm/2", "pier");
      assert.deepEqual((await merge("mole & damm/2", "PIER")).body, first.body);
      const { body: moved } = await merge("pier", "quay");
      assert.deepEqual(moved, { name: "quay", items: 1, by_person: 1, by_ai: 0, synonyms: ["Mole & Damm/2", "pier"] });
      const refused = await wall.refused("422 same-tag", "POST", "/tags/quay/merge", { body: { into: "pier" } });
      assert.match(refused.body.detail, /synonym of quay/);
      await wall.refused("404 not-found", "POST", "/tags/pier/merge", { body: { into: "landing" } });

      const forget = `/tags/QUAY/synonyms/${encodeURIComponent("MOLE & damm/2")}`;
      await wall.expect(204, "DELETE", forget);
      await wall.refused("404 not-found", "DELETE", forget);
      const again = await wall.share({ text: "a rope", tags: ["Mole & Damm/2", "Pier"] });
      assert.deepEqual(namesOf(await wall.item(again.item_id)).sort(), ["Mole & Damm/2", "quay"]);
    },
  );

  test(
    `a tag that is only spelled otherwise is the same tag, and all that shows it is told (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const asLin = await lin(wall);
      await wall.expect(202, "POST", "/share", { ...asLin, body: { text: "the quay at night", tags: ["hafen"] } });
      const inbox = await wall.inbox();
      const one = (await wall.share({ text: "seven posts", tags: ["hafen", "oil"] })).item_id ?? "";
      const other = (await wall.share({ text: "old", tags: ["Mole"] })).item_id ?? "";
      await wall.expect(200, "POST", "/tags/Mole/merge", { body: { into: "HAFEN" } });
      await wall.expect(204, "DELETE", `/items/${other}`);
      const before = await wall.item(one);
      const stream = await watch(t, wall, `/events?walls=${inbox}`);
      const { body: feed } = await wall.expect<{ json: string }>(201, "POST", `/walls/${inbox}/feed`);
      const feedTells = async () => await (await fetch(feed.json.replace(/^.*?(?=\/api\/)/, wall.url))).text();
      assert.match(await feedTells(), /"hafen"/);
      const mirrored = await wall.get<AccountChanges>("/changes?limit=100");

      const spell = (name: string, into: string) =>
        wall.expect<Tag>(200, "POST", `/tags/${encodeURIComponent(name)}/merge`, { body: { into } });
      const { body: spelled } = await spell("HAFEN", "#Hafen");
      assert.deepEqual(spelled, { name: "Hafen", items: 1, by_person: 1, by_ai: 0, synonyms: ["Mole"] });
      await stream.first(
        "the item with its tag as it is spelled now",
        ({ event, data }) => event === "item" && (data as Item).id === one && namesOf(data as Item).includes("Hafen"),
      );
      const after = await wall.item(one);
      assert.equal(after.edited_version, before.edited_version + 1);
      assert.ok(after.clock > before.clock);
      assert.deepEqual(await found(wall, "tag:hafen"), [one]);
      assert.match(await feedTells(), /"Hafen"/);
      const told = await wall.get<AccountChanges>(`/changes?limit=100&since=${mirrored.next}`);
      assert.deepEqual([told.tags.map(({ name }) => name), told.items.map(({ id }) => id)], [["Hafen"], [one]]);
      assert.equal(told.tags[0]?.id, mirrored.tags.find(({ name }) => name === "hafen")?.id, "it is the same tag");
      const { body: restored } = await wall.expect<Item>(200, "POST", `/items/${other}/restore`);
      assert.deepEqual(namesOf(restored), ["Hafen"]);
      assert.deepEqual(
        (await tagsOf(wall, asLin)).map(({ name }) => name),
        ["hafen"],
        "what is another person's stays as it is",
      );

      // Accents and the width of letters are spelling; blanks, "#" and what nobody sees are not.
      for (const spelling of ["Häfen", "ＨＡＦＥＮ", "Hafen"])
        assert.equal((await spell("hafen", spelling)).body.name, spelling);
      for (const same of ["Hafen", " # Hafen\u200b "])
        await wall.refused("422 same-tag", "POST", "/tags/hafen/merge", { body: { into: same } });
      await wall.refused("404 not-found", "POST", "/tags/mole/merge", { body: { into: "MOLE" } });
    },
  );

  test(
    `an analysis uses the person's words, in their spelling and never as theirs (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      await wall.share({ text: "a rope", tags: ["Lighthouses"] });
      const text = `The lighthouse keeper climbed the lighthouse every night. Without the lighthouse no boat found the
        harbour, and each lighthouse on this coast burned oil until the last lighthouse was given a lamp of its own.`;
      const share = await wall.share({ text });
      await wall.ended(share);
      const { tags } = await wall.item(share.item_id);
      assert.deepEqual(
        tags.filter(({ name }) => /^lighthouses?$/i.test(name)),
        [{ name: "Lighthouses", by: "ai" }],
      );
      const listed = (await tagsOf(wall)).find(({ name }) => name === "Lighthouses");
      assert.deepEqual([listed?.items, listed?.by_person, listed?.by_ai], [2, 1, 1]);
    },
  );

  test(
    `tags that may be one word are suggested, until they are merged or kept apart for good (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const asLin = await lin(wall);
      await wall.share({ text: "seven posts", tags: ["lamp", "sea-chart", "lighthuose", "night"] });
      await wall.share({ text: "a rope", tags: ["lamps", "sea chart", "lighthouse"] });
      await wall.share({ text: "an oar", tags: ["lamps", "Sea Chart", "lighthouse"] });
      assert.deepEqual(await suggested(wall), [
        "lamp 1 → lamps 2: plural",
        "lighthuose 1 → lighthouse 2: typo",
        "sea-chart 1 → sea chart 2: spelling",
      ]);
      await wall.expect(204, "DELETE", "/tags/suggestions/Lamps/lamp");
      await wall.expect(204, "DELETE", "/tags/suggestions/lamp/lamps");
      await wall.expect(200, "POST", "/tags/lighthuose/merge", { body: { into: "lighthouse" } });
      assert.deepEqual(await suggested(wall), ["sea-chart 1 → sea chart 2: spelling"]);
      assert.deepEqual((await wall.get("/tags/suggestions", asLin))["items"], []);
      await wall.refused("404 not-found", "DELETE", "/tags/suggestions/sea-chart/sea%20chart", asLin);
    },
  );

  test(
    `a deleted tag goes from what is found, shown and followed, and comes back when it is undone (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const asLin = await lin(wall);
      await wall.expect(202, "POST", "/share", { ...asLin, body: { text: "the quay at night", tags: ["Hafen"] } });
      const inbox = await wall.inbox();
      const one = (await wall.share({ text: "seven posts", tags: ["Hafen", "oil"] })).item_id ?? "";
      const trashed = (await wall.share({ text: "old", tags: ["hafen"] })).item_id ?? "";
      await wall.expect(204, "DELETE", `/items/${trashed}`);
      await wall.expect(200, "POST", "/tags/hafen/merge", { body: { into: "harbour & quay" } });
      const before = await wall.item(one);
      const stream = await watch(t, wall, `/events?walls=${inbox}`);

      const path = `/tags/${encodeURIComponent("Harbour & Quay")}`;
      await wall.refused("404 not-found", "POST", `${path}/restore`);
      const { body: deleted } = await wall.expect<DeletedTag>(200, "DELETE", path);
      assert.deepEqual([deleted.name, deleted.items], ["harbour & quay", 2]);
      assert.ok(Date.parse(deleted.restorable_until) > Date.parse(before.updated_at));
      await stream.first(
        "the item without the tag",
        ({ event, data }) => event === "item" && (data as Item).id === one && namesOf(data as Item).join() === "oil",
      );
      const after = await wall.item(one);
      assert.equal(after.edited_version, before.edited_version + 1);
      assert.ok(after.clock > before.clock);
      assert.deepEqual(await found(wall, "harbour"), []);
      assert.deepEqual(
        (await tagsOf(wall)).map(({ name }) => name),
        ["oil"],
      );
      assert.deepEqual(
        (await tagsOf(wall, asLin)).map(({ name }) => name),
        ["Hafen"],
        "what is another person's stays as it is",
      );
      await wall.refused("404 not-found", "DELETE", path);
      await wall.refused("404 not-found", "DELETE", "/tags/hafen");
      await wall.refused("404 not-found", "POST", `${path}/restore`, asLin);

      const { body: back } = await wall.expect<Tag>(200, "POST", `${path}/restore`);
      assert.deepEqual([back.name, back.items, back.synonyms], ["harbour & quay", 1, ["Hafen"]]);
      assert.deepEqual(await found(wall, "harbour"), [one]);
      const { body: restored } = await wall.expect<Item>(200, "POST", `/items/${trashed}/restore`);
      assert.deepEqual(namesOf(restored), ["harbour & quay"], "what lies in the trash had it too");
      const { body: refused } = await wall.refused("404 not-found", "DELETE", "/tags/HAFEN");
      assert.match(refused.detail, /synonym of harbour & quay/);
    },
  );
}
