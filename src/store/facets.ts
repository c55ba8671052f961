import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Facets } from "../contract/finding.ts";
import type { Reader, Unit } from "./store.ts";
import { findTag } from "./tag-rows.ts";

/** Facets whose tag is known by its id. */
export type KnownFacets = Omit<Facets, "tag"> & { readonly tagId?: string | undefined };

/** Null when nothing can have them: there is no such tag. */
export async function knowFacets(
  db: Reader,
  { owner, facets: { tag, ...others } }: { owner: string; facets: Facets },
): Promise<KnownFacets | null> {
  if (tag === undefined) return others;
  const known = await findTag(db, { owner, name: tag });
  return known ? { ...others, tagId: known.id } : null;
}

/** What a row of `items` must fulfil to have all of these. */
export function conditionsOf(dialect: Unit["dialect"], facets: KnownFacets): RawBuilder<SqlBool>[] {
  const { kind, tagId, site, category, mood, language, archived } = facets;
  const conditions: RawBuilder<SqlBool>[] = [];
  if (kind !== undefined) conditions.push(sql`items.kind = ${kind}`);
  if (site !== undefined) conditions.push(sql`items.site = ${site}`);
  if (language !== undefined) conditions.push(sql`items.lang = ${language}`);
  if (archived !== undefined)
    conditions.push(archived ? sql`items.archived_at is not null` : sql`items.archived_at is null`);
  if (tagId !== undefined)
    conditions.push(sql`exists (select 1 from item_tags where item_tags.tag = ${tagId} and item_tags.item = items.id)`);
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
