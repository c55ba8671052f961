import type { SimilarItems } from "../contract/items.ts";
import { Problem } from "../contract/problems.ts";
import { hostsOf, siteTerm, tagTerm } from "../core/search/facts.ts";
import { tellingWords } from "../core/search/telling-words.ts";
import { factWanted, type Wanted } from "../core/search/wanted.ts";
import { wordsOf } from "../core/words.ts";
import { findAnyItem, foundOf, ownOf } from "../store/items.ts";
import { timesKnown } from "../store/known-words.ts";
import { textsOf } from "../store/refresh-item.ts";
import type { Scope } from "../store/search-match.ts";
import { NO_NUMBER, readNewest } from "../store/search-newest.ts";
import { scopeOf } from "../store/search-scope.ts";
import type { Reader, Store } from "../store/store.ts";
import type { ItemRow } from "../store/tables.ts";
import { tagsOfItems } from "../store/tags.ts";
import { vectorOf } from "../store/vectors.ts";
import { vectorModel } from "../store/vectors-due.ts";
import { wallsSharedWith } from "../store/wall-access.ts";
import { wholeWord } from "./asked-words.ts";
import { nearItems } from "./near-items.ts";
import { presentItem, presentItems } from "./present-item.ts";

/** So many of the words that tell most of an item are looked for. */
const MOST_WORDS = 12;
const MOST_TAGS = 6;
/** By each of what they may have in common so many are found, the newest. */
const FOUND_BY_EACH = 60;
/** What has less in common than this part of all that could be is not like it. */
const LEAST_ALIKE = 0.12;
/** Somebody's tag says as much as a word of the title that few others have. */
const TAG_WEIGHT = 20;
const SITE_WEIGHT = 4;

interface Common {
  readonly wanted: Wanted;
  readonly weight: number;
  /** No more items have it, as far as that is known. */
  readonly atMost?: number;
}

/**
 * Items that are like one, the most alike first, of the person's own and of others' that they may see: those that mean about
 * the same where that is known, then those that have words, tags or the site in common with it, which count the more the rarer
 * they are. Nothing that is private of an item of somebody else counts.
 * @throws Problem not-found
 */
export async function similarItems(
  store: Store,
  { person, item: id, limit }: { person: string; item: string; limit: number },
): Promise<SimilarItems> {
  const { reader } = store;
  const item = (await presentItem(reader, { id, person })) ? await findAnyItem(reader, id) : undefined;
  if (!item) throw new Problem("not-found", "There is no such item, or it is not yours to see.");
  const scope = await scopeOf(reader, { person, shared: await wallsSharedWith(reader, person) });
  // One more, since the nearest of all is the item itself.
  const near = await alikeByMeaning(store, { scope, item, limit: limit + 1 });
  const byMeaning = (near ?? []).filter((each) => each !== id).slice(0, limit);
  const byWords = byMeaning.length < limit ? await alikeByWords(store, { scope, item }) : [];
  const best = [...new Set([...byMeaning, ...byWords])].slice(0, limit);
  const items = await presentItems(reader, best, { person, wall: undefined });
  return { items, by: near === null ? "words" : "meaning" };
}

/** Null where nobody knows what it means. */
async function alikeByMeaning(
  store: Store,
  { scope, item, limit }: { scope: Scope; item: ItemRow; limit: number },
): Promise<string[] | null> {
  const known = await vectorOf(store.reader, item.id);
  const model = known && (await vectorModel(store.reader, known.of.model));
  if (!known || model?.dimensions !== known.of.dimensions) return null;
  const near = await nearItems(store, { scope, model, vector: known.vector, wanted: null, limit });
  return near.map(({ id }) => id);
}

async function alikeByWords(store: Store, { scope, item }: { scope: Scope; item: ItemRow }): Promise<string[]> {
  const { reader, dialect } = store;
  const commons = await commonsOf(reader, item, item.owner === scope.person);
  const alike = new Map<string, { weight: number; seq: number }>();
  await store.readByIndex(async (db) => {
    for (const { wanted, weight, atMost } of commons) {
      const asked = { scope, wanted, atMost, before: NO_NUMBER, limit: FOUND_BY_EACH };
      for (const found of await readNewest(db, dialect, asked)) {
        const known = alike.get(found.id);
        alike.set(found.id, { weight: (known?.weight ?? 0) + weight, seq: found.seq });
      }
    }
  });
  alike.delete(item.id);
  const least = LEAST_ALIKE * commons.reduce((sum, { weight }) => sum + weight, 0);
  return [...alike]
    .filter(([, { weight }]) => weight >= least)
    .toSorted(([, one], [, other]) => other.weight - one.weight || other.seq - one.seq)
    .map(([each]) => each);
}

/** What other items may have in common with one. */
async function commonsOf(db: Reader, item: ItemRow, isOwn: boolean): Promise<Common[]> {
  const texts = await textsOf(db, item);
  const telling = tellingWords(isOwn ? texts : { ...texts, note: "" });
  const tags = ((await tagsOfItems(db, [item.id])).get(item.id) ?? []).slice(0, MOST_TAGS).map(({ name }) => name);
  const asked = [...telling.keys(), ...tags.flatMap((tag) => wordsOf(tag))];
  const times = await timesKnown(db, asked);
  const most = Math.max(2, ...times.values());
  // A word that a third of what is most common has tells nothing; one that nobody else has is never found.
  const rarity = (word: string) => Math.log((2 * most) / ((times.get(word) ?? 0) + 1));
  const words = [...telling]
    .map(([word, weight]) => ({ word, weight: weight * rarity(word) }))
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, MOST_WORDS);
  const host = hostsOf(foundOf(item).finalUrl ?? ownOf(item).url ?? null)[0];
  return [
    ...words.map(({ word, weight }) => ({
      wanted: { kind: "words", term: wholeWord(word), within: "about" } as const,
      weight,
      atMost: times.get(word) ?? 0,
    })),
    ...tags.map((tag) => ({ wanted: factWanted(tagTerm(tag)), weight: TAG_WEIGHT })),
    ...(host === undefined ? [] : [{ wanted: factWanted(siteTerm(host)), weight: SITE_WEIGHT }]),
  ];
}
