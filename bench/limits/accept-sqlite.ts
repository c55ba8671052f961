/**
 * The limit beside the accept on SQLite: a bare Fastify route that writes the same rows of the same tables, made by our
 * own migrations, by prepared statements. All requests of one turn of the event loop share a commit, without savepoints.
 */
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import Fastify from "fastify";
import { openSqlite } from "../../src/adapters/database-sqlite.ts";
import { migrate } from "../../src/store/migrate.ts";
import type { Tables } from "../../src/store/tables.ts";
import { ensureOwner } from "../../src/wall/make-owner.ts";
import { sayReady } from "../in-child.ts";
import { acceptedAnswer, type LinkRows, rowsOfLink, type SharedLink } from "./accept-rows.ts";

const path = join(process.env["DATA_DIR"] ?? "", "limit.db");
const made = openSqlite<Tables>(path);
await migrate(made);
const { owner } = await ensureOwner(made);
await made.close();

const db = new DatabaseSync(path, { enableForeignKeyConstraints: true });
for (const pragma of ["journal_mode=wal", "synchronous=full", "wal_autocheckpoint=4000", "cache_size=-16384"])
  db.exec(`pragma ${pragma}`);
const { id: wall } = db.prepare("select id from walls where owner = ?").get(owner) as { id: string };

const insert = (table: string, row: Record<string, unknown>) => {
  const columns = Object.keys(row);
  const statement = db.prepare(`insert into ${table} (${columns.join()}) values (${columns.map(() => "?").join()})`);
  return (values: Record<string, unknown>) => statement.run(...(Object.values(values) as SQLInputValue[]));
};
const shape = rowsOfLink({ url: "https://a.example/", title: "", note: "" }, { person: owner, wall });
const insertItem = insert("items", shape.item);
const insertAddress = insert("addresses", shape.address);
const insertRun = insert("runs", shape.run);
const insertStep = insert("steps", shape.steps[0] ?? {});
const insertShare = insert("shares", shape.share);
const insertPlace = insert("places", { ...shape.place, clock: 0 });
const insertWords = db.prepare(
  "insert into item_words (rowid, who, title, tags, note, summary, site, body) values (?, ?, ?, '', ?, '', ?, '')",
);
const takeNumber = db.prepare("update wall_clocks set clock = clock + 1 where wall = ? returning clock");

function write(rows: LinkRows): void {
  const { lastInsertRowid } = insertItem(rows.item);
  insertAddress(rows.address);
  insertRun(rows.run);
  for (const step of rows.steps) insertStep(step);
  insertShare(rows.share);
  insertWords.run(lastInsertRowid, rows.words.who, rows.words.title, rows.words.note, rows.words.site);
  const { clock } = takeNumber.get(wall) as { clock: number };
  insertPlace({ ...rows.place, clock });
}

const waiting: { rows: LinkRows; resolve: () => void; reject: (error: unknown) => void }[] = [];
function commitAll(): void {
  const batch = waiting.splice(0);
  try {
    db.exec("begin immediate");
    for (const { rows } of batch) write(rows);
    db.exec("commit");
  } catch (error) {
    for (const { reject } of batch) reject(error);
    return;
  }
  for (const { resolve } of batch) resolve();
}
function commit(rows: LinkRows): Promise<void> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setImmediate(commitAll);
    waiting.push({ rows, resolve, reject });
  });
}

const app = Fastify();
app.post("/", async (request, reply) => {
  const rows = rowsOfLink(request.body as SharedLink, { person: owner, wall });
  await commit(rows);
  return reply.code(202).send(acceptedAnswer(rows));
});
/** One narrow row, synced, with the same grouping. */
db.exec("create table synced (id integer primary key, body text not null)");
const insertSynced = db.prepare("insert into synced (body) values (?)");
const synced: (() => void)[] = [];
app.post("/one-row", (_request, reply) => {
  if (synced.length === 0)
    setImmediate(() => {
      const batch = synced.splice(0);
      db.exec("begin immediate");
      for (const _ of batch) insertSynced.run("x".repeat(300));
      db.exec("commit");
      for (const done of batch) done();
    });
  synced.push(() => void reply.code(202).send({ kept: true }));
  return reply;
});
sayReady({ url: await app.listen({ host: "127.0.0.1", port: 0 }) });
