import { type ArchivedItem, isTold, type ToldItem, tellItem } from "../../exporters/told-item.ts";
import { type Exporting, exportItems, exportRows } from "../../store/export-records.ts";
import type { Store } from "../../store/store.ts";

/** A wall as an archive carries it, as far as writers for people need it. */
export interface ArchivedWall {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
}

/** The walls of an export, the inbox among them, in the order they were made. */
export async function wallsOf(store: Store, { owner, wall }: Exporting): Promise<ArchivedWall[]> {
  const walls: ArchivedWall[] = [];
  for await (const record of exportRows(store, "walls", { owner }))
    if (wall === null || record["id"] === wall) walls.push(record as unknown as ArchivedWall);
  return walls;
}

/** Items for people, one after another. With `isWhole` their long texts come along. */
export async function* toldItems(
  store: Store,
  exporting: Exporting,
  { isWhole = false }: { isWhole?: boolean } = {},
): AsyncGenerator<ToldItem> {
  const names = new Map((await wallsOf(store, exporting)).map(({ id, name }) => [id, name]));
  for await (const page of exportItems(store, exporting, { isWhole }))
    for (const record of page) {
      const item = record as unknown as ArchivedItem;
      if (isTold(item)) yield tellItem(item, names);
    }
}
