/** What every key of a file looks like: two letters of its id, a slash, the id. */
const KEY = /^[0-9a-f]{2}\/[0-9a-f-]{36}$/;

/** The key as it came. @throws when it is not one of ours: a fault, which must never become a path or an address */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error(`not a key of a file: ${key}`);
  return key;
}

export const isKey = (name: string): boolean => KEY.test(name);
