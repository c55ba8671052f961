import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** What each person has here and may have, counted as it changes; the row of nobody has what the house sets for everybody. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const postgres = dialect === "postgres";
  const whole = sql.raw(postgres ? "bigint" : "integer");
  const text = sql.raw(postgres ? 'text collate "C"' : "text");
  const narrow = sql.raw(postgres ? "" : "without rowid");
  await sql`create table quotas (person ${text} primary key, items ${whole} not null, bytes ${whole} not null,
    own_items ${whole}, own_bytes ${whole}, own_ai_usd6 ${whole},
    most_items ${whole} not null, most_bytes ${whole} not null, most_ai_usd6 ${whole} not null) ${narrow}`.execute(db);
  const none = sql.raw("9007199254740991");
  await sql`insert into quotas (person, items, bytes, most_items, most_bytes, most_ai_usd6)
    select persons.id,
      (select count(*) from items where items.owner = persons.id and items.merged_into is null),
      coalesce((select sum(files.bytes) from files join items on items.id = files.item
        where items.owner = persons.id and files.state = 'kept'), 0),
      ${none}, ${none}, ${none}
    from persons`.execute(db);
  await sql`create index audit_by_action on audit (action, id)`.execute(db);
}
