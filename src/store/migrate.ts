import { sql } from "kysely";
import { visitFailpoint } from "../core/failpoint.ts";
import { up as first } from "./migrations/0001-first.ts";
import { up as filesLookedInto } from "./migrations/0002-files-looked-into.ts";
import { up as duplicates } from "./migrations/0003-duplicates.ts";
import { up as uploads } from "./migrations/0004-uploads.ts";
import { up as understanding } from "./migrations/0005-understanding.ts";
import { up as synonyms } from "./migrations/0006-synonyms.ts";
import { up as moves } from "./migrations/0007-moves.ts";
import { up as fewPendingWords } from "./migrations/0008-few-pending-words.ts";
import { up as landedShares } from "./migrations/0009-landed-shares.ts";
import { up as devices } from "./migrations/0010-devices.ts";
import { up as wallDescriptions } from "./migrations/0011-wall-descriptions.ts";
import { up as whatStoodBefore } from "./migrations/0012-what-stood-before.ts";
import { up as orderByHand } from "./migrations/0013-order-by-hand.ts";
import { up as imports } from "./migrations/0014-imports.ts";
import { up as backupsAndFeeds } from "./migrations/0015-backups-and-feeds.ts";
import { up as pulls } from "./migrations/0016-pulls.ts";
import { up as accounts } from "./migrations/0017-accounts.ts";
import { up as waysIn } from "./migrations/0018-ways-in.ts";
import { up as members } from "./migrations/0019-members.ts";
import { up as wallLinks } from "./migrations/0020-wall-links.ts";
import { up as presence } from "./migrations/0021-presence.ts";
import { up as quotas } from "./migrations/0022-quotas.ts";
import { up as factsInTheIndex } from "./migrations/0023-facts-in-the-index.ts";
import { up as reading } from "./migrations/0024-reading.ts";
import { up as accountChanges } from "./migrations/0025-account-changes.ts";
import { up as smartWalls } from "./migrations/0026-smart-walls.ts";
import { up as knownWords } from "./migrations/0027-known-words.ts";
import { up as acts } from "./migrations/0028-acts.ts";
import { up as vectors } from "./migrations/0029-vectors.ts";
import { up as deletedTags } from "./migrations/0030-deleted-tags.ts";
import { up as versionsAndSpellings } from "./migrations/0031-versions-and-spellings.ts";
import { up as wordsWhereTheyMatter } from "./migrations/0032-words-where-they-matter.ts";
import type { Store, Unit } from "./store.ts";

/** In order, never changed once released; each leaves the previous version of the program working. */
const MIGRATIONS: readonly { name: string; up: (unit: Unit) => Promise<void> }[] = [
  { name: "0001-first", up: first },
  { name: "0002-files-looked-into", up: filesLookedInto },
  { name: "0003-duplicates", up: duplicates },
  { name: "0004-uploads", up: uploads },
  { name: "0005-understanding", up: understanding },
  { name: "0006-synonyms", up: synonyms },
  { name: "0007-moves", up: moves },
  { name: "0008-few-pending-words", up: fewPendingWords },
  { name: "0009-landed-shares", up: landedShares },
  { name: "0010-devices", up: devices },
  { name: "0011-wall-descriptions", up: wallDescriptions },
  { name: "0012-what-stood-before", up: whatStoodBefore },
  { name: "0013-order-by-hand", up: orderByHand },
  { name: "0014-imports", up: imports },
  { name: "0015-backups-and-feeds", up: backupsAndFeeds },
  { name: "0016-pulls", up: pulls },
  { name: "0017-accounts", up: accounts },
  { name: "0018-ways-in", up: waysIn },
  { name: "0019-members", up: members },
  { name: "0020-wall-links", up: wallLinks },
  { name: "0021-presence", up: presence },
  { name: "0022-quotas", up: quotas },
  { name: "0023-facts-in-the-index", up: factsInTheIndex },
  { name: "0024-reading", up: reading },
  { name: "0025-account-changes", up: accountChanges },
  { name: "0026-smart-walls", up: smartWalls },
  { name: "0027-known-words", up: knownWords },
  { name: "0028-acts", up: acts },
  { name: "0029-vectors", up: vectors },
  { name: "0030-deleted-tags", up: deletedTags },
  { name: "0031-versions-and-spellings", up: versionsAndSpellings },
  { name: "0032-words-where-they-matter", up: wordsWhereTheyMatter },
];

/** What this program knows, in order. */
export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map(({ name }) => name);

/** Held on PostgreSQL while migrating, so that several processes may start at once. The number is arbitrary and ours. */
const ADVISORY_LOCK = 7_302_019;

/** A database that a newer program has migrated; this one must not touch it. */
export class DatabaseTooNew extends Error {
  constructor(version: string) {
    super(
      `This data was made by a newer Digital Wall (${version}). Start that version, or restore a backup from before.`,
    );
    this.name = "DatabaseTooNew";
  }
}

/**
 * Brings the tables up to date. Each migration is one transaction: a kill in the middle leaves nothing behind.
 * @param upTo only these, to make tables as an older program has them
 */
export async function migrate(store: Store, upTo: readonly string[] = MIGRATION_NAMES): Promise<{ applied: string[] }> {
  const applied: string[] = [];
  for (;;) {
    const name = await store.write((unit) => applyNext(unit, upTo));
    if (name === null) return { applied };
    applied.push(name);
  }
}

/** The migrations that were applied to a database, in order; none where there is no Digital Wall. Changes nothing. */
export async function appliedMigrations({ reader, dialect }: Store): Promise<string[]> {
  const { rows: tables } = await (dialect === "postgres"
    ? sql`select 1 where to_regclass('schema_migrations') is not null`
    : sql`select 1 from sqlite_master where name = 'schema_migrations'`
  ).execute(reader);
  if (tables.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from schema_migrations order by name`.execute(reader);
  return rows.map(({ name }) => name);
}

async function applyNext(unit: Unit, upTo: readonly string[]): Promise<string | null> {
  if (unit.dialect === "postgres") await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(unit.db);
  await sql`create table if not exists schema_migrations (name text primary key, applied_at ${sql.raw(unit.dialect === "postgres" ? "bigint" : "integer")} not null)`.execute(
    unit.db,
  );
  const { rows } = await sql<{ name: string }>`select name from schema_migrations order by name`.execute(unit.db);
  const done = new Set(rows.map((row) => row.name));
  const unknown = [...done].find((name) => !MIGRATIONS.some((migration) => migration.name === name));
  if (unknown) throw new DatabaseTooNew(unknown);
  const next = MIGRATIONS.find(({ name }) => upTo.includes(name) && !done.has(name));
  if (!next) return null;
  await next.up(unit);
  visitFailpoint("in-migration");
  await sql`insert into schema_migrations (name, applied_at) values (${next.name}, ${unit.nowMs})`.execute(unit.db);
  return next.name;
}
