import { Problem } from "../contract/problems.ts";
import type { Tag, TagSuggestion } from "../contract/tags.ts";
import { foldTag } from "../core/tag-name.ts";
import { findTagPairs, pairKey } from "../core/tag-pairs.ts";
import type { Store } from "../store/store.ts";
import { listTags, mostUsedTags } from "../store/tag-counts.ts";
import { findTag } from "../store/tag-rows.ts";
import { forgetSynonym, keepTagPair, keptTagPairs } from "../store/tag-synonyms.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import type { WallDeps } from "./deps.ts";

/** Suggestions look at this many of a person's tags, the most used ones. */
const MOST_TAGS_COMPARED = 2_000;
const MOST_SUGGESTIONS = 100;

/** One page of a person's tags, the most used first. @throws Problem cursor-not-valid */
export async function pageOfTags(
  { reader }: Store,
  { owner, cursor, limit }: { owner: string; cursor: string | undefined; limit: number },
): Promise<{ items: Tag[]; next_cursor: string | null }> {
  const [skip] = readCursor(cursor, ["number"]) ?? [0];
  if (skip < 0) throw new Problem("cursor-not-valid", "Use the next_cursor of an earlier answer, unchanged.");
  const tags = await listTags(reader, { owner, limit: limit + 1, skip });
  return { items: tags.slice(0, limit), next_cursor: tags.length > limit ? makeCursor([skip + limit]) : null };
}

/** A synonym is a word of its own from now on; items keep the tag they have. @throws Problem not-found */
export async function forgetTagSynonym(
  deps: WallDeps,
  { person, name, synonym }: { person: string; name: string; synonym: string },
): Promise<void> {
  const wasSynonym = await deps.store.write(async (unit) => {
    const tag = await findTag(unit.db, { owner: person, name });
    return tag !== undefined && (await forgetSynonym(unit, { owner: person, tag: tag.id, folded: foldTag(synonym) }));
  });
  if (!wasSynonym) throw new Problem("not-found", "The tag has no such synonym.");
}

/** Pairs of a person's tags that are most likely one word, the most used first. */
export async function suggestTagMerges({ reader }: Store, owner: string): Promise<TagSuggestion[]> {
  const tags = await mostUsedTags(reader, { owner, limit: MOST_TAGS_COMPARED });
  const kept = new Set((await keptTagPairs(reader, owner)).map(([one, other]) => pairKey(one, other)));
  const pairs = findTagPairs(
    tags.map(({ name, items, by_person }) => ({ name, items, isOwn: by_person > 0 })),
    { limit: MOST_SUGGESTIONS, isKept: (pair) => kept.has(pair) },
  );
  return pairs.map(({ tag, into, why }) => ({
    name: tag.name,
    items: tag.items,
    into: into.name,
    into_items: into.items,
    why,
  }));
}

/** The person keeps two tags apart: they are never suggested to be one again. Doing it twice changes nothing. */
export async function keepTagsApart(
  deps: WallDeps,
  { person, names: [one, other] }: { person: string; names: readonly [string, string] },
): Promise<void> {
  await deps.store.write(async (unit) => {
    const first = await findTag(unit.db, { owner: person, name: one });
    const second = await findTag(unit.db, { owner: person, name: other });
    if (!first || !second || first.id === second.id) throw new Problem("not-found", "These are no two tags of yours.");
    await keepTagPair(unit, { owner: person, folded: [first.folded, second.folded] });
  });
}
