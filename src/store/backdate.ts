import type { Unit } from "./store.ts";

/** Puts an item, wherever it stands, at a time in the past, as if it had been kept then. */
export async function backdateItem(unit: Unit, { item, atMs }: { item: string; atMs: number }): Promise<void> {
  await unit.db.updateTable("items").set({ created_at: atMs }).where("id", "=", item).execute();
  await unit.db.updateTable("places").set({ sort_at: atMs }).where("item", "=", item).execute();
}
