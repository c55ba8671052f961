import type { TagPairReason } from "../contract/tags.ts";
import { foldTag, tagForms, tagKey } from "./tag-name.ts";
import { isTypo, slipsOf } from "./typos.ts";

/** A tag as it is compared with a person's other tags. */
export interface CountedTag {
  readonly name: string;
  /** Items that have it. */
  readonly items: number;
  /** Whether the person put it on any of them. */
  readonly isOwn: boolean;
}

/** Two tags that are most likely one word. */
export interface TagPair<Tag extends CountedTag = CountedTag> {
  readonly tag: Tag;
  /** The one to keep: the person's before the AI's, then the more used. */
  readonly into: Tag;
  readonly why: TagPairReason;
}

/** A word on more items than this is no slip of the finger. */
const MOST_ITEMS_OF_A_TYPO = 3;
/** With "of" or "de" in it, another order is another meaning: "history of art", "art of history". */
const FEWEST_LETTERS_TO_REORDER = 4;

/** Two tags as one key, whichever is named first. */
export function pairKey(one: string, other: string): string {
  return [foldTag(one), foldTag(other)].sort().join("\n");
}

/**
 * Pairs of tags that are most likely one word, the most used first. Tags are put in buckets by what they would have in
 * common, so that the cost grows with their number and not with its square.
 * @param isKept whether the person has said that a pair (`pairKey`) is two words
 */
export function findTagPairs<Tag extends CountedTag>(
  tags: readonly Tag[],
  { limit, isKept }: { limit: number; isKept: (pair: string) => boolean },
): TagPair<Tag>[] {
  const ranked = tags.map(toWord).sort(byRank);
  const found = new Map<string, TagPair<Tag>>();
  const propose = (one: Word<Tag>, other: Word<Tag>, why: TagPairReason): void => {
    if (one === other) return;
    const [into, less] = byRank(one, other) <= 0 ? [one, other] : [other, one];
    if (why === "typo" && less.tag.items > MOST_ITEMS_OF_A_TYPO) return;
    const key = [one.folded, other.folded].sort().join("\n");
    if (!found.has(key) && !isKept(key)) found.set(key, { tag: less.tag, into: into.tag, why });
  };

  const firstOfKey = bucket(ranked, (word) => [word.key], propose, "spelling");
  for (const word of ranked)
    for (const form of word.forms) {
      const singular = firstOfKey.get(form);
      if (singular) propose(word, singular, "plural");
    }
  bucket(ranked, (word) => (word.order === null ? [] : [word.order]), propose, "word order");
  proposeTypos(ranked, propose);
  return [...found.values()]
    .sort((a, b) => b.into.items + b.tag.items - (a.into.items + a.tag.items) || (a.tag.name < b.tag.name ? -1 : 1))
    .slice(0, limit);
}

interface Word<Tag> {
  readonly tag: Tag;
  readonly folded: string;
  readonly key: string;
  /** What it may be a plural of. */
  readonly forms: readonly string[];
  /** Its words in an order of their own; null when they are one, or their order matters. */
  readonly order: string | null;
}

type Propose<Tag> = (one: Word<Tag>, other: Word<Tag>, why: TagPairReason) => void;

function toWord<Tag extends CountedTag>(tag: Tag): Word<Tag> {
  const folded = foldTag(tag.name);
  const [, ...forms] = tagForms(tag.name);
  const words = folded.split(/[ _-]+/);
  const isMovable = words.length > 1 && words.every((word) => word.length >= FEWEST_LETTERS_TO_REORDER);
  return { tag, folded, key: tagKey(folded), forms, order: isMovable ? words.sort().join(" ") : null };
}

/** The word to keep before the one to give up. */
function byRank({ tag: a, folded }: Word<CountedTag>, { tag: b, folded: other }: Word<CountedTag>): number {
  return Number(b.isOwn) - Number(a.isOwn) || b.items - a.items || (folded < other ? -1 : 1);
}

/** Proposes each word with the best of those that share a bucket with it; tells the best of each bucket. */
function bucket<Tag>(
  ranked: readonly Word<Tag>[],
  keysOf: (word: Word<Tag>) => readonly string[],
  propose: Propose<Tag>,
  why: TagPairReason,
): Map<string, Word<Tag>> {
  const best = new Map<string, Word<Tag>>();
  for (const word of ranked)
    for (const key of keysOf(word)) {
      const first = best.get(key);
      if (first) propose(first, word, why);
      else best.set(key, word);
    }
  return best;
}

/** Words that share what is left without one letter are few, and are looked at one by one. */
function proposeTypos<Tag extends CountedTag>(ranked: readonly Word<Tag>[], propose: Propose<Tag>): void {
  const bySlip = new Map<string, Word<Tag>[]>();
  for (const word of ranked)
    for (const slip of new Set(slipsOf(word.folded))) {
      const others = bySlip.get(slip);
      if (!others) {
        bySlip.set(slip, [word]);
        continue;
      }
      for (const other of others) if (isTypo(other.folded, word.folded)) propose(other, word, "typo");
      others.push(word);
    }
}
