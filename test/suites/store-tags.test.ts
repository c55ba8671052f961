import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { KyselyPlugin } from "kysely";
import { updateItem } from "../../src/store/items.ts";
import { insertPlace } from "../../src/store/places.ts";
import type { Reader, Store } from "../../src/store/store.ts";
import { listTags } from "../../src/store/tag-counts.ts";
import { addTags, removeTag, tagsOfItems } from "../../src/store/tags.ts";
import { allWallsPrivate, MOST_VOCABULARY_WORDS, vocabularyOf } from "../../src/store/vocabulary.ts";
import { mergeTags } from "../../src/wall/merge-tags.ts";
import { breakingAt } from "../harness/breaking-store.ts";
import { DIALECTS, on, type TestDialect } from "../harness/databases.ts";
import { countDeadlocks } from "../harness/deadlocks.ts";
import { newItems } from "../harness/new-items.ts";
import { newWorkshop } from "../harness/new-workshop.ts";
import { arrive, type Person, putUpWall } from "../harness/people.ts";

const PERSON = "person";
const AI = "ai";

async function newPlace(t: TestContext, dialect: TestDialect) {
  const { deps, store, ada, share } = await newWorkshop(t, dialect);
  const notes = async (count: number, owner: Person = ada): Promise<string[]> => {
    const made = await Promise.all(Array.from({ length: count }, (_, n) => share({ text: `note ${n}` }, owner)));
    return made.map(({ item }) => item ?? "").sort();
  };
  const tag = (item: string, names: readonly string[], by: "person" | "ai" = PERSON, owner: Person = ada) =>
    store.write((unit) => addTags(unit, { owner: owner.id, item, names, by }));
  const tagsOf = async (item: string) =>
    ((await tagsOfItems(store.reader, [item])).get(item) ?? []).map(({ name, by }) => `${name} ${by}`);
  const listed = async (owner: Person = ada) =>
    (await listTags(store.reader, { owner: owner.id, limit: 99, skip: 0 })).map(
      (one) => `${one.name} ${one.items}/${one.by_person}/${one.by_ai} ${one.synonyms}`,
    );
  const merge = (name: string, into: string, on: Store = store) =>
    mergeTags({ ...deps, store: on }, { person: ada.id, name, into });
  const words = (site: string | null, owner: Person = ada, limit = MOST_VOCABULARY_WORDS) =>
    vocabularyOf(store.reader, { owner: owner.id, near: { site }, limit });
  return { deps, store, ada, notes, tag, tagsOf, listed, merge, words };
}

/** The same reader, and how often it has been asked. */
function counting(reader: Reader): { reader: Reader; asked: () => number } {
  let asked = 0;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      asked += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  return { reader: reader.withPlugin(plugin), asked: () => asked };
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`a synonym becomes its tag, whoever writes it, and takes it off too (${dialect})`, options, async (t) => {
    const { store, ada, notes, tag, tagsOf, listed, merge } = await newPlace(t, dialect);
    const [lamp = "", boat = ""] = await notes(2);
    await tag(lamp, ["Hafen"]);
    await merge("hafen", "Harbour");
    await tag(boat, ["HAFEN"]);
    await tag(boat, ["hafen"], AI);
    assert.deepEqual(await tagsOf(boat), ["Harbour person"]);
    assert.deepEqual(await listed(), ["Harbour 2/2/1 Hafen"]);
    assert.equal(await store.write((unit) => removeTag(unit, { owner: ada.id, item: boat, name: "Hafen" })), true);
    assert.deepEqual(await tagsOf(boat), []);
  });

  test(
    `an AI's plural or joining of a word that is there takes that word; a person's stays as written (${dialect})`,
    options,
    async (t) => {
      const { store, ada, tag, tagsOf } = await newPlace(t, dialect);
      const [first = "", second = "", third = ""] = await newItems(store, ada, 3);
      await tag(first, ["lamps", "Machine Learning", "Häuser"]);
      await tag(second, ["Lamp", "machinelearning", "haus", "data"], AI);
      assert.deepEqual(await tagsOf(second), ["lamps ai", "Machine Learning ai", "Häuser ai", "data ai"]);
      await tag(third, ["lamp", "machine-learning", "date"]);
      assert.deepEqual(await tagsOf(third), ["lamp person", "machine-learning person", "date person"]);
    },
  );

  test(`of several forms an AI's word takes the one that the person put (${dialect})`, options, async (t) => {
    const { store, ada, tag, tagsOf } = await newPlace(t, dialect);
    const [first = "", second = "", third = ""] = await newItems(store, ada, 3);
    await tag(first, ["web-apps"], AI);
    await tag(second, ["web app"]);
    await tag(third, ["webapps"], AI);
    assert.deepEqual(await tagsOf(third), ["web app ai"]);
  });

  test(`another person's words are not looked at (${dialect})`, options, async (t) => {
    const { store, notes, tag, tagsOf, listed, merge, words } = await newPlace(t, dialect);
    const lin = await arrive(store, "Lin");
    const [mine = ""] = await notes(1);
    const [hers = ""] = await notes(1, lin);
    await tag(mine, ["lamps", "Hafen"]);
    await tag(hers, ["lamp"], AI, lin);
    await tag(hers, ["Hafen"], PERSON, lin);
    await merge("Hafen", "Harbour");
    await tag(hers, ["hafen"], AI, lin);
    assert.deepEqual(await tagsOf(hers), ["Hafen person", "lamp ai"]);
    assert.deepEqual(await listed(lin), ["Hafen 1/1/1 ", "lamp 1/0/1 "]);
    assert.deepEqual(await words(null, lin), ["Hafen"]);
  });

  test(
    `a merge moves a tag from person and AI apart, over several units, with the synonyms it has (${dialect})`,
    options,
    async (t) => {
      const { notes, tag, tagsOf, listed, merge } = await newPlace(t, dialect);
      const items = await notes(230);
      const [both = "", ai = "", person = ""] = items;
      for (const item of items.slice(3)) await tag(item, ["boats"]);
      await tag(both, ["boats", "ship"]);
      await tag(both, ["boats"], AI);
      await tag(ai, ["boats"], AI);
      await tag(person, ["Boot"]);
      await merge("Boot", "boats");
      const answer = await merge("boats", "Ship");
      assert.deepEqual(answer, { name: "ship", items: 230, by_person: 229, by_ai: 2, synonyms: ["boats", "Boot"] });
      assert.deepEqual(
        [await tagsOf(both), await tagsOf(ai), await tagsOf(person)],
        [["ship person"], ["ship ai"], ["ship person"]],
      );
      assert.deepEqual(await merge("boats", "ship"), answer, "doing it twice changes nothing");
      assert.deepEqual(await listed(), ["ship 230/229/2 boats,Boot"]);
    },
  );

  test(`what a crash leaves of a merge, the same request completes (${dialect})`, options, async (t) => {
    const { store, notes, tag, listed, merge } = await newPlace(t, dialect);
    const items = await notes(120);
    for (const item of items) await tag(item, ["boats"]);
    // The first hundred stay merged; the power goes in the second unit and, asked again, in the last one.
    let units = 0;
    const afterFirst: Store = {
      ...store,
      write: (work) => (++units === 1 ? store.write(work) : breakingAt(store, 9).write(work)),
    };
    await assert.rejects(merge("boats", "ship", afterFirst), /the power went/);
    assert.deepEqual(await listed(), ["ship 100/100/0 ", "boats 20/20/0 "]);
    units = 0;
    const beforeLast: Store = {
      ...store,
      write: (work) => (++units === 1 ? store.write(work) : breakingAt(store, 7).write(work)),
    };
    await assert.rejects(merge("boats", "ship", beforeLast), /the power went/);
    assert.deepEqual(await listed(), ["ship 120/120/0 "]);
    await merge("boats", "ship");
    assert.deepEqual(await listed(), ["ship 120/120/0 boats"]);
  });

  test(
    `words that are put on items while they are merged away end as the other word, none is lost (${dialect})`,
    options,
    async (t) => {
      const deadlocks = countDeadlocks(t);
      const { notes, tag, tagsOf, listed, merge } = await newPlace(t, dialect);
      const items = await notes(60);
      const [first = "", ...rest] = items;
      await tag(first, ["boats"]);
      await Promise.all([merge("boats", "ship"), merge("boats", "ship"), ...rest.map((item) => tag(item, ["boats"]))]);
      for (const item of items) assert.deepEqual(await tagsOf(item), ["ship person"]);
      assert.deepEqual(await listed(), ["ship 60/60/0 boats"]);
      assert.equal(deadlocks(), 0);
    },
  );

  test(`two tags merged into each other at once are one tag at the end (${dialect})`, options, async (t) => {
    const { notes, tag, listed, merge } = await newPlace(t, dialect);
    const [one = "", other = ""] = await notes(2);
    await tag(one, ["boats"]);
    await tag(other, ["ship"]);
    const ends = await Promise.allSettled([merge("boats", "ship"), merge("ship", "boats")]);
    assert.ok(ends.some(({ status }) => status === "fulfilled"));
    const [only, ...more] = await listed();
    assert.deepEqual(more, []);
    assert.match(only ?? "", /^(ship 2\/2\/0 boats|boats 2\/2\/0 ship)$/);
  });

  test(
    `the vocabulary is what the person put, and what an AI put on three items; the site's words come first (${dialect})`,
    options,
    async (t) => {
      const { store, ada, tag, words } = await newPlace(t, dialect);
      const [a = "", b = "", c = "", d = "", gone = ""] = await newItems(store, ada, 5);
      const at = (item: string, site: string) => store.write((unit) => updateItem(unit, item, { site }));
      await at(a, "Estuary Notes");
      await at(b, "Estuary Notes");
      await tag(a, ["harbour"]);
      await tag(b, ["salt"]);
      await tag(c, ["harbour", "rope"]);
      await tag(d, ["rope"]);
      for (const item of [b, c, d]) await tag(item, ["night"], AI);
      for (const item of [a, b]) await tag(item, ["seldom"], AI);
      await tag(gone, ["trash"]);
      await store.write((unit) => updateItem(unit, gone, { deleted_at: unit.nowMs }));
      assert.deepEqual(await words(null), ["harbour", "rope", "night", "salt"]);
      assert.deepEqual(await words("Estuary Notes"), ["harbour", "salt", "night", "rope"]);
      assert.deepEqual(await words("Another Place"), ["harbour", "rope", "night", "salt"]);
      assert.deepEqual(await words("Estuary Notes", ada, 2), ["harbour", "salt"]);
    },
  );

  test(
    `the vocabulary of 1,000 items costs as many queries as that of 10, and is bounded (${dialect})`,
    options,
    async (t) => {
      const { store, ada } = await newPlace(t, dialect);
      const lin = await arrive(store, "Lin");
      const asked: number[] = [];
      for (const [person, count] of [
        [ada, 10],
        [lin, 1_000],
      ] as const) {
        const items = await newItems(store, person, count);
        await store.write(async (unit) => {
          for (const [n, item] of items.entries())
            await addTags(unit, { owner: person.id, item, names: [`word ${n % 300}`], by: PERSON });
        });
        const counted = counting(store.reader);
        const near = { site: "Estuary Notes" };
        const words = await vocabularyOf(counted.reader, { owner: person.id, near, limit: 9_999 });
        assert.equal(words.length, Math.min(count, MOST_VOCABULARY_WORDS));
        asked.push(counted.asked());
      }
      assert.deepEqual(asked, [2, 2]);
    },
  );

  test(
    `an item is its owner's alone while every wall it stands on is private and theirs (${dialect})`,
    options,
    async (t) => {
      const { store, ada } = await newPlace(t, dialect);
      const lin = await arrive(store, "Lin");
      const board = await putUpWall(store, { owner: ada.id, name: "Lamps" });
      const [item = ""] = await newItems(store, ada, 1);
      const put = (wall: string) =>
        store.write((unit) => insertPlace(unit, { wall, item, sortAtMs: 1, addedBy: ada.id }));
      const change = (visibility: "private" | "link" | "public") =>
        store.write((unit) => unit.db.updateTable("walls").set({ visibility }).where("id", "=", board).execute());
      const isPrivate = () => allWallsPrivate(store.reader, item);
      await put(ada.inbox);
      await put(board);
      assert.equal(await isPrivate(), true);
      for (const visibility of ["link", "public"] as const) {
        await change(visibility);
        assert.equal(await isPrivate(), false);
      }
      await change("private");
      await put(lin.inbox);
      assert.equal(await isPrivate(), false);
      assert.equal(await allWallsPrivate(store.reader, board), false, "it is no item");
    },
  );
}
