/** The one database of this origin in the browser. Page and worker share it. */
const NAME = "digital-wall";
const VERSION = 1;
export type StoreName = "entries" | "blobs" | "facts";

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("entries", { keyPath: "id" });
      request.result.createObjectStore("blobs");
      request.result.createObjectStore("facts");
    };
    request.onsuccess = () => {
      const database = request.result;
      // A newer page wants to change the shape of it; whoever holds the old one lets go.
      database.onversionchange = () => {
        database.close();
        opened = null;
      };
      database.onclose = () => {
        opened = null;
      };
      resolve(database);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new DOMException("Another window holds the old database", "InvalidStateError"));
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/**
 * Runs work in one transaction and resolves with the result of the request it returns, only when the whole transaction is
 * on disk.
 * @throws DOMException, a QuotaExceededError when the device has no room
 */
export async function inTransaction<Result>(
  stores: StoreName[],
  mode: "readonly" | "readwrite",
  work: (transaction: IDBTransaction) => IDBRequest<Result> | null,
): Promise<Result> {
  const database = await open();
  return await new Promise<Result>((resolve, reject) => {
    const transaction = database.transaction(stores, mode, { durability: "strict" });
    let request: IDBRequest<Result> | null = null;
    transaction.oncomplete = () => resolve(request?.result as Result);
    transaction.onabort = () => reject(transaction.error ?? new DOMException("It was not kept", "AbortError"));
    try {
      request = work(transaction);
    } catch (error) {
      transaction.abort();
      reject(error);
    }
  });
}
