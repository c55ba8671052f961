import { type RawBuilder, sql } from "kysely";
import type { WallSort } from "../contract/choices.ts";
import { conditionsOf, type KnownFacets } from "./facets.ts";
import type { Reader, Unit } from "./store.ts";

/** A title is ordered by so much of it; the item's id decides between those that begin alike. */
const TITLE_KEY_CHARACTERS = 100;

/** What orders items by their titles. Both databases lower the letters of ASCII only under the collation we have. */
export const titleKey: RawBuilder<string> = sql`lower(substr(items.title, 1, ${sql.lit(TITLE_KEY_CHARACTERS)}))`;

/** Where an item stands in the order by hand, as `positionOf` in core has it; the index `places_by_hand` holds it. */
export const positionKey = (dialect: Unit["dialect"]): RawBuilder<string> =>
  dialect === "postgres"
    ? sql`coalesce(places.position, lpad(places.sort_at::text, 13, '0') || places.item)`
    : sql`coalesce(places.position, printf('%013d', places.sort_at) || places.item)`;

/** An item of a list and the key that orders it. */
export interface Listed {
  readonly item: string;
  readonly key: string | number;
}

export interface WallListAsked {
  readonly wall: string;
  readonly sort: WallSort;
  readonly facets: KnownFacets;
  readonly after: Listed | null;
  readonly limit: number;
}

/**
 * One page of what stands on a wall and has these facets. By time and by hand the wall is walked in its order until the
 * page is full, however deep it lies; by title all of the wall is looked at.
 */
export async function listOnWall(db: Reader, dialect: Unit["dialect"], asked: WallListAsked): Promise<Listed[]> {
  const { wall, sort, facets, after, limit } = asked;
  const isDescending = sort === "newest" || sort === "manual";
  const key = keyOf(sort, dialect);
  const direction = sql.raw(isDescending ? "desc" : "asc");
  const conditions = [
    sql`places.wall = ${wall}`,
    sql`places.removed_at is null`,
    ...conditionsOf(dialect, facets),
    ...(after === null
      ? []
      : [sql`(${key}, places.item) ${sql.raw(isDescending ? "<" : ">")} (${after.key}, ${after.item})`]),
  ];
  const { rows } = await sql<Listed>`
    select places.item as item, ${key} as key from places join items on items.id = places.item
    where ${sql.join(conditions, sql` and `)}
    order by ${key} ${direction}, places.item ${direction} limit ${limit}`.execute(db);
  return rows.map(({ item, key: told }) => ({ item, key: isText(sort) ? told : Number(told) }));
}

/** Whether the key of this order is a text; otherwise it is a moment. */
export const isText = (sort: WallSort): boolean => sort === "title" || sort === "manual";

function keyOf(sort: WallSort, dialect: Unit["dialect"]): RawBuilder<string | number> {
  if (sort === "title") return titleKey;
  return sort === "manual" ? positionKey(dialect) : sql<number>`places.sort_at`;
}
