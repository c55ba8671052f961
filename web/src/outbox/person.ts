import { inTransaction } from "./database.ts";

/** Who was signed in here last: whose a caught share is, and whose answers may be kept for reading offline. */
export interface KnownPerson {
  readonly id: string;
  readonly inbox: string;
}

const KEY = "person";

/** Null when nobody is known, or nothing can be read. */
export async function readPerson(): Promise<KnownPerson | null> {
  try {
    const found = await inTransaction<KnownPerson | undefined>(["facts"], "readonly", (transaction) =>
      transaction.objectStore("facts").get(KEY),
    );
    return found ?? null;
  } catch {
    return null;
  }
}

export async function writePerson(person: KnownPerson | null): Promise<void> {
  await inTransaction<unknown>(["facts"], "readwrite", (transaction) => {
    const facts = transaction.objectStore("facts");
    const request: IDBRequest = person === null ? facts.delete(KEY) : facts.put(person, KEY);
    return request;
  });
}
