import type { KyselyPlugin } from "kysely";
import type { WritableDb } from "../../src/core/ports/database.ts";
import type { Store } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";

/** Every row of the tables that hold what people have, to be compared. */
export async function everyRow({ reader }: Store): Promise<unknown> {
  const tables = ["items", "shares", "runs", "steps", "places", "addresses", "marks", "duplicates", "files"] as const;
  const more = ["tags", "item_tags", "tag_synonyms", "contents", "analyses", "wall_clocks"] as const;
  const rows: Record<string, unknown> = {};
  for (const table of [...tables, ...more])
    rows[table] = (await reader.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort();
  return rows;
}

/** The same store, but the power goes before the n-th statement of a unit. */
export function breakingAt(store: Store, statement: number): Store {
  return {
    ...store,
    write: (work) => {
      let seen = 0;
      const plugin: KyselyPlugin = {
        transformQuery({ node }) {
          seen += 1;
          if (seen === statement) throw new Error("the power went");
          return node;
        },
        transformResult: ({ result }) => Promise.resolve(result),
      };
      return store.write((unit) => work({ ...unit, db: unit.db.withPlugin(plugin) as unknown as WritableDb<Tables> }));
    },
  };
}
