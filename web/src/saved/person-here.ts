import type { Me } from "../../../src/contract/walls.ts";
import { ask, Refusal } from "../api.ts";
import { type KnownPerson, readPerson } from "../outbox/person.ts";

/** Who is signed in: by the server's word, or without a network whoever was here last. Null when nobody is. */
export async function personHere(): Promise<KnownPerson | null> {
  try {
    const { person, inbox_id: inbox } = await ask<Me>("GET", "/me");
    return { id: person.id, inbox };
  } catch (thrown) {
    return thrown instanceof Refusal && thrown.status === 401 ? null : await readPerson();
  }
}
