import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompiledQuery, Kysely, sql } from "kysely";
import pg from "pg";
import { postgresDialect } from "../../src/adapters/postgres-kysely.ts";
import { STRETCH_ITEMS } from "../../src/core/search/stretches.ts";
import { searchItems } from "../../src/store/search.ts";
import { countNewest, NO_NUMBER, readNewest } from "../../src/store/search-newest.ts";
import type { Reader, Store } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { on } from "../harness/databases.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive, type Person } from "../harness/people.ts";
import { wantedBy } from "../harness/wanted-by.ts";

const ITEMS = 40_000;
const options = await on("postgres");

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Items of a person, each with some words of its own and some that many have. */
const fill = (store: Awaited<ReturnType<typeof newStore>>["store"], { id }: Person) =>
  store.write(async (unit) => {
    await sql`
      insert into items (seq, id, owner, kind, state, own, found, title, created_at, updated_at, edited_version, version)
      select n, 'item-' || n, ${id}, 'text', 'ready', '{}', '{}', 'a thought', n, n, 1, 1
      from generate_series(1, ${ITEMS}::int) n`.execute(unit.db);
    await sql`
      insert into item_words (rowid, words)
      select n, ('''_o' || ${id.replaceAll("-", "")}::text || ''' ' || '''lamp' || n % 4000 || ''':1A ''harbour' || n % 40 || ''':2D ''tide'':3D ''_z' || n / 8192 || ''' ''_x' || n / 131072 || ''' ''_v' || n / 1024 || '''')::tsvector
      from generate_series(1, ${ITEMS}::int) n`.execute(unit.db);
  });

/** Statements of a search, each with how PostgreSQL goes about it where searches are read. */
async function plansOf(store: Store, url: string, ask: (watched: Reader) => Promise<unknown>): Promise<string[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const asked: CompiledQuery[] = [];
  try {
    await ask(
      new Kysely<Tables>({
        dialect: postgresDialect((statement) => client.query(statement)),
        log: ({ query }) => void asked.push(query),
      }),
    );
  } finally {
    await client.end();
  }
  return await store.readByIndex(async (db) => {
    const plans: string[][] = [];
    for (const query of asked) {
      const { rows } = await db.executeQuery<{ "QUERY PLAN": [{ Plan: Plan }] }>({
        ...query,
        query: structuredClone(query.query),
        sql: `explain (format json) ${query.sql}`,
      });
      const nodes = rows.flatMap((row) => nodesOf(row["QUERY PLAN"][0].Plan));
      plans.push(nodes.map((node) => `${node["Node Type"]} ${node["Index Name"] ?? node["Relation Name"] ?? ""}`));
    }
    return plans;
  });
}

const QUESTIONS = ["lamp17 ", "lamp17 harbour17 ", "lamp399", "harbour17 tide ", "tide ", "-lamp17 "];

test(`among ${ITEMS} items a search goes by the index of words, never through all of them`, options, async (t) => {
  const { store, url } = await newStore(t, "postgres");
  const ada = await arrive(store, "Ada");
  await fill(store, ada);
  await sql`analyze`.execute(store.reader);
  // Only of words that are asked for is it known how many items have them.
  for (const text of QUESTIONS)
    for (const atMost of text.startsWith("-") ? [ITEMS] : [0, ITEMS]) {
      const plans = await plansOf(store, url ?? "", async (db) => {
        const wanted = wantedBy(text);
        const { total } = await searchItems(db, "postgres", { person: ada.id, shared: [], wanted, limit: 20, atMost });
        assert.ok(total > 0, text);
      });
      const lookingUp = plans.filter((names) => names.includes("Bitmap Index Scan item_words_found"));
      assert.ok(lookingUp.length >= 2, `${text}: some find, one counts; ${plans.join(" | ")}`);
      for (const names of plans)
        assert.ok(!names.some((name) => name.startsWith("Seq Scan")), `${text}: ${names.join(", ")}`);
    }
});

for (const isWhole of [true, false])
  test(
    `what very many items have is looked up in a few ${isWhole ? "short" : "long"} stretches from the newest on`,
    options,
    async (t) => {
      const { store } = await newStore(t, "postgres");
      const ada = await arrive(store, "Ada");
      await fill(store, ada);
      const about = (text: string) => ({
        scope: { person: ada.id, shared: [], isWhole },
        wanted: wantedBy(text),
      });
      const numbers = async (text: string, before: number, limit: number) =>
        (await readNewest(store.reader, "postgres", { ...about(text), before, limit })).map(({ seq }) => seq);
      const down = (from: number, count: number) => Array.from({ length: count }, (_, n) => from - n);
      assert.deepEqual(await numbers("tide ", NO_NUMBER, 3), down(ITEMS, 3));
      const edge = 4 * STRETCH_ITEMS;
      assert.deepEqual(await numbers("tide ", edge + 2, 5), down(edge + 1, 5), "over the edge of a stretch");
      const rare = Array.from({ length: ITEMS / 4_000 }, (_, n) => 17 + 4_000 * n).toReversed();
      assert.deepEqual(await numbers("lamp17 ", NO_NUMBER, 100), rare, "all the way back");
      assert.deepEqual(await numbers("nowhere ", NO_NUMBER, 100), []);
      const count = (text: string) => countNewest(store.reader, "postgres", { ...about(text), most: 1_001 });
      assert.deepEqual([await count("tide "), await count("lamp17 ")], [1_001, rare.length]);
    },
  );
