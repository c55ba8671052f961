import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** How far the index of words has been made anew, since it holds the facts of items as well. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const whole = sql.raw(dialect === "postgres" ? "bigint" : "integer");
  await sql`create table search_index (version ${whole} primary key, done_to ${whole} not null, ended_at ${whole})`.execute(
    db,
  );
  const { rows } = await sql<{ last: number | null }>`select max(seq) as last from items`.execute(db);
  // Where there is nothing yet, there is nothing to be made anew.
  const endedAt = rows[0]?.last == null ? 0 : null;
  await sql`insert into search_index (version, done_to, ended_at) values (1, 0, ${endedAt})`.execute(db);
}
