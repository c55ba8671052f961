import { sql } from "kysely";
import { type QueryTerm, queryWords, wordsOf } from "../core/words.ts";
import type { Reader, Unit } from "./store.ts";

/** The texts an item is found by, the weightiest first. */
export interface SearchFields {
  readonly title: string;
  readonly tags: string;
  readonly note: string;
  readonly summary: string;
  readonly site: string;
  readonly body: string;
}

export interface IndexedItem {
  readonly seq: number;
  readonly owner: string;
  readonly walls: readonly string[];
  readonly fields: SearchFields;
}

const FIELD_NAMES = ["title", "tags", "note", "summary", "site", "body"] as const;
/** How much a find in a field weighs, in FIELD_NAMES' order. */
const FIELD_WEIGHTS = [10, 8, 6, 4, 3, 1] as const;
/** PostgreSQL knows four weights only. */
const POSTGRES_LABELS = ["A", "B", "B", "C", "C", "D"] as const;
const POSTGRES_LABEL_WEIGHTS = "{0.1, 0.35, 0.7, 1.0}";

const BODY_CHARACTERS = 200_000;
const BODY_WORDS = 40_000;
const FIELD_WORDS = 2_000;
/** PostgreSQL keeps positions up to this; fields stand apart so that no phrase spans two. */
const LAST_POSITION = 16_383;
const FIELD_GAP = 4;

/** A word that says whom an item belongs to or where it stands: one of 1,000 people searches in 8 ms so, in 169 ms by a join. */
const ownerTerm = (person: string) => `o${person.replaceAll("-", "")}`;
const wallTerm = (wall: string) => `w${wall.replaceAll("-", "")}`;

/** Makes an item findable by these texts and forgets those it was found by before. */
export async function indexItem(unit: Unit, item: IndexedItem): Promise<void> {
  const who = [ownerTerm(item.owner), ...item.walls.map(wallTerm)];
  const words = FIELD_NAMES.map((name) =>
    wordsOf(item.fields[name].slice(0, BODY_CHARACTERS), name === "body" ? BODY_WORDS : FIELD_WORDS),
  );
  if (unit.dialect === "postgres") {
    const vector = toVector(who, words);
    await sql`insert into item_words (rowid, words) values (${item.seq}, ${vector}::tsvector)
      on conflict (rowid) do update set words = excluded.words`.execute(unit.db);
    return;
  }
  await sql`insert or replace into item_words (rowid, who, title, tags, note, summary, site, body)
    values (${item.seq}, ${who.join(" ")}, ${sql.join(words.map((list) => list.join(" ")))})`.execute(unit.db);
}

export async function unindexItem(unit: Unit, seq: number): Promise<void> {
  await sql`delete from item_words where rowid = ${seq}`.execute(unit.db);
}

/** A tsvector's text form. Words are letters and digits only (core/words.ts), so quoting needs no escapes. */
function toVector(who: readonly string[], fields: readonly (readonly string[])[]): string {
  const positions = new Map<string, string[]>();
  let position = 1;
  fields.forEach((words, field) => {
    for (const word of words) {
      const places = positions.get(word) ?? [];
      if (position <= LAST_POSITION || places.length === 0)
        places.push(`${Math.min(position, LAST_POSITION)}${POSTGRES_LABELS[field]}`);
      positions.set(word, places);
      position += 1;
    }
    position += FIELD_GAP;
  });
  const lexemes = [...positions].map(([word, places]) => `'${word}':${places.join(",")}`);
  return [...who.map((term) => `'${term}'`), ...lexemes].join(" ");
}

export interface SearchAsked {
  readonly owner: string;
  readonly wall?: string | undefined;
  readonly text: string;
  readonly skip: number;
  readonly limit: number;
}

export interface SearchFound {
  /** Item ids, the best first. */
  readonly items: readonly string[];
  /** Exact up to MOST_COUNTED, which means "at least". */
  readonly total: number;
  readonly terms: readonly QueryTerm[];
}

/** Totals are exact to 1,000; counting on would cost more than knowing is worth. */
export const MOST_COUNTED = 1_001;
/** A word that more items than this have ranks its newest ones: ranking 300,000 took 190 ms. */
const MOST_RANKED = 20_000;

/** Finds a person's items by plain words; every word must be found, the last one may be a beginning. */
export async function searchItems(db: Reader, dialect: Unit["dialect"], asked: SearchAsked): Promise<SearchFound> {
  const { terms } = queryWords(asked.text);
  if (terms.length === 0) return { items: [], total: 0, terms };
  const found = dialect === "postgres" ? await findInPostgres(db, asked, terms) : await findInSqlite(db, asked, terms);
  return { ...found, terms };
}

async function findInSqlite(db: Reader, asked: SearchAsked, terms: readonly QueryTerm[]) {
  const who = [`who : "${ownerTerm(asked.owner)}"`];
  if (asked.wall) who.push(`who : "${wallTerm(asked.wall)}"`);
  const match = `${who.join(" AND ")} AND ({${FIELD_NAMES.join(" ")}} : (${terms.map(toFts).join(" AND ")}))`;
  const weights = sql.raw(`0, ${FIELD_WEIGHTS.join(", ")}`);
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from (select rowid from item_words where item_words match ${match} limit ${MOST_RANKED + 1})`.execute(
    db,
  );
  const matching = counted[0]?.total ?? 0;
  // Newest first costs nothing to stop at; ranking must look at all it ranks.
  const candidates =
    matching > MOST_RANKED
      ? sql`select rowid, -rowid as score from item_words where item_words match ${match} order by rowid desc limit ${MOST_RANKED}`
      : sql`select rowid, bm25(item_words, ${weights}) as score from item_words where item_words match ${match}`;
  const { rows } = await sql<{ id: string }>`
    select items.id from (${candidates}) found join items on items.seq = found.rowid
    where items.owner = ${asked.owner} and items.deleted_at is null
    order by found.score, items.seq desc limit ${asked.limit} offset ${asked.skip}`.execute(db);
  return { items: rows.map((row) => row.id), total: Math.min(matching, MOST_COUNTED) };
}

async function findInPostgres(db: Reader, asked: SearchAsked, terms: readonly QueryTerm[]) {
  const who = [`'${ownerTerm(asked.owner)}'`];
  if (asked.wall) who.push(`'${wallTerm(asked.wall)}'`);
  const match = [...who, ...terms.map(toTsquery)].join(" & ");
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from (select rowid from item_words where words @@ ${match}::tsquery limit ${MOST_COUNTED}) found`.execute(
    db,
  );
  const { rows } = await sql<{ id: string }>`
    select items.id from (
      select rowid, words from item_words where words @@ ${match}::tsquery order by rowid desc limit ${MOST_RANKED}
    ) found join items on items.seq = found.rowid
    where items.owner = ${asked.owner} and items.deleted_at is null
    order by ts_rank(${POSTGRES_LABEL_WEIGHTS}::real[], found.words, ${match}::tsquery, 1) desc, items.seq desc
    limit ${asked.limit} offset ${asked.skip}`.execute(db);
  return { items: rows.map((row) => row.id), total: Number(counted[0]?.total ?? 0) };
}

function toFts(term: QueryTerm): string {
  const star = term.prefixLast ? "*" : "";
  const phrase = `"${term.words.join(" ")}"${star}`;
  return term.joined === null ? phrase : `(${phrase} OR "${term.joined}"${star})`;
}

function toTsquery(term: QueryTerm): string {
  const star = term.prefixLast ? ":*" : "";
  const words = term.words.map((word, index) => `'${word}'${index === term.words.length - 1 ? star : ""}`);
  const phrase = words.join(" <-> ");
  return term.joined === null ? `(${phrase})` : `(${phrase} | '${term.joined}'${star})`;
}
