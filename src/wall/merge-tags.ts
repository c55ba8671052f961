import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import type { Tag } from "../contract/tags.ts";
import { cleanTag, foldTag } from "../core/tag-name.ts";
import { lockItems } from "../store/items.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow } from "../store/tables.ts";
import { listedTag } from "../store/tag-counts.ts";
import { ensureTag, findTag, findTagNamed, lockEndingTag } from "../store/tag-rows.ts";
import { becomeSynonym } from "../store/tag-synonyms.ts";
import type { TagRow } from "../store/tag-tables.ts";
import { itemsOfTag, replaceTag } from "../store/tags.ts";
import type { WallDeps } from "./deps.ts";
import { respellTag } from "./respell-tag.ts";
import { ITEMS_RETAGGED_A_UNIT, inUnits, type Retagged, showRetagged } from "./retagged.ts";

export interface TagMerge {
  readonly person: string;
  /** The tag that ends and becomes a synonym. */
  readonly name: string;
  /** The tag that its items get, made if there is none. */
  readonly into: string;
}

/**
 * Makes one tag of two: items get `into` from whoever they had `name` from, and `name` with its synonyms is a synonym of
 * it from then on: whoever writes it from the first unit on means `into`. Goes on in units of ITEMS_RETAGGED_A_UNIT; what a crash leaves half done, the same request completes, and
 * doing it twice changes nothing. Where `into` is the same word in another spelling, the tag is spelled so.
 * @throws Problem not-found, same-tag, tags-not-valid
 */
export async function mergeTags(deps: WallDeps, { person, name, into }: TagMerge): Promise<Tag> {
  const clean = cleanTag(into);
  if (clean === null)
    throw new Problem("tags-not-valid", `A tag has 1 to ${LIMITS.tagCharacters} characters and no comma.`, {
      fields: [{ field: "/into", message: `1 to ${LIMITS.tagCharacters} characters` }],
    });
  if (foldTag(clean) === foldTag(name)) await respellTag(deps, { person, name, spelling: clean });
  else await inUnits(deps, (unit) => mergeSome(unit, { person, name, into: clean }));
  const tag = await findTag(deps.store.reader, { owner: person, name: clean });
  if (!tag) throw new Problem("not-found", "The tag was merged into another one meanwhile.");
  return await listedTag(deps.store.reader, tag);
}

async function mergeSome(unit: Unit, { person, name, into }: TagMerge): Promise<Retagged> {
  const from = await findTagNamed(unit.db, { owner: person, name });
  const to = await findTag(unit.db, { owner: person, name: into });
  if (!from) return await alreadyMerged(unit, { person, name, to });
  if (from.id === to?.id) throw sameTag(`It is a synonym of ${from.name}. Forget the synonym first.`);
  const items = await itemsOfTag(unit.db, { tag: from.id, limit: ITEMS_RETAGGED_A_UNIT });
  const locked = items.length === 0 ? new Map<string, ItemRow>() : await lockItems(unit, items);
  const target = to?.id ?? (await ensureTag(unit, { owner: person, name: into }));
  await lockEndingTag(unit, { ending: from.id, into: target });
  if (items.length > 0) {
    const changed = await replaceTag(unit, { items: [...locked.keys()], from: from.id, to: target });
    return { isDone: false, walls: await showRetagged(unit, { locked, changed }) };
  }
  // With the tag's row locked nobody can put it anywhere; somebody may have before.
  const [left] = await itemsOfTag(unit.db, { tag: from.id, limit: 1 });
  if (left === undefined) await becomeSynonym(unit, { from, to: target });
  return { isDone: left === undefined, walls: [] };
}

/** The name is a synonym: of the tag it shall be merged into when the same request was made before. */
async function alreadyMerged(
  unit: Unit,
  { person, name, to }: { person: string; name: string; to: TagRow | undefined },
): Promise<Retagged> {
  const meant = await findTag(unit.db, { owner: person, name });
  if (!meant) throw new Problem("not-found", "You have no such tag.");
  if (meant.id === to?.id) return { isDone: true, walls: [] };
  throw new Problem("not-found", `You have no such tag: the word is a synonym of ${meant.name}. Merge that one.`);
}

const sameTag = (detail: string): Problem =>
  new Problem("same-tag", detail, { fields: [{ field: "/into", message: "the tag itself" }] });
