import { sql } from "kysely";
import type { Reader } from "./store.ts";

/** More words than these help nobody to choose five. */
export const MOST_VOCABULARY_WORDS = 150;
const MOST_WORDS_OF_SITE = 20;
/** A person's word says more about how they sort than one that an AI put there. */
const WEIGHT_OF_PERSON = 3;
/** An AI's word is the person's too when it has stayed on so many items. */
const FEWEST_ITEMS_OF_AI = 3;
/** How far back it looks, so that it costs the same for whoever has 2,000 items and whoever has 50,000. */
const NEWEST_ITEMS = 2_000;
const NEWEST_ITEMS_OF_SITE = 200;

interface WordRow {
  readonly name: string;
  readonly by_person: number;
  readonly by_ai: number;
  readonly by_person_there: number;
  readonly by_ai_there: number;
}

/**
 * The words a person sorts by, on living items of theirs: first those used on items of the same site, then the most
 * used. Only words that the person put somewhere, or an AI on three items. One query.
 * @param limit at most MOST_VOCABULARY_WORDS
 */
export async function vocabularyOf(
  db: Reader,
  { owner, near, limit }: { owner: string; near: { site: string | null }; limit: number },
): Promise<string[]> {
  const living = sql`owner = ${owner} and deleted_at is null and merged_into is null`;
  const newest = sql`select * from (select id, site from items where ${living} order by id desc limit ${NEWEST_ITEMS}) as newest`;
  const there = sql`select * from (select id, site from items where ${living} and site is not null and site = ${near.site}
    order by id desc limit ${NEWEST_ITEMS_OF_SITE}) as there`;
  const count = (by: "person" | "ai", more = sql``) =>
    sql`count(case when item_tags."by" = ${sql.lit(by)} ${more} then 1 end)`;
  const atSite = sql`and looked.site = ${near.site}`;
  const { rows } = await sql<WordRow>`
    select tags.name, counted.* from (
      select item_tags.tag, ${count("person")} as by_person, ${count("ai")} as by_ai,
        ${count("person", atSite)} as by_person_there, ${count("ai", atSite)} as by_ai_there
      from (${near.site === null ? newest : sql`${newest} union ${there}`}) as looked
      join item_tags on item_tags.item = looked.id
      group by item_tags.tag
      having ${count("person")} > 0 or ${count("ai")} >= ${FEWEST_ITEMS_OF_AI}
    ) as counted join tags on tags.id = counted.tag`.execute(db);
  const weightThere = (row: WordRow) => WEIGHT_OF_PERSON * Number(row.by_person_there) + Number(row.by_ai_there);
  const weight = (row: WordRow) => WEIGHT_OF_PERSON * Number(row.by_person) + Number(row.by_ai);
  const ofSite = near.site === null ? [] : heaviest(rows, weightThere).slice(0, MOST_WORDS_OF_SITE);
  const words = new Set([...ofSite, ...heaviest(rows, weight)]);
  return [...words].slice(0, Math.min(limit, MOST_VOCABULARY_WORDS));
}

/** The names of those that weigh anything, the heaviest first, equals in the order of their names. */
function heaviest(rows: readonly WordRow[], weightOf: (row: WordRow) => number): string[] {
  return rows
    .map((row) => ({ name: row.name, weight: weightOf(row) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/**
 * Whether nobody but its owner sees an item: every wall it stands on is private and the owner's. False for an item that
 * is not there. The one place that decides it: whoever else may see a wall is to be asked for here.
 */
export async function allWallsPrivate(db: Reader, item: string): Promise<boolean> {
  const row = await db
    .selectFrom("items")
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom("places")
            .innerJoin("walls", "walls.id", "places.wall")
            .select("walls.id")
            .whereRef("places.item", "=", "items.id")
            .where("places.removed_at", "is", null)
            .where((of) =>
              of.or([of("walls.visibility", "<>", "private"), of("walls.owner", "<>", of.ref("items.owner"))]),
            ),
        )
        .as("is_seen"),
    )
    .where("items.id", "=", item)
    .executeTakeFirst();
  return row !== undefined && !row.is_seen;
}
