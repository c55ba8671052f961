import { inTransaction } from "./database.ts";
import type { Entry } from "./entry.ts";

/**
 * Entries that this window alone holds, since the browser's own store is full or shut. They are lost with the window, and
 * the page says so.
 */
const inWindow = new Map<string, { entry: Entry; files: readonly Blob[] }>();

export const isOnlyInWindow = (id: string): boolean => inWindow.has(id);

const blobKey = (id: string, index: number): IDBValidKey => [id, index];
const blobsOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);

/**
 * Keeps a share with its files; resolves when all of it is on disk. `instead` names an entry that this one replaces.
 * @throws DOMException, a QuotaExceededError when the device has no room
 */
export async function keepEntry(
  entry: Entry,
  files: readonly Blob[],
  { instead = null }: { instead?: string | null } = {},
): Promise<void> {
  await inTransaction(["entries", "blobs"], "readwrite", (transaction) => {
    const [entries, blobs] = [transaction.objectStore("entries"), transaction.objectStore("blobs")];
    if (instead !== null) {
      entries.delete(instead);
      blobs.delete(blobsOf(instead));
    }
    files.forEach((file, index) => {
      blobs.put(file, blobKey(entry.id, index));
    });
    return entries.put(entry);
  });
  if (instead !== null) inWindow.delete(instead);
}

/** The last resort of a page whose store is full: held while the window is open. */
export function holdInWindow(entry: Entry, files: readonly Blob[]): void {
  inWindow.set(entry.id, { entry, files });
}

/** All entries, oldest first. */
export async function listEntries(): Promise<Entry[]> {
  const held = Array.from(inWindow.values(), ({ entry }) => entry);
  const kept = await inTransaction<Entry[]>(["entries"], "readonly", (transaction) =>
    transaction.objectStore("entries").getAll(),
  ).catch(() => []);
  return [...kept, ...held].sort((one, other) => one.at - other.at);
}

export async function readEntry(id: string): Promise<Entry | null> {
  const held = inWindow.get(id);
  if (held) return held.entry;
  const found = await inTransaction<Entry | undefined>(["entries"], "readonly", (transaction) =>
    transaction.objectStore("entries").get(id),
  );
  return found ?? null;
}

/** The bytes of an entry's files, by their order. */
export async function readFiles(id: string): Promise<readonly Blob[]> {
  const held = inWindow.get(id);
  if (held) return held.files;
  return await inTransaction<Blob[]>(["blobs"], "readonly", (transaction) =>
    transaction.objectStore("blobs").getAll(blobsOf(id)),
  );
}

/**
 * Changes an entry as it stands now; null when it is gone. What another window writes meanwhile is not overwritten.
 * Once it is sent its bytes go with the same transaction.
 */
export async function changeEntry(id: string, change: (entry: Entry) => Entry): Promise<Entry | null> {
  const held = inWindow.get(id);
  if (held) {
    const entry = change(held.entry);
    inWindow.set(id, { ...held, entry });
    return entry;
  }
  let changed: Entry | null = null;
  await inTransaction(["entries", "blobs"], "readwrite", (transaction) => {
    const entries = transaction.objectStore("entries");
    const found: IDBRequest<Entry | undefined> = entries.get(id);
    found.onsuccess = () => {
      if (found.result === undefined) return;
      changed = change(found.result);
      entries.put(changed);
      if (changed.state === "sent") transaction.objectStore("blobs").delete(blobsOf(id));
    };
    return null;
  });
  return changed;
}

export async function removeEntries(ids: readonly string[]): Promise<void> {
  for (const id of ids) inWindow.delete(id);
  await inTransaction(["entries", "blobs"], "readwrite", (transaction) => {
    for (const id of ids) {
      transaction.objectStore("entries").delete(id);
      transaction.objectStore("blobs").delete(blobsOf(id));
    }
    return null;
  });
}
