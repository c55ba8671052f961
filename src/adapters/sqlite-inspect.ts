import { DatabaseSync } from "node:sqlite";

const TIMEOUT_MS = 5_000;

export interface SqliteLooked {
  /** What is wrong with the file; null when it is whole or was not looked through. */
  readonly fault: string | null;
  /** The migrations that have been applied, in their order. */
  readonly migrations: readonly string[];
}

/**
 * Looks into a database without changing it, also while a server runs on it.
 * @param isLookedThrough whether every page is checked, which takes long for a large file
 */
export function inspectSqlite(path: string, { isLookedThrough }: { isLookedThrough: boolean }): SqliteLooked {
  const database = new DatabaseSync(path, { readOnly: true, timeout: TIMEOUT_MS });
  try {
    const [check] = isLookedThrough ? database.prepare("pragma quick_check(1)").all() : [];
    const said = check === undefined ? "ok" : String(check["quick_check"]);
    if (said !== "ok") return { fault: said, migrations: [] };
    const rows = database.prepare("select name from schema_migrations order by name").all();
    return { fault: null, migrations: rows.map(({ name }) => String(name)) };
  } finally {
    database.close();
  }
}

/** What the rows say of files, also while a server runs on them. */
export function readFileRows(path: string): { key: string; state: string; bytes: number; isWhole: boolean }[] {
  const database = new DatabaseSync(path, { readOnly: true, timeout: TIMEOUT_MS });
  try {
    const rows = database.prepare("select store_key, state, bytes, sha256 is not null as whole from files").all();
    return rows.map(({ store_key: key, state, bytes, whole }) => ({
      key: String(key),
      state: String(state),
      bytes: Number(bytes),
      isWhole: whole === 1,
    }));
  } finally {
    database.close();
  }
}
