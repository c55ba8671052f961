import { Problem } from "../contract/problems.ts";
import { lockItems } from "../store/items.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow } from "../store/tables.ts";
import { findTag, findTagNamed } from "../store/tag-rows.ts";
import { spellTag, tellUpTo, toldUpTo } from "../store/tag-spelling.ts";
import { itemsOfTag } from "../store/tags.ts";
import type { WallDeps } from "./deps.ts";
import { ITEMS_RETAGGED_A_UNIT, inUnits, type Retagged, showRetagged } from "./retagged.ts";

interface Respelling {
  readonly person: string;
  readonly name: string;
  /** The same word, written otherwise. */
  readonly spelling: string;
}

/**
 * Writes a tag otherwise: it is the same tag, under the new spelling at once. What has it is told in units of
 * ITEMS_RETAGGED_A_UNIT; what a crash leaves half done, the same request completes.
 * @throws Problem not-found, same-tag
 */
export async function respellTag(deps: WallDeps, respelling: Respelling): Promise<void> {
  const tag = await deps.store.write((unit) => begin(unit, respelling));
  await inUnits(deps, (unit) => tellSome(unit, tag));
}

async function begin(unit: Unit, { person, name, spelling }: Respelling): Promise<string> {
  const tag = await findTagNamed(unit.db, { owner: person, name });
  if (!tag || tag.merged_into !== null) throw await noSuchTag(unit, { person, name });
  if (tag.name !== spelling) await spellTag(unit, { tag, name: spelling });
  else if (tag.told_up_to === null)
    throw new Problem("same-tag", "It is spelled just so.", {
      fields: [{ field: "/into", message: "the tag itself" }],
    });
  return tag.id;
}

async function noSuchTag(unit: Unit, { person, name }: Omit<Respelling, "spelling">): Promise<Problem> {
  const meant = await findTag(unit.db, { owner: person, name });
  if (!meant) return new Problem("not-found", "You have no such tag.");
  return new Problem("not-found", `You have no such tag: the word is a synonym of ${meant.name}.`);
}

async function tellSome(unit: Unit, tag: string): Promise<Retagged> {
  const from = await toldUpTo(unit.db, tag);
  if (from === null) return { isDone: true, walls: [] };
  const items = await itemsOfTag(unit.db, { tag, after: from, limit: ITEMS_RETAGGED_A_UNIT });
  const locked = items.length === 0 ? new Map<string, ItemRow>() : await lockItems(unit, items);
  await tellUpTo(unit, { tag, from, to: items.at(-1) ?? null });
  return { isDone: items.length === 0, walls: await showRetagged(unit, { locked, changed: new Set(items) }) };
}
