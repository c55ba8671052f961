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

/**
 * The words a person sorts by, on living items of theirs, the most used first: of the newest NEWEST_ITEMS, or of the
 * newest NEWEST_ITEMS_OF_SITE of one site. Of all sites only those that the person put, or an AI on three items. One query.
 */
export async function wordsInUse(
  db: Reader,
  { owner, site }: { owner: string; site: string | null },
): Promise<string[]> {
  const fewestOfAi = site === null ? FEWEST_ITEMS_OF_AI : 1;
  const count = (by: "person" | "ai") => sql<number>`count(case when item_tags."by" = ${sql.lit(by)} then 1 end)`;
  const rows = await db
    .selectFrom((eb) => {
      const living = eb
        .selectFrom("items")
        .select("items.id")
        .where("items.owner", "=", owner)
        .where("items.deleted_at", "is", null)
        .where("items.merged_into", "is", null);
      return (site === null ? living : living.where("items.site", "=", site))
        .orderBy("items.id", "desc")
        .limit(site === null ? NEWEST_ITEMS : NEWEST_ITEMS_OF_SITE)
        .as("looked");
    })
    .innerJoin("item_tags", "item_tags.item", "looked.id")
    .innerJoin("tags", "tags.id", "item_tags.tag")
    .select(["tags.name", count("person").as("by_person"), count("ai").as("by_ai")])
    .groupBy(["tags.id", "tags.name"])
    .having((eb) => eb.or([eb(count("person"), ">", 0), eb(count("ai"), ">=", fewestOfAi)]))
    .execute();
  const weigh = (row: { by_person: number; by_ai: number }) =>
    WEIGHT_OF_PERSON * Number(row.by_person) + Number(row.by_ai);
  return rows.sort((a, b) => weigh(b) - weigh(a) || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
}

/**
 * What an AI is told of a person's words: first those used on items of the same site, then the most used.
 * @param used the person's words in use, when they are known already
 * @param limit at most MOST_VOCABULARY_WORDS
 */
export async function vocabularyOf(
  db: Reader,
  {
    owner,
    near,
    limit,
    used,
  }: { owner: string; near: { site: string | null }; limit: number; used?: readonly string[] },
): Promise<string[]> {
  const there = near.site === null ? [] : await wordsInUse(db, { owner, site: near.site });
  const everywhere = used ?? (await wordsInUse(db, { owner, site: null }));
  const theirs = new Set(everywhere);
  const ofSite = there.filter((word) => theirs.has(word)).slice(0, MOST_WORDS_OF_SITE);
  const words = new Set([...ofSite, ...everywhere]);
  return [...words].slice(0, Math.min(limit, MOST_VOCABULARY_WORDS));
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
