import assert from "node:assert/strict";
import { test } from "node:test";
import type { Wanted } from "../../src/core/search/wanted.ts";
import { keptVector, likeness, unitVector } from "../../src/core/vectors.ts";
import { readAmong } from "../../src/store/search-found.ts";
import type { Store } from "../../src/store/store.ts";
import { keepVector, type NearAsked, readNear } from "../../src/store/vectors.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive, type Person } from "../harness/people.ts";
import { storeItems } from "../harness/stored-items.ts";

const OF = { model: "m", dimensions: 96 };

/** The same numbers for the same place, which lie about in all directions. */
function vectorAt(place: number): Float32Array {
  let state = place * 2_654_435_761 + 1;
  const numbers = Array.from({ length: OF.dimensions }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  return unitVector(numbers) ?? new Float32Array();
}

async function storeVectors(store: Store, { id: owner, inbox: wall }: Person, count: number): Promise<number[]> {
  await storeItems(store, { owner, wall, count }, (n) => ({
    kind: n % 2 === 0 ? "note" : "link",
    own: { firstTitle: `thing ${n}` },
    found: {},
    body: "text",
  }));
  const items = await store.reader.selectFrom("items").selectAll().where("owner", "=", owner).orderBy("seq").execute();
  await store.write(async (unit) => {
    for (const item of items)
      await keepVector(
        unit,
        { ...item, seq: Number(item.seq) },
        { of: OF, digest: "d", vector: keptVector(vectorAt(Number(item.seq))) },
      );
  });
  return items.map(({ seq }) => Number(seq));
}

for (const dialect of DIALECTS) {
  test(`what is the nearest of all is found, by whoever may find it (${dialect})`, await on(dialect), async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    const lin = await arrive(store, "Lin");
    const seqs = await storeVectors(store, ada, 300);
    const hers = await storeVectors(store, lin, 20);
    const asked: NearAsked = { of: OF, vector: keptVector(vectorAt(4_711)), least: -1, limit: 10 };
    const near = async (person: Person, wanted: Wanted | null = null, more: Partial<NearAsked> = {}) => {
      const scope = { person: person.id, shared: [] };
      const told = await store.readByIndex((db) =>
        readNear(db, dialect, { scope, wanted, asked: { ...asked, ...more } }),
      );
      return told.map(({ seq }) => seq);
    };
    const exactly = (among: readonly number[], to = vectorAt(4_711)) =>
      among.toSorted((one, other) => likeness(vectorAt(other), to) - likeness(vectorAt(one), to)).slice(0, asked.limit);
    assert.deepEqual(await near(ada), exactly(seqs));
    assert.deepEqual(await near(lin), exactly(hers), "each among their own");

    // The item of a vector is the nearest to it; what is as far as anything else is not near.
    const [first = 0] = seqs;
    assert.deepEqual(await near(ada, null, { vector: keptVector(vectorAt(first)), least: 0.9 }), [first]);
    assert.deepEqual(await near(ada, null, { least: 0.9 }), []);
    assert.deepEqual(await near(ada, null, { of: { ...OF, model: "another" } }), [], "vectors of a model are its own");

    // Of what is wanted the nearest are found, however many others are nearer.
    const notes = seqs.filter((_, n) => n % 2 === 0);
    const wanted = { kind: "fact", term: "knote", isBeginning: false, isPrivate: false } as const;
    assert.deepEqual(await near(ada, wanted), exactly(notes));
    assert.deepEqual(await near(ada, { kind: "any", of: [] }), []);

    // Looked up by their numbers, one or several, whoever else has some.
    const among = async (some: readonly number[]) => {
      const asking = { scope: { person: ada.id, shared: [] }, wanted, seqs: some };
      const rows = await store.readByIndex((db) => readAmong(db, dialect, asking));
      return rows.map(({ seq }) => seq);
    };
    assert.deepEqual(await among([first]), [first]);
    assert.deepEqual(await among([first, ...hers, ...seqs.slice(1, 4)]), [seqs[2], first]);
    assert.deepEqual(await among([]), []);
  });
}
