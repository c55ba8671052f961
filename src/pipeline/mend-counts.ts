import { countAnew, listMiscounted } from "../store/quotas.ts";
import type { Store } from "../store/store.ts";

/** Counts anew what those have whose count is not what is there; everybody else is only looked at. */
export async function mendCounts(store: Store): Promise<void> {
  for (const person of await listMiscounted(store.reader)) await store.write((unit) => countAnew(unit, person));
}
