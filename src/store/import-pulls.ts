import type { ImportPullRow } from "./import-tables.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";

export async function insertPull(unit: Unit, row: ImportPullRow): Promise<void> {
  await insertRow(unit, "import_pulls", row);
}

export async function findPull(db: Reader, importId: string): Promise<ImportPullRow | undefined> {
  return await db.selectFrom("import_pulls").selectAll().where("import", "=", importId).executeTakeFirst();
}

/** Keeps a page, if there is one to keep, and what is to be asked next. The import's row is held. */
export async function noteAsked(
  unit: Unit,
  { pull, file, cursor, things }: { pull: ImportPullRow; file: string | null; cursor: string | null; things: number },
): Promise<ImportPullRow> {
  const pages = file === null ? pull.pages : pull.pages + 1;
  if (file !== null) await insertRow(unit, "import_pages", { import: pull.import, n: pages, file });
  await unit.db.updateTable("import_pulls").set({ cursor, things, pages }).where("import", "=", pull.import).execute();
  return { ...pull, cursor, things, pages };
}

/** The files of the pages, in their order. */
export async function filesOfPages(db: Reader, importId: string): Promise<string[]> {
  const rows = await db.selectFrom("import_pages").select("file").where("import", "=", importId).orderBy("n").execute();
  return rows.map(({ file }) => file);
}

/** A key became another; one that was forgotten meanwhile stays so. */
export async function keepSecret(unit: Unit, importId: string, secret: string): Promise<void> {
  await unit.db
    .updateTable("import_pulls")
    .set({ secret })
    .where("import", "=", importId)
    .where("secret", "is not", null)
    .execute();
}

/** The key is not needed any more. */
export async function forgetSecret(unit: Unit, importId: string): Promise<void> {
  await unit.db.updateTable("import_pulls").set({ secret: null }).where("import", "=", importId).execute();
}

/** Forgets the keys of pulls that nothing has happened with since. */
export async function forgetOldSecrets(unit: Unit, quietSinceMs: number): Promise<void> {
  const old = unit.db.selectFrom("imports").select("id").where("updated_at", "<", quietSinceMs);
  await unit.db
    .updateTable("import_pulls")
    .set({ secret: null })
    .where("secret", "is not", null)
    .where("import", "in", old)
    .execute();
}

/** Imports that ended before then and still have pages. */
export async function importsWithOldPages(
  db: Reader,
  { endedBeforeMs, limit }: { endedBeforeMs: number; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom("imports")
    .select("id")
    .where("updated_at", "<", endedBeforeMs)
    .where("state", "in", ["done", "undone", "failed", "cancelled"])
    .where("id", "in", (eb) => eb.selectFrom("import_pages").select("import"))
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function forgetPages(unit: Unit, importId: string): Promise<void> {
  await unit.db.deleteFrom("import_pages").where("import", "=", importId).execute();
}
