import { INBOX_NAME } from "../contract/inbox-name.ts";
import { LOCAL_KEY_NAME } from "../contract/local-key.ts";
import { newId } from "../core/ids.ts";
import { findOwner, insertPerson } from "../store/persons.ts";
import type { Store } from "../store/store.ts";
import { insertWall } from "../store/walls.ts";
import { makeKeyIn } from "./keys.ts";

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
    const owner = newId(unit.nowMs);
    await insertPerson(unit, {
      id: owner,
      email: null,
      name: null,
      role: "owner",
      language: null,
      created_at: unit.nowMs,
    });
    await insertWall(unit, {
      id: newId(unit.nowMs),
      owner,
      name: INBOX_NAME,
      kind: "inbox",
      visibility: "private",
      idempotency_key: null,
      made_as: INBOX_NAME,
      created_at: unit.nowMs,
      deleted_at: null,
    });
    const { key } = await makeKeyIn(unit, {
      person: owner,
      name: LOCAL_KEY_NAME,
      scopes: ["admin"],
      expiresAtMs: null,
    });
    return { owner, localKey: key };
  });
}
