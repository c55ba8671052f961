import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** What shared files say: facts of each, and the texts of all of an item's beside the text of its page. */
export async function up({ db }: Unit): Promise<void> {
  await sql`alter table files add column facts text`.execute(db);
  await sql`alter table contents add column files_text text`.execute(db);
}
