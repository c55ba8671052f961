import { keptVector, unitVector } from "../../src/core/vectors.ts";
import { migrate } from "../../src/store/migrate.ts";
import type { Store } from "../../src/store/store.ts";
import { keepVector, readNear } from "../../src/store/vectors.ts";
import { inboxOf } from "../../src/store/walls.ts";
import { ensureOwner } from "../../src/wall/make-owner.ts";
import { storeItems } from "../../test/harness/stored-items.ts";
import { randomOf } from "../corpus.ts";
import { withEnds } from "../ending.ts";
import type { Figure, Row } from "../row.ts";
import { openAt } from "../seed.ts";
import { newPlace, TOPOLOGIES } from "../server.ts";

const DIMENSIONS = 768;
const SIZES = [20_000, 100_000] as const;
const QUICK_SIZES = [1_000] as const;
const ITEMS_A_UNIT = 500;
const LOOKS = 20;
const OF = { model: "bench", dimensions: DIMENSIONS };
/** Beside 20,000 things a search must stay quick; of more it is read in a thread. */
const MOST_MS: Readonly<Record<number, number>> = { 20000: 50, 100000: 200 };

/** Looking for what is near a vector among those of one person. */
export const meaning: Row = {
  name: "meaning",
  about: `what is near a vector of ${DIMENSIONS} numbers among 20,000 and 100,000 of one person`,
  on: TOPOLOGIES,
  measure: ({ quick, rounds }, topology) =>
    withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      const store = openAt(place);
      atEnd(() => store.close());
      await migrate(store);
      const { owner: person } = await ensureOwner(store);
      const draw = randomOf(20_261_127);
      const figures: Figure[] = [];
      let stored = 0;
      for (const size of quick ? QUICK_SIZES : SIZES) {
        await storeVectors(store, { owner: person, count: size - stored, draw });
        stored = size;
        const ours: number[] = [];
        for (let round = 0; round < rounds; round++) ours.push(await middleLook(store, { person, draw }));
        const most = MOST_MS[size] ?? 50;
        figures.push({
          what: `near among ${size} vectors, p50`,
          unit: "ms",
          ours,
          limit: null,
          aim: { text: `≤ ${most} ms`, isMet: (measured) => measured.ours <= most },
        });
      }
      return figures;
    }),
};

const vectorOf = (draw: () => number) =>
  keptVector(unitVector(Array.from({ length: DIMENSIONS }, () => draw() - 0.5)) ?? new Float32Array(DIMENSIONS));

async function storeVectors(
  store: Store,
  { owner, count, draw }: { owner: string; count: number; draw: () => number },
): Promise<void> {
  const { id: wall } = await inboxOf(store.reader, owner);
  const { seq: last } = (await newestOf(store, 1))[0] ?? { seq: 0 };
  await storeItems(store, { owner, wall, count }, (n) => ({
    kind: "note",
    own: { firstTitle: `thing ${n}` },
    found: {},
    body: "text",
  }));
  for (let after = Number(last); ; ) {
    const items = await store.reader
      .selectFrom("items")
      .selectAll()
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(ITEMS_A_UNIT)
      .execute();
    await store.write(async (unit) => {
      for (const item of items)
        await keepVector(unit, { ...item, seq: Number(item.seq) }, { of: OF, digest: "bench", vector: vectorOf(draw) });
    });
    const end = items.at(-1);
    if (end === undefined) return;
    after = Number(end.seq);
  }
}

const newestOf = (store: Store, limit: number) =>
  store.reader.selectFrom("items").select("seq").orderBy("seq", "desc").limit(limit).execute();

async function middleLook(store: Store, { person, draw }: { person: string; draw: () => number }): Promise<number> {
  const times: number[] = [];
  for (let look = 0; look < LOOKS; look++) {
    const asked = { of: OF, vector: vectorOf(draw), least: 0, limit: 50 };
    const startedAt = performance.now();
    await store.readByIndex((db) =>
      readNear(db, store.dialect, { scope: { person, shared: [] }, wanted: null, asked }),
    );
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((one, other) => one - other)[LOOKS / 2] ?? 0;
}
