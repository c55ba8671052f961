import { newId } from "../../src/core/ids.ts";
import { insertPerson } from "../../src/store/persons.ts";
import type { Store } from "../../src/store/store.ts";
import { insertWall } from "../../src/store/walls.ts";
import type { Caller } from "../../src/wall/caller.ts";

export interface Person {
  readonly id: string;
  readonly inbox: string;
  readonly caller: Caller;
}

/** Somebody arrives and has an inbox. Ada owns the place; Lin and Max are people beside her. */
export async function arrive(store: Store, name: "Ada" | "Lin" | "Max"): Promise<Person> {
  const role = name === "Ada" ? "owner" : "person";
  const id = newId();
  await store.write((unit) =>
    insertPerson(unit, { id, email: null, name, role, language: null, created_at: unit.nowMs }),
  );
  const inbox = await putUpWall(store, { owner: id, name: "Inbox", kind: "inbox" });
  return { id, inbox, caller: { person: id, role, scopes: ["admin"], by: { kind: "key", id: newId() } } };
}

/** An empty wall; tells its id. */
export async function putUpWall(
  store: Store,
  { owner, name, kind = "board" }: { owner: string; name: string; kind?: "board" | "inbox" },
): Promise<string> {
  const id = newId();
  await store.write((unit) =>
    insertWall(unit, {
      id,
      owner,
      name,
      kind,
      visibility: "private",
      idempotency_key: null,
      made_as: name,
      created_at: unit.nowMs,
      deleted_at: null,
    }),
  );
  return id;
}
