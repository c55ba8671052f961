import { type CreateTableBuilder, sql } from "kysely";
import type { Unit } from "../store.ts";

/** What analyses cost and may cost, who was asked for one, and the batches that wait at a provider. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const postgres = dialect === "postgres";
  const text = postgres ? sql`text collate "C"` : sql`text`;
  const number = postgres ? sql`bigint` : sql`integer`;
  const narrow = <T extends string, C extends string>(builder: CreateTableBuilder<T, C>) =>
    postgres ? builder : builder.modifyEnd(sql`without rowid`);
  const index = (statement: string) => sql.raw(statement).execute(db);

  // A row a person and month, and one with no person for everybody together.
  await narrow(
    db.schema
      .createTable("ai_months")
      .addColumn("person", text, (c) => c.notNull())
      .addColumn("month", text, (c) => c.notNull())
      .addColumn("reserved_usd6", number, (c) => c.notNull())
      .addColumn("spent_usd6", number, (c) => c.notNull())
      .addPrimaryKeyConstraint("ai_months_key", ["person", "month"]),
  ).execute();

  await db.schema
    .createTable("ai_batches")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("provider", text, (c) => c.notNull())
    .addColumn("model", text, (c) => c.notNull())
    .addColumn("their_id", text)
    .addColumn("state", text, (c) => c.notNull())
    .addColumn("created_at", number, (c) => c.notNull())
    .addColumn("look_at", number, (c) => c.notNull())
    .execute();
  await index(`create index ai_batches_open on ai_batches (look_at) where state <> 'ended'`);

  // Calls outlive their items: the money is spent all the same.
  await db.schema
    .createTable("ai_calls")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("person", text, (c) => c.notNull())
    .addColumn("month", text, (c) => c.notNull())
    .addColumn("item", text)
    .addColumn("step", text)
    .addColumn("attempt", number)
    .addColumn("batch", text)
    .addColumn("provider", text, (c) => c.notNull())
    .addColumn("model", text, (c) => c.notNull())
    .addColumn("state", text, (c) => c.notNull())
    .addColumn("reserved_usd6", number, (c) => c.notNull())
    .addColumn("cost_usd6", number, (c) => c.notNull())
    .addColumn("input_tokens", number, (c) => c.notNull())
    .addColumn("output_tokens", number, (c) => c.notNull())
    .addColumn("cache_read_tokens", number, (c) => c.notNull())
    .addColumn("cache_write_tokens", number, (c) => c.notNull())
    .addColumn("error_code", text)
    .addColumn("sent_at", number, (c) => c.notNull())
    .addColumn("ended_at", number)
    .execute();
  await index(`create index ai_calls_of_month on ai_calls (person, month, id)`);
  await index(`create index ai_calls_of_batch on ai_calls (batch, id) where batch is not null`);
  await index(`create index ai_calls_open on ai_calls (sent_at) where state = 'sent'`);

  await index(`alter table analyses add column asked ${postgres ? 'text collate "C"' : "text"}`);
  await index(`alter table analyses add column cost_usd6 ${postgres ? "bigint" : "integer"} not null default 0`);
  await index(`alter table analyses add column better_wanted ${postgres ? "bigint" : "integer"} not null default 0`);
  await index(`create index analyses_better_wanted on analyses (id) where better_wanted = 1`);
  await index(
    `create index steps_for_batch on steps (id) where state = 'waiting' and error_code in ('ai-batch-wanted', 'ai-batch-sent')`,
  );
}
