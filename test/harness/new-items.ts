import { newId } from "../../src/core/ids.ts";
import { insertItem } from "../../src/store/items.ts";
import type { Store } from "../../src/store/store.ts";
import type { Person } from "./people.ts";

/** Items of a person that stand nowhere yet; tells their ids, ascending. */
export async function newItems(store: Store, { id: owner }: Person, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await Promise.all(
    ids.map((id) =>
      store.write((unit) =>
        insertItem(unit, {
          id,
          owner,
          kind: "note",
          state: "ready",
          own: "{}",
          found: "{}",
          analysis: null,
          share: null,
          title: id,
          site: null,
          lang: null,
          created_at: unit.nowMs,
          updated_at: unit.nowMs,
          edited_version: 1,
          version: 1,
          merged_into: null,
          pinned_at: null,
          archived_at: null,
          deleted_at: null,
          purge_at: null,
        }),
      ),
    ),
  );
  return ids;
}
