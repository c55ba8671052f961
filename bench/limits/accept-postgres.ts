/**
 * The limit beside the accept on PostgreSQL: a bare Fastify route that writes the same rows of the same tables with plain
 * `pg`, by named prepared statements, in one transaction a request, on as many connections as ours has.
 */
import Fastify from "fastify";
import pg from "pg";
import { openPostgres } from "../../src/adapters/database-postgres.ts";
import { migrate } from "../../src/store/migrate.ts";
import type { Tables } from "../../src/store/tables.ts";
import { ensureOwner } from "../../src/wall/make-owner.ts";
import { sayReady } from "../in-child.ts";
import { acceptedAnswer, type LinkRows, rowsOfLink, type SharedLink } from "./accept-rows.ts";

const CONNECTIONS = 10;
const url = process.env["DATABASE_URL"] ?? "";
const made = openPostgres<Tables>({
  url,
  poolSize: 2,
  statementTimeoutMs: 20_000,
  connectTimeoutMs: 5_000,
  clockOffsetMs: () => 0,
});
await migrate(made);
const { owner } = await ensureOwner(made);
await made.close();

const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
const found = await pool.query<{ id: string }>("select id from walls where owner = $1", [owner]);
const wall = found.rows[0]?.id ?? "";

const texts = new Map<string, string>();
function insert(client: pg.PoolClient, table: string, row: Record<string, unknown>, returning = "") {
  let text = texts.get(table);
  if (text === undefined) {
    const columns = Object.keys(row);
    text = `insert into ${table} (${columns.join()}) values (${columns.map((_, index) => `$${index + 1}`).join()})${returning}`;
    texts.set(table, text);
  }
  return client.query<{ seq: string }>({ name: table, text, values: Object.values(row) });
}

/** A tsvector's text with the words in their order. */
function vectorOf({ who, title, note, site }: LinkRows["words"]): string {
  const places = new Map<string, string[]>();
  let position = 1;
  for (const [label, words] of [
    ["A", title],
    ["B", note],
    ["C", site],
  ] as const)
    for (const word of words.split(" ")) places.set(word, [...(places.get(word) ?? []), `${position++}${label}`]);
  const lexemes = [...places].map(([word, at]) => `'${word}':${at.join()}`);
  return [...who.split(" ").map((term) => `'${term}'`), ...lexemes].join(" ");
}

async function write(client: pg.PoolClient, rows: LinkRows): Promise<void> {
  await client.query("begin");
  const { seq } = (await insert(client, "items", rows.item, " returning seq")).rows[0] ?? { seq: "" };
  await insert(client, "addresses", rows.address);
  await insert(client, "runs", rows.run);
  for (const step of rows.steps) await insert(client, "steps", step);
  await insert(client, "shares", rows.share);
  await insert(client, "item_words", { rowid: seq, words: vectorOf(rows.words) });
  const { rows: taken } = await client.query<{ clock: string }>({
    name: "clock",
    text: "update wall_clocks set clock = clock + 1 where wall = $1 returning clock",
    values: [wall],
  });
  await insert(client, "places", { ...rows.place, clock: taken[0]?.clock });
  await client.query("commit");
}

const app = Fastify();
app.post("/", async (request, reply) => {
  const rows = rowsOfLink(request.body as SharedLink, { person: owner, wall });
  const client = await pool.connect();
  try {
    await write(client, rows);
  } finally {
    client.release();
  }
  return reply.code(202).send(acceptedAnswer(rows));
});
sayReady({ url: await app.listen({ host: "127.0.0.1", port: 0 }) });
