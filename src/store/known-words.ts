import { sql } from "kysely";
import type { KnownWordRow } from "./index-tables.ts";
import type { Reader, Unit } from "./store.ts";
import type { ItemRow } from "./tables.ts";

const ROWS_A_STATEMENT = 200;
/** So many of the most common words make up most of what begins with a letter. */
const MOST_SUMMED = 200;
/** After every word that begins so, in the order of code points. */
const LAST_LETTER = "\u{10FFFF}";

/** Items that were not learned from yet and are as they will mostly stay, by their numbers. */
export async function itemsToLearn(
  db: Reader,
  { settledBeforeMs, limit }: { settledBeforeMs: number; limit: number },
): Promise<ItemRow[]> {
  const rows = await db
    .selectFrom("items")
    .selectAll()
    .where("seq", ">", await itemsLearned(db))
    .orderBy("seq")
    .limit(limit)
    .execute();
  const working = rows.findIndex((row) => row.state === "working" && row.updated_at > settledBeforeMs);
  return rows.slice(0, working < 0 ? rows.length : working);
}

/** Adds what was learned from items up to a number. @param words each with how many of the items have it */
export async function learnWords(
  unit: Unit,
  { words, doneTo }: { words: ReadonlyMap<string, number>; doneTo: number },
): Promise<void> {
  // In one order, so that no two processes wait for each other.
  const rows = [...words].toSorted(([one], [other]) => (one < other ? -1 : 1));
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const values = rows
      .slice(from, from + ROWS_A_STATEMENT)
      .map(([word, items]) => sql`(${word}, ${[...word][0] ?? ""}, ${[...word].length}, ${items})`);
    await sql`insert into known_words (word, first, letters, items) values ${sql.join(values)}
      on conflict (word) do update set items = known_words.items + excluded.items`.execute(unit.db);
  }
  await unit.db.updateTable("words_learned").set({ done_to: doneTo }).execute();
}

/** Nothing is known any more: it is learned anew, from the first item on. */
export async function forgetWords(unit: Unit): Promise<void> {
  await unit.db.deleteFrom("known_words").execute();
  await unit.db.updateTable("words_learned").set({ done_to: 0 }).execute();
}

/** From how many items words were learned, about. */
export async function itemsLearned(db: Reader): Promise<number> {
  const learned = await db.selectFrom("words_learned").select("done_to").executeTakeFirst();
  return Number(learned?.done_to ?? 0);
}

/** Of how many items at the most no words were learned yet. */
export async function itemsNotLearned(db: Reader): Promise<number> {
  const { rows } = await sql<{ not_learned: number | null }>`
    select (select max(seq) from items) - done_to as not_learned from words_learned`.execute(db);
  return Math.max(0, Number(rows[0]?.not_learned ?? 0));
}

/** In how many items each of these is known to stand; those that nobody has are left out. */
export async function timesKnown(db: Reader, words: readonly string[]): Promise<Map<string, number>> {
  if (words.length === 0) return new Map();
  const rows = await db.selectFrom("known_words").select(["word", "items"]).where("word", "in", words).execute();
  return new Map(rows.map(({ word, items }) => [word, Number(items)]));
}

/** Words that begin in one way. */
export interface Beginning {
  /** The most common ones, the first of all first. */
  readonly words: readonly string[];
  /** In how many items those that begin so stand, each word counted by itself: about, where a letter is all there is. */
  readonly total: number;
}

/** Looks for words that begin so. @param most so many are told */
export async function wordsBeginning(
  db: Reader,
  { beginning, most }: { beginning: string; most: number },
): Promise<Beginning> {
  // A letter begins a great part of all words: the most common ones are enough.
  const isLetter = [...beginning].length === 1;
  const begins = isLetter
    ? sql`first = ${beginning} order by items desc limit ${MOST_SUMMED}`
    : sql`word >= ${beginning} and word < ${beginning + LAST_LETTER}`;
  const { rows } = await sql<Pick<KnownWordRow, "word" | "items"> & { total: number }>`
    select word, items, sum(items) over () as total from (select word, items from known_words where ${begins}) begun
    order by items desc, word limit ${most}`.execute(db);
  return { words: rows.map(({ word }) => word), total: Number(rows[0]?.total ?? 0) };
}

/** Words that begin with one of these letters and have about so many, the most common of each letter. */
export async function wordsOfShape(
  db: Reader,
  { firsts, least, most, limit }: { firsts: readonly string[]; least: number; most: number; limit: number },
): Promise<Pick<KnownWordRow, "word" | "items">[]> {
  const alike: Pick<KnownWordRow, "word" | "items">[] = [];
  for (const first of firsts)
    alike.push(
      ...(await db
        .selectFrom("known_words")
        .select(["word", "items"])
        .where("first", "=", first)
        .where("letters", ">=", least)
        .where("letters", "<=", most)
        .orderBy("items", "desc")
        .limit(limit)
        .execute()),
    );
  return alike;
}
