import { LOCAL_KEY_NAME } from "../contract/local-key.ts";
import { findOwner } from "../store/persons.ts";
import type { Store } from "../store/store.ts";
import { makeKeyIn } from "./keys.ts";
import { makePersonIn } from "./make-person.ts";

/**
 * The first start makes the owner, their inbox and their local key. Several processes may try: one makes them.
 * @returns the local key when this call made the owner, null when there was one
 */
export async function ensureOwner(store: Store): Promise<{ owner: string; localKey: string | null }> {
  const known = await findOwner(store.reader);
  if (known) return { owner: known.id, localKey: null };
  return await store.write(async (unit) => {
    const faster = await findOwner(unit.db);
    if (faster) return { owner: faster.id, localKey: null };
    const owner = await makePersonIn(unit, { role: "owner" });
    const { key } = await makeKeyIn(unit, {
      person: owner,
      name: LOCAL_KEY_NAME,
      scopes: ["admin"],
      expiresAtMs: null,
    });
    return { owner, localKey: key };
  });
}
