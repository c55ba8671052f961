import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import { openSqlite } from "../src/adapters/database-sqlite.ts";
import { packageFolder, programVersion } from "../src/app/version.ts";
import { openApiDocument } from "../src/contract/openapi.ts";
import { migrate } from "../src/store/migrate.ts";
import type { Tables } from "../src/store/tables.ts";

/** Files in git that are made from the code, so that a change of the contract or of the tables shows in its diff. */
const GENERATED: Readonly<Record<string, () => string | Promise<string>>> = {
  "docs/api/openapi.json": () => `${JSON.stringify(openApiDocument(programVersion), null, 2)}\n`,
  "docs/schema/sqlite.sql": sqliteSchema,
};

/** Every statement of a freshly migrated database, by kind and name. A virtual table's own inner tables are left out. */
async function sqliteSchema(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dw-schema-"));
  const store = openSqlite<Tables>(join(folder, "wall.db"));
  try {
    await migrate(store);
    const { rows } = await sql<{ sql: string }>`
      select sql from sqlite_schema where sql is not null
      and name not in (select name from pragma_table_list where type = 'shadow')
      order by case type when 'table' then 1 when 'index' then 2 else 3 end, name`.execute(store.reader);
    return `-- Made by scripts/generate.ts from src/store/migrations.\n\n${rows.map((row) => `${columnsOnLines(row.sql.trim())};\n`).join("\n")}`;
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

/** A table's columns on lines of their own, so that a diff shows the one that changed. */
function columnsOnLines(statement: string): string {
  if (!/^create table/i.test(statement)) return statement;
  let depth = 0;
  return statement.replace(/[(),]/g, (sign) => {
    if (sign !== ",") depth += sign === "(" ? 1 : -1;
    return sign === "," && depth === 1 ? ",\n " : sign;
  });
}

/** `node scripts/generate.ts` writes the files; with `--check` it writes nothing and exits with 1 if one is out of date. */
async function generate({ isCheck }: { isCheck: boolean }): Promise<void> {
  for (const [path, make] of Object.entries(GENERATED)) {
    const file = join(packageFolder, path);
    const made = await make();
    const present = await readFile(file, "utf8").catch(() => null);
    if (made === present) continue;
    if (isCheck) {
      process.stderr.write(`${path} is out of date: node scripts/generate.ts\n`);
      process.exitCode = 1;
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, made);
    process.stdout.write(`${path}\n`);
  }
}

await generate({ isCheck: process.argv.includes("--check") });
