import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompiledQuery, Kysely, sql } from "kysely";
import pg from "pg";
import { postgresDialect } from "../../src/adapters/postgres-kysely.ts";
import { searchItems } from "../../src/store/search.ts";
import type { Tables } from "../../src/store/tables.ts";
import { on } from "../harness/databases.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive, type Person } from "../harness/people.ts";

const ITEMS = 20_000;
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
      select n, ('''o' || ${id.replaceAll("-", "")}::text || ''' ' || '''lamp' || n % 4000 || ''':1A ''harbour' || n % 40 || ''':2D ''tide'':3D')::tsvector
      from generate_series(1, ${ITEMS}::int) n`.execute(unit.db);
  });

test(`among ${ITEMS} items a search goes by the index of words, never through all of them`, options, async (t) => {
  const { store, url, atEnd } = await newStore(t, "postgres");
  const ada = await arrive(store, "Ada");
  await fill(store, ada);
  await sql`analyze`.execute(store.reader);
  const client = new pg.Client({ connectionString: url ?? "" });
  await client.connect();
  atEnd(() => client.end());
  const asked: CompiledQuery[] = [];
  const watched = new Kysely<Tables>({
    dialect: postgresDialect((statement) => client.query(statement)),
    log: ({ query }) => void asked.push(query),
  });
  for (const text of ["lamp17 ", "lamp17 harbour17 ", "lamp399", "harbour17 tide "]) {
    asked.splice(0);
    const { total } = await searchItems(watched, "postgres", { owner: ada.id, text, skip: 0, limit: 20 });
    assert.ok(total > 0, text);
    assert.equal(asked.length, 2, "one counts, one finds");
    for (const { sql: statement, parameters } of asked) {
      const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
        `explain (format json) ${statement}`,
        parameters as unknown[],
      );
      const nodes = nodesOf((rows[0] as { "QUERY PLAN": [{ Plan: Plan }] })["QUERY PLAN"][0].Plan);
      const names = nodes.map((node) => `${node["Node Type"]} ${node["Index Name"] ?? node["Relation Name"] ?? ""}`);
      assert.ok(names.includes("Bitmap Index Scan item_words_found"), `${text}: ${names.join(", ")}`);
      assert.ok(!names.some((name) => name.startsWith("Seq Scan item_words")), `${text}: ${names.join(", ")}`);
    }
  }
});
