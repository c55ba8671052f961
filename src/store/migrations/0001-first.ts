import { type CreateTableBuilder, sql } from "kysely";
import type { Unit } from "../store.ts";

/** The tables of the main job. Indexes are named after the question they answer. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const postgres = dialect === "postgres";
  const table = (name: string) => db.schema.createTable(name);
  // PostgreSQL would sort text by the language of the server; "C" sorts by bytes, as SQLite does.
  const text = postgres ? sql`text collate "C"` : sql`text`;
  const time = postgres ? sql`bigint` : sql`integer`;
  const number = time;
  // A narrow table found by its key alone needs no second tree on SQLite.
  const narrow = <T extends string, C extends string>(builder: CreateTableBuilder<T, C>) =>
    postgres ? builder : builder.modifyEnd(sql`without rowid`);
  const index = (statement: string) => sql.raw(statement).execute(db);

  await table("persons")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("email", text, (c) => c.unique())
    .addColumn("name", text)
    .addColumn("role", text, (c) => c.notNull())
    .addColumn("language", text)
    .addColumn("created_at", time, (c) => c.notNull())
    .execute();
  // There is exactly one owner, whoever starts first.
  await index(`create unique index persons_owner on persons (role) where role = 'owner'`);

  for (const name of ["owner_links", "stream_tickets"])
    await narrow(
      table(name)
        .addColumn("hash", text, (c) => c.primaryKey())
        .addColumn("person", text, (c) => c.notNull().references("persons.id").onDelete("cascade"))
        .addColumn("expires_at", time, (c) => c.notNull())
        .addColumn("used_at", time),
    ).execute();

  await narrow(
    table("sessions")
      .addColumn("hash", text, (c) => c.primaryKey())
      .addColumn("person", text, (c) => c.notNull().references("persons.id").onDelete("cascade"))
      .addColumn("created_at", time, (c) => c.notNull())
      .addColumn("seen_at", time, (c) => c.notNull())
      .addColumn("idle_until", time, (c) => c.notNull())
      .addColumn("ends_at", time, (c) => c.notNull()),
  ).execute();
  await index(`create index sessions_of_person on sessions (person)`);

  await table("api_keys")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("person", text, (c) => c.notNull().references("persons.id").onDelete("cascade"))
    .addColumn("name", text, (c) => c.notNull())
    .addColumn("hash", text, (c) => c.notNull())
    .addColumn("scopes", text, (c) => c.notNull())
    .addColumn("created_at", time, (c) => c.notNull())
    .addColumn("expires_at", time)
    .addColumn("used_at", time)
    .addColumn("revoked_at", time)
    .execute();
  await index(`create index api_keys_of_person on api_keys (person, id)`);

  await table("walls")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("owner", text, (c) => c.notNull().references("persons.id").onDelete("cascade"))
    .addColumn("name", text, (c) => c.notNull())
    .addColumn("kind", text, (c) => c.notNull())
    .addColumn("visibility", text, (c) => c.notNull())
    .addColumn("idempotency_key", text)
    .addColumn("made_as", text, (c) => c.notNull())
    .addColumn("created_at", time, (c) => c.notNull())
    .addColumn("deleted_at", time)
    .execute();
  await index(
    `create unique index walls_idempotent on walls (owner, idempotency_key) where idempotency_key is not null`,
  );
  await index(`create index walls_of_owner on walls (owner, id)`);
  await index(`create unique index walls_inbox on walls (owner) where kind = 'inbox'`);

  await narrow(
    table("wall_clocks")
      .addColumn("wall", text, (c) => c.primaryKey().references("walls.id").onDelete("cascade"))
      .addColumn("clock", number, (c) => c.notNull())
      .addColumn("oldest", number, (c) => c.notNull())
      .addColumn("closed_at", time),
  ).execute();

  await table("items")
    .addColumn("seq", postgres ? sql`bigserial` : sql`integer`, (c) => c.primaryKey())
    .addColumn("id", text, (c) => c.notNull().unique())
    .addColumn("owner", text, (c) => c.notNull().references("persons.id").onDelete("cascade"))
    .addColumn("kind", text, (c) => c.notNull())
    .addColumn("state", text, (c) => c.notNull())
    .addColumn("own", text, (c) => c.notNull())
    .addColumn("found", text, (c) => c.notNull())
    .addColumn("analysis", text)
    .addColumn("share", text)
    .addColumn("title", text, (c) => c.notNull())
    .addColumn("site", text)
    .addColumn("lang", text)
    .addColumn("created_at", time, (c) => c.notNull())
    .addColumn("updated_at", time, (c) => c.notNull())
    .addColumn("edited_version", number, (c) => c.notNull())
    .addColumn("version", number, (c) => c.notNull())
    .addColumn("merged_into", text)
    .addColumn("pinned_at", time)
    .addColumn("archived_at", time)
    .addColumn("deleted_at", time)
    .addColumn("purge_at", time)
    .execute();
  await index(`create index items_of_owner on items (owner, id)`);
  await index(`create index items_in_trash on items (owner, deleted_at) where deleted_at is not null`);
  await index(`create index items_to_purge on items (purge_at) where purge_at is not null`);

  await table("contents")
    .addColumn("item", text, (c) => c.primaryKey().references("items.id").onDelete("cascade"))
    .addColumn("shared_text", text)
    .addColumn("html", text)
    .addColumn("markdown", text)
    .addColumn("text", text)
    .execute();

  await narrow(
    table("addresses")
      .addColumn("owner", text, (c) => c.notNull())
      .addColumn("identity_hash", text, (c) => c.notNull())
      .addColumn("item", text, (c) => c.notNull().references("items.id").onDelete("cascade"))
      .addColumn("address", text, (c) => c.notNull())
      .addColumn("via", text, (c) => c.notNull())
      .addPrimaryKeyConstraint("addresses_identity", ["owner", "identity_hash"]),
  ).execute();
  await index(`create index addresses_of_item on addresses (item)`);

  await narrow(
    table("places")
      .addColumn("wall", text, (c) => c.notNull().references("walls.id").onDelete("cascade"))
      .addColumn("item", text, (c) => c.notNull().references("items.id").onDelete("cascade"))
      .addColumn("clock", number, (c) => c.notNull())
      .addColumn("sort_at", time, (c) => c.notNull())
      .addColumn("added_by", text, (c) => c.notNull())
      .addColumn("removed_at", time)
      .addPrimaryKeyConstraint("places_key", ["wall", "item"]),
  ).execute();
  await index(`create unique index places_changed on places (wall, clock)`);
  await index(`create index places_standing on places (wall, sort_at, item) where removed_at is null`);
  await index(`create index places_of_item on places (item)`);

  await table("shares")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("person", text, (c) => c.notNull().references("persons.id").onDelete("cascade"))
    .addColumn("api_key", text)
    .addColumn("idempotency_key", text)
    .addColumn("fingerprint", text, (c) => c.notNull())
    .addColumn("wall", text, (c) => c.notNull())
    // The share and its idempotency key outlive a purged item.
    .addColumn("item", text)
    .addColumn("duplicate", number, (c) => c.notNull())
    .addColumn("kind", text, (c) => c.notNull())
    .addColumn("state", text, (c) => c.notNull())
    .addColumn("run", text)
    .addColumn("error_code", text)
    .addColumn("warnings", text, (c) => c.notNull())
    .addColumn("version", number, (c) => c.notNull())
    .addColumn("created_at", time, (c) => c.notNull())
    .addColumn("updated_at", time, (c) => c.notNull())
    .addColumn("ended_at", time)
    .execute();
  await index(
    `create unique index shares_idempotent on shares (person, idempotency_key) where idempotency_key is not null`,
  );
  await index(`create index shares_of_person on shares (person, state, id)`);
  await index(`create index shares_unfinished on shares (updated_at) where state = 'processing'`);
  await index(`create index shares_ended on shares (kind, ended_at) where ended_at is not null`);
  await index(`create index shares_old on shares (ended_at) where ended_at is not null`);
  await index(`create index shares_of_item on shares (item)`);

  await table("runs")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("item", text, (c) => c.notNull().references("items.id").onDelete("cascade"))
    .addColumn("share", text)
    .addColumn("cause", text, (c) => c.notNull())
    .addColumn("started_at", time, (c) => c.notNull())
    .addColumn("ended_at", time)
    .execute();
  await index(`create index runs_of_item on runs (item, id)`);
  await index(`create index runs_of_share on runs (share)`);

  await table("steps")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("item", text, (c) => c.notNull().references("items.id").onDelete("cascade"))
    .addColumn("person", text, (c) => c.notNull())
    .addColumn("share", text)
    .addColumn("run", text, (c) => c.notNull().references("runs.id").onDelete("cascade"))
    .addColumn("name", text, (c) => c.notNull())
    .addColumn("lane", text, (c) => c.notNull())
    .addColumn("priority", number, (c) => c.notNull())
    .addColumn("rank", number, (c) => c.notNull())
    .addColumn("state", text, (c) => c.notNull())
    .addColumn("due_at", time)
    .addColumn("attempt", number, (c) => c.notNull())
    .addColumn("tries", number, (c) => c.notNull())
    .addColumn("crashes", number, (c) => c.notNull())
    .addColumn("leased_by", text)
    .addColumn("leased_until", time)
    .addColumn("output", text)
    .addColumn("error_code", text)
    .addColumn("error_detail", text)
    .addColumn("retryable", number, (c) => c.notNull())
    .addColumn("created_at", time, (c) => c.notNull())
    .addColumn("started_at", time)
    .addColumn("ended_at", time)
    .execute();
  await index(`create unique index steps_once on steps (item, run, name)`);
  await index(`create index steps_of_run on steps (run)`);
  await index(`create index steps_ready on steps (lane, priority, rank) where state = 'ready'`);
  await index(`create index steps_due on steps (due_at) where state = 'waiting'`);
  await index(`create index steps_held on steps (leased_until) where state = 'running'`);
  await index(`create index steps_failed on steps (error_code, item) where state = 'failed'`);
  await index(
    `create index steps_open_of_person on steps (person, lane, state) where state in ('ready', 'waiting', 'running')`,
  );

  await table("analyses")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("item", text, (c) => c.notNull().references("items.id").onDelete("cascade"))
    .addColumn("run", text, (c) => c.notNull())
    .addColumn("rank", number, (c) => c.notNull())
    .addColumn("made_by", text, (c) => c.notNull())
    .addColumn("result", text, (c) => c.notNull())
    .addColumn("created_at", time, (c) => c.notNull())
    .addColumn("undone_at", time)
    .execute();
  await index(`create index analyses_of_item on analyses (item, id)`);

  await table("files")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("owner", text, (c) => c.notNull())
    .addColumn("item", text)
    .addColumn("role", text, (c) => c.notNull())
    .addColumn("state", text, (c) => c.notNull())
    .addColumn("store_key", text, (c) => c.notNull().unique())
    .addColumn("sha256", text)
    .addColumn("bytes", number, (c) => c.notNull())
    .addColumn("type", text, (c) => c.notNull())
    .addColumn("name", text)
    .addColumn("width", number)
    .addColumn("height", number)
    .addColumn("placeholder", text)
    .addColumn("made_from", text)
    .addColumn("created_at", time, (c) => c.notNull())
    .execute();
  await index(`create index files_of on files (item, role) where item is not null`);
  await index(`create index files_unkept on files (created_at) where state <> 'kept'`);

  await table("tags")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("owner", text, (c) => c.notNull().references("persons.id").onDelete("cascade"))
    .addColumn("name", text, (c) => c.notNull())
    .addColumn("folded", text, (c) => c.notNull())
    .execute();
  await index(`create unique index tags_of_owner on tags (owner, folded)`);

  await narrow(
    table("item_tags")
      .addColumn("item", text, (c) => c.notNull().references("items.id").onDelete("cascade"))
      .addColumn("tag", text, (c) => c.notNull().references("tags.id").onDelete("cascade"))
      .addColumn("by", text, (c) => c.notNull())
      .addPrimaryKeyConstraint("item_tags_key", ["item", "tag", "by"]),
  ).execute();
  await index(`create index items_of_tag on item_tags (tag, item)`);

  await narrow(
    table("chores")
      .addColumn("name", text, (c) => c.primaryKey())
      .addColumn("holder", text)
      .addColumn("until", time, (c) => c.notNull()),
  ).execute();

  if (postgres) {
    await index(`create table item_words (rowid bigint primary key, words tsvector not null)`);
    await index(`create index item_words_found on item_words using gin (words)`);
  } else {
    // The words are ours (core/words.ts); FTS5's ascii tokenizer only splits them at the spaces again. `contentless_delete` lets a row be
    // replaced without keeping a second copy of every text.
    await index(
      `create virtual table item_words using fts5(who, title, tags, note, summary, site, body,
         content='', contentless_delete=1, tokenize="ascii")`,
    );
  }
}
