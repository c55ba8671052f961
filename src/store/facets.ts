import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Facets } from "../contract/finding.ts";
import { foldTag } from "../core/tag-name.ts";
import type { Reader, Unit } from "./store.ts";
import { findTag } from "./tag-rows.ts";

/** Facets as one person means them: their tag by the word it stands for, and what they themselves put aside. */
export interface KnownFacets extends Facets {
  readonly person: string;
}

export async function knowFacets(
  db: Reader,
  { person, facets }: { person: string; facets: Facets },
): Promise<KnownFacets> {
  if (facets.tag === undefined) return { ...facets, person };
  // Whoever has another word for it means that one.
  const known = await findTag(db, { owner: person, name: facets.tag });
  return { ...facets, tag: known?.folded ?? foldTag(facets.tag), person };
}

/** What a row of `items` must fulfil to have all of these. */
export function conditionsOf(dialect: Unit["dialect"], facets: KnownFacets): RawBuilder<SqlBool>[] {
  const { kind, tag, site, category, mood, language, archived, person } = facets;
  const conditions: RawBuilder<SqlBool>[] = [];
  if (kind !== undefined) conditions.push(sql`items.kind = ${kind}`);
  if (site !== undefined) conditions.push(sql`items.site = ${site}`);
  if (language !== undefined) conditions.push(sql`items.lang = ${language}`);
  // What somebody else put aside on a wall that is looked at together is aside for them alone.
  if (archived === true) conditions.push(sql`items.archived_at is not null and items.owner = ${person}`);
  if (archived === false) conditions.push(sql`(items.archived_at is null or items.owner <> ${person})`);
  if (tag !== undefined)
    conditions.push(sql`exists (select 1 from item_tags join tags on tags.id = item_tags.tag
      where item_tags.item = items.id and tags.folded = ${tag})`);
  if (category !== undefined) conditions.push(sql`${shownField(dialect, "category")} = ${category}`);
  if (mood !== undefined) conditions.push(sql`${shownField(dialect, "sentiment")} = ${mood}`);
  return conditions;
}

/** The person's word before the analysis's, as `core/item-shown.ts` has it. */
function shownField(dialect: Unit["dialect"], field: "category" | "sentiment"): RawBuilder<string | null> {
  const of = (column: string) =>
    sql.raw(dialect === "postgres" ? `(${column}::json ->> '${field}')` : `json_extract(${column}, '$.${field}')`);
  return sql`coalesce(${of("items.own")}, (select ${of("analyses.result")} from analyses where analyses.id = items.analysis))`;
}
