import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import type { Settings } from "../../config/settings.ts";
import { MIGRATION_NAMES } from "../../store/migrate.ts";
import { bytesInWords } from "../times.ts";
import { type Finding, failure, ok, warning, wordsOf } from "./finding.ts";

const CHECK = "Database";
const TIMEOUT_MS = 5_000;
/** A larger database takes too long to be looked through while somebody waits. */
const LOOKED_THROUGH_BYTES = 200_000_000;
/** PostgreSQL's clock decides about due times; people see this machine's. */
const CLOCKS_APART_MS = 5_000;

/** The database opens, answers, is whole and up to date. Nothing is changed in it. */
export async function checkDatabase(settings: Settings): Promise<Finding> {
  try {
    return settings.databaseUrl === null
      ? await checkEmbedded(settings)
      : await checkShared(settings, settings.databaseUrl);
  } catch (error) {
    return settings.databaseUrl === null
      ? failure(
          CHECK,
          `${join(settings.dataDir, "wall.db")} cannot be read (${wordsOf(error)})`,
          "Look at its rights and the disk; restore a backup if it is broken.",
        )
      : failure(
          CHECK,
          `PostgreSQL does not answer (${wordsOf(error)})`,
          "Look at DATABASE_URL, and whether the database runs.",
        );
  }
}

async function checkEmbedded({ dataDir }: Settings): Promise<Finding> {
  const file = join(dataDir, "wall.db");
  if (!existsSync(file)) return ok(CHECK, "the first start makes it");
  const { inspectSqlite } = await import("../../adapters/sqlite-inspect.ts");
  const sizeBytes = [file, `${file}-wal`].reduce(
    (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  const isLookedThrough = sizeBytes <= LOOKED_THROUGH_BYTES;
  const { fault, migrations } = inspectSqlite(file, { isLookedThrough });
  if (fault !== null)
    return failure(CHECK, `it is damaged (${fault})`, "Stop the server and restore a backup; keep the damaged file.");
  return compareMigrations(migrations, `SQLite, ${bytesInWords(sizeBytes)}${isLookedThrough ? ", whole" : ""}`);
}

async function checkShared({ database: { poolSize }, clockOffsetMs }: Settings, url: string): Promise<Finding> {
  const { openPostgres } = await import("../../adapters/database-postgres.ts");
  const database = openPostgres<{ schema_migrations: { name: string } }>({
    url,
    poolSize: 1,
    statementTimeoutMs: TIMEOUT_MS,
    connectTimeoutMs: TIMEOUT_MS,
    clockOffsetMs: () => clockOffsetMs,
  });
  try {
    await database.ping();
    const apartMs = Math.abs((await database.nowMs()) - clockOffsetMs - Date.now());
    const { rows: tables } = await sql<{
      is_there: boolean;
    }>`select to_regclass('schema_migrations') is not null as is_there`.execute(database.reader);
    const rows = tables[0]?.is_there
      ? await database.reader.selectFrom("schema_migrations").select("name").orderBy("name").execute()
      : [];
    const compared = compareMigrations(
      rows.map(({ name }) => name),
      "PostgreSQL",
    );
    if (compared.level !== "ok") return compared;
    const left = await connectionsLeft(database.reader);
    if (left < poolSize)
      return warning(
        CHECK,
        `PostgreSQL has ${left} connections left, and each process of Digital Wall may use ${poolSize}`,
        "Lower DATABASE_POOL, or raise max_connections of the server.",
      );
    if (apartMs < CLOCKS_APART_MS) return compared;
    return warning(
      CHECK,
      `its clock and this machine's are ${Math.round(apartMs / 1_000)} s apart`,
      "Let both follow a time server.",
    );
  } finally {
    await database.close();
  }
}

/** How many more connections an ordinary role may open, this one's own not counted. */
async function connectionsLeft<Any>(db: Kysely<Any>): Promise<number> {
  const { rows } = await sql<{ left_over: number }>`
    select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - count(*)::int + 1 as left_over
    from pg_stat_activity where backend_type = 'client backend'`.execute(db);
  return rows[0]?.left_over ?? 0;
}

/** Compares what was applied with the migrations of this program. */
function compareMigrations(applied: readonly string[], about: string): Finding {
  const ours = new Set(MIGRATION_NAMES);
  const newer = applied.find((name) => !ours.has(name));
  if (newer)
    return failure(
      CHECK,
      `it was made by a newer Digital Wall (${newer})`,
      "Start that version, or restore a backup from before.",
    );
  const missing = ours.size - applied.length;
  return missing > 0
    ? warning(
        CHECK,
        `${about}, ${missing} migration${missing === 1 ? "" : "s"} to apply`,
        "The next start applies them; `digital-wall migrate` does so now.",
      )
    : ok(CHECK, `${about}, up to date`);
}
