import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type KyselyPlugin, sql } from "kysely";
import type { Wanted } from "../../src/core/search/wanted.ts";
import { type KeptVector, keptVector, likeness, unitVector } from "../../src/core/vectors.ts";
import { indexVectors } from "../../src/pipeline/index-vectors.ts";
import { nearestByIndex, nearestInIndex } from "../../src/store/vector-index.ts";
import { keepVector, type NearAsked, readNear } from "../../src/store/vectors.ts";
import { beginModel } from "../../src/store/vectors-due.ts";
import { arrive, type Person } from "../harness/people.ts";
import { newPgvectorStore } from "../harness/pgvector.ts";
import { storeItems } from "../harness/stored-items.ts";

/** Whatever somebody sets as a model goes into the statement that makes its index; signs of the numbers are not whole bytes. */
const OF = { model: `it's \\' "m" $1; drop table items; --`, dimensions: 380 };
const ADAS = 2_400;
const LINS = 600;
const MAXS = 220;
const CLUSTERS = 40;
/** Ada and Lin both have many here, and a look without the index sees a part of what they have. */
const BOUNDS = { many: 200, newest: 500 };
const NOTES: Wanted = { kind: "fact", term: "knote", isBeginning: false, isPrivate: false };

const store = await newPgvectorStore((end) => after(end));
const ada = await arrive(store, "Ada");
const lin = await arrive(store, "Lin");
const max = await arrive(store, "Max");
const draw = drawnFrom(20_261_128);
const centres = Array.from({ length: CLUSTERS }, () => numbers(() => draw()));
const vectors = new Map<number, KeptVector>();
const adas = await bring(ada, ADAS);
const lins = await bring(lin, LINS);
const maxs = await bring(max, MAXS);
await store.write((unit) => beginModel(unit, { ...OF, unlike_e6: 0 }));

/** Numbers from -1 to 1, the same in every run. */
function drawnFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function numbers(number: (at: number) => number): number[] {
  return Array.from({ length: OF.dimensions }, (_, at) => number(at));
}

/** Somewhere about one of the centres, as texts about one subject lie. */
function drawnVector(): KeptVector {
  const centre = centres[Math.floor(((draw() + 1) / 2) * CLUSTERS)] ?? [];
  return keptVector(unitVector(numbers((at) => (centre[at] ?? 0) + draw() * 1.5)) ?? new Float32Array());
}

async function bring({ id: owner, inbox: wall }: Person, count: number): Promise<number[]> {
  await storeItems(store, { owner, wall, count }, (n) => ({
    kind: n % 2 === 0 ? "note" : "link",
    own: { firstTitle: `thing ${n}` },
    found: {},
    body: "text",
  }));
  const items = await store.reader.selectFrom("items").selectAll().where("owner", "=", owner).orderBy("seq").execute();
  await store.write(async (unit) => {
    for (const item of items) {
      const vector = drawnVector();
      vectors.set(Number(item.seq), vector);
      await keepVector(unit, { ...item, seq: Number(item.seq) }, { of: OF, digest: "d", vector });
    }
  });
  return items.map(({ seq }) => Number(seq));
}

const indexes = async (): Promise<string[]> => {
  const { rows } = await sql<{ indexname: string }>`
    select indexname from pg_indexes where tablename = 'item_vectors' and indexdef like '% USING hnsw %'`.execute(
    store.reader,
  );
  return rows.map(({ indexname }) => indexname);
};

/** One turn of the chore; tells what it logged. */
async function turn(model = OF.model): Promise<unknown[]> {
  const told: unknown[] = [];
  const deps = { store, log: (_: unknown, event: unknown) => void told.push(event), meaning: { model } };
  await indexVectors(deps, new AbortController().signal, BOUNDS);
  return told;
}

const dropPgvector = () => sql`drop extension if exists vector cascade`.execute(store.reader);

/** What an administrator does, and what the program does then. */
async function installPgvector(): Promise<void> {
  await dropPgvector();
  await sql`create extension vector`.execute(store.reader);
  await turn();
}

interface Asked extends Partial<NearAsked> {
  readonly wanted?: Wanted;
  readonly wall?: string;
  readonly shared?: readonly string[];
}

/** What is near for a person, and whether the index was asked. */
async function near(person: Person, { wanted, wall, shared = [], ...more }: Asked = {}) {
  let byIndex = false;
  const watch: KyselyPlugin = {
    transformQuery({ node }) {
      byIndex ||= JSON.stringify(node).includes("<~>");
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const asked = { of: OF, vector: drawnVector(), least: -1, limit: 50, bounds: BOUNDS, ...more };
  const told = await store.readByIndex((db) =>
    readNear(db.withPlugin(watch), "postgres", {
      scope: { person: person.id, shared, ...(wall === undefined ? {} : { wall }) },
      wanted: wanted ?? null,
      asked,
    }),
  );
  return { seqs: told.map(({ seq }) => seq), byIndex };
}

function exactly(among: readonly number[], { bytes }: KeptVector): number[] {
  const alike = (seq: number) => likeness(vectors.get(seq)?.bytes ?? [], bytes);
  return among.toSorted((one, other) => alike(other) - alike(one)).slice(0, 50);
}

const mean = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0) / shares.length;

const shareFound = (found: readonly number[], wanted: readonly number[]): number =>
  wanted.filter((seq) => found.includes(seq)).length / wanted.length;

test("with pgvector what is near is found among all that a person has, and nobody else's", async () => {
  await installPgvector();
  const shares: number[] = [];
  const scanned: number[] = [];
  for (let n = 0; n < 12; n++) {
    const vector = drawnVector();
    const { seqs, byIndex } = await near(ada, { vector });
    assert.ok(byIndex);
    assert.deepEqual(
      seqs.filter((seq) => !adas.includes(seq)),
      [],
      "all of it is hers",
    );
    shares.push(shareFound(seqs, exactly(adas, vector)));
    const all = await near(ada, { vector, bounds: { many: ADAS, newest: ADAS } });
    assert.equal(all.byIndex, false);
    scanned.push(shareFound(all.seqs, exactly(adas, vector)));
  }
  assert.ok(mean(shares) >= 0.9, `${shares.join(", ")} of the 50 nearest`);
  assert.ok(mean(shares) >= mean(scanned) - 0.02, `${mean(scanned)} where all are looked at one by one`);

  // The very oldest is the nearest to itself; a look at the newest alone does not come by it.
  const [oldest = 0] = adas;
  const itself = { vector: vectors.get(oldest) as KeptVector, limit: 1 };
  assert.deepEqual(await near(ada, itself), { seqs: [oldest], byIndex: true });
  await dropPgvector();
  const { seqs, byIndex } = await near(ada, itself);
  assert.equal(byIndex, false);
  assert.ok((seqs[0] ?? 0) >= (adas.at(-BOUNDS.newest) ?? 0), "without it the newest are looked at");
});

test("who has a part of what the index holds finds all of theirs", async () => {
  await installPgvector();
  const vector = drawnVector();
  const { seqs, byIndex } = await near(lin, { vector });
  assert.ok(byIndex);
  assert.ok(shareFound(seqs, exactly(lins, vector)) >= 0.9);
  assert.ok(seqs.every((seq) => lins.includes(seq)));
  // The look goes on past what is others' until it has as many as are compared.
  const asked = { of: OF, owner: lin.id, signs: vector.signs, limit: 400 };
  const first = await store.readByIndex((db) => nearestByIndex(db, asked, BOUNDS));
  assert.equal(new Set(first).size, asked.limit);
  assert.ok(first.every((seq) => lins.includes(seq)));
});

test("who has few of all that the index holds is looked through, unless that would leave some out", async () => {
  await installPgvector();
  const vector = drawnVector();
  const seen = await near(max, { vector, bounds: { many: 200, newest: 100_000 } });
  assert.deepEqual(seen, { seqs: exactly(maxs, vector), byIndex: false });
  // Fewer come out of the index than are compared: the newest are looked at as well.
  const both = await near(max, { vector, bounds: { many: 200, newest: 210 } });
  assert.deepEqual(both, { seqs: exactly(maxs, vector), byIndex: true });
});

test("without the index everything is looked at one by one: for few, under a condition, on a wall", async () => {
  const vector = drawnVector();
  const ways = {
    few: { bounds: { many: ADAS, newest: 100_000 } },
    "under a condition": { wanted: NOTES },
    "on a wall": { wall: ada.inbox },
    "of another model": { of: { ...OF, model: "another" } },
    "of another length": { of: { ...OF, dimensions: 96 } },
  };
  await dropPgvector();
  const before = new Map<string, unknown>();
  for (const [way, asked] of Object.entries(ways)) before.set(way, await near(ada, { vector, ...asked }));
  await installPgvector();
  for (const [way, asked] of Object.entries(ways)) {
    const told = await near(ada, { vector, ...asked });
    assert.equal(told.byIndex, false, way);
    assert.deepEqual(told, before.get(way), way);
  }
  const among = await near(ada, { vector, wanted: NOTES, bounds: { many: 200, newest: 100_000 } });
  const notes = adas.filter((_, n) => n % 2 === 0);
  assert.ok(shareFound(among.seqs, exactly(notes, vector)) >= 0.9, "the nearest of those that are wanted");
});

test("what others have on walls that a person shares is found beside their own, and no more of it", async () => {
  await installPgvector();
  const seq = lins.at(-1) ?? 0;
  const itself = { vector: vectors.get(seq) as KeptVector, limit: 3 };
  const shared = await near(ada, { ...itself, shared: [lin.inbox] });
  assert.ok(shared.byIndex);
  assert.equal(shared.seqs[0], seq);
  assert.ok(!(await near(ada, itself)).seqs.includes(seq));
  // Hers is found as before, among all.
  const [oldest = 0] = adas;
  const hers = await near(ada, { vector: vectors.get(oldest) as KeptVector, limit: 1, shared: [lin.inbox] });
  assert.deepEqual(hers.seqs, [oldest]);
});

test("PostgreSQL answers out of the index", async () => {
  await installPgvector();
  const [name] = await indexes();
  const asked = { of: OF, owner: ada.id, signs: drawnVector().signs, limit: 400 };
  const plan = await store.readByIndex(async (db) => {
    await sql`set local enable_sort = off`.execute(db);
    const { rows } = await sql<{ "QUERY PLAN": string }>`explain ${nearestInIndex(asked, "public")}`.execute(db);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  assert.match(plan, new RegExp(`Index Scan using ${name} on item_vectors`));
  assert.doesNotMatch(plan, /Sort|Seq Scan/);
});

test("an index is made where pgvector is and somebody has many vectors, once for each model", async () => {
  await dropPgvector();
  assert.deepEqual(await turn(), []);
  assert.deepEqual(await indexes(), [], "we install nothing");

  await sql`create extension vector`.execute(store.reader);
  const signal = new AbortController().signal;
  const deps = { store, log: () => {}, meaning: OF };
  await indexVectors(deps, signal, { ...BOUNDS, many: ADAS });
  assert.deepEqual(await indexes(), [], "nobody has many");

  assert.deepEqual(await turn(), ["vectors-indexed"]);
  const made = await indexes();
  assert.equal(made.length, 1);
  assert.deepEqual(await turn(), []);
  assert.deepEqual(await indexes(), made);
  assert.deepEqual(await turn("another"), [], "whoever is set to another model leaves it alone");
  assert.deepEqual(await indexes(), made);

  // One that came to nothing, as when the server went down, is made anew.
  await sql`update pg_index set indisvalid = false where indexrelid = ${made[0]}::regclass`.execute(store.reader);
  assert.equal((await near(ada)).byIndex, false);
  assert.deepEqual(await turn(), ["vectors-indexed"]);
  assert.equal((await near(ada)).byIndex, true);

  // Another model comes: nobody asks for the old vectors any more.
  await store.write((unit) => beginModel(unit, { model: "next", dimensions: 96, unlike_e6: 0 }));
  assert.deepEqual(await turn("next"), []);
  assert.deepEqual(await indexes(), []);
  await store.write((unit) => beginModel(unit, { ...OF, unlike_e6: 0 }));
});

test("pgvector may be in any schema, and may go again", async () => {
  await dropPgvector();
  await sql`create schema "else where"`.execute(store.reader);
  await sql`create extension vector schema "else where"`.execute(store.reader);
  assert.deepEqual(await turn(), ["vectors-indexed"]);
  assert.equal((await near(ada)).byIndex, true);
  await sql`drop schema "else where" cascade`.execute(store.reader);
  const { seqs, byIndex } = await near(ada);
  assert.deepEqual([seqs.length, byIndex], [50, false]);
  assert.deepEqual(await turn(), []);
});
