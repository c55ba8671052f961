import type { Reader } from "../store/store.ts";
import { wordsInUse } from "../store/vocabulary.ts";

/** A word somebody used a minute ago may wait that long until it is offered for other things. */
const BELIEVED_MS = 60_000;
const PEOPLE_REMEMBERED = 1_000;

interface Remembered {
  readonly words: Promise<readonly string[]>;
  readonly untilMs: number;
}

const known = new WeakMap<Reader, Map<string, Remembered>>();

/**
 * The words a person sorts by, read at most once a minute: it takes a dozen milliseconds for whoever has thousands of
 * items, and every analysis asks for them.
 */
export function wordsRemembered(db: Reader, owner: string): Promise<readonly string[]> {
  const people = known.get(db) ?? new Map<string, Remembered>();
  known.set(db, people);
  const remembered = people.get(owner);
  if (remembered && remembered.untilMs > Date.now()) return remembered.words;
  if (people.size >= PEOPLE_REMEMBERED) people.clear();
  const words = wordsInUse(db, { owner, site: null });
  people.set(owner, { words, untilMs: Date.now() + BELIEVED_MS });
  words.catch(() => people.delete(owner));
  return words;
}
