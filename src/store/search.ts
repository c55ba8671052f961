import { type RawBuilder, sql } from "kysely";
import type { ListSort } from "../contract/finding.ts";
import { type QueryTerm, queryWords, wordsOf } from "../core/words.ts";
import { conditionsOf, type KnownFacets } from "./facets.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";
import { type Listed, titleKey } from "./wall-lists.ts";

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

/** The words of an item's fields, in their order. */
export type IndexWords = readonly (readonly string[])[];

/** What is work for a processor rather than for the database: whoever indexes many does it before the unit. */
export const indexWords = (fields: SearchFields): IndexWords =>
  FIELD_NAMES.map((name) =>
    wordsOf(fields[name].slice(0, BODY_CHARACTERS), name === "body" ? BODY_WORDS : FIELD_WORDS),
  );

/** Makes items findable that were not before. */
export async function indexNewItems(
  unit: Unit,
  items: readonly (Omit<IndexedItem, "fields"> & { readonly words: IndexWords })[],
): Promise<void> {
  if (items.length === 0) return;
  const whoOf = ({ owner, walls }: Pick<IndexedItem, "owner" | "walls">) => [ownerTerm(owner), ...walls.map(wallTerm)];
  if (unit.dialect === "postgres") {
    const rows = items.map((item) => sql`(${item.seq}, ${toVector(whoOf(item), item.words)}::tsvector)`);
    await sql`insert into item_words (rowid, words) values ${sql.join(rows)}`.execute(unit.db);
    return;
  }
  for (const item of items)
    await insertRow(unit, "item_words", {
      rowid: item.seq,
      who: whoOf(item).join(" "),
      ...(Object.fromEntries(
        FIELD_NAMES.map((name, at) => [name, item.words[at]?.join(" ")]),
      ) as unknown as SearchFields),
    } as never);
}

/** Makes an item findable by these texts and forgets those it was found by before. */
export async function indexItem(unit: Unit, item: IndexedItem): Promise<void> {
  const who = [ownerTerm(item.owner), ...item.walls.map(wallTerm)];
  const words = indexWords(item.fields);
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
  readonly facets?: KnownFacets;
  /** Another order than the best first; then `skip` is 0 and `after` says where to go on. */
  readonly order?: { readonly sort: ListSort; readonly after: Listed | null };
}

export interface SearchFound {
  /** Item ids in the order asked, the best first when none was. */
  readonly items: readonly string[];
  /** The same with what orders them; the best first have no such key. */
  readonly listed: readonly Listed[];
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
  if (terms.length === 0) return { items: [], listed: [], total: 0, terms };
  const { rows, total } =
    dialect === "postgres" ? await findInPostgres(db, asked, terms) : await findInSqlite(db, asked, terms);
  const listed = rows.map(({ id, key }) => ({ item: id, key: asked.order?.sort === "title" ? key : Number(key) }));
  return { items: rows.map((row) => row.id), listed, total: Math.min(total, MOST_COUNTED), terms };
}

interface FoundRow {
  readonly id: string;
  readonly key: string | number;
}

/** How the rows that were found become a page. @param best the order of the best match */
function pageOf(dialect: Unit["dialect"], asked: SearchAsked, best: RawBuilder<unknown>) {
  const { facets, order, owner } = asked;
  const conditions = [
    sql`items.owner = ${owner}`,
    sql`items.deleted_at is null`,
    ...(facets ? conditionsOf(dialect, facets) : []),
  ];
  if (!order) return { where: sql.join(conditions, sql` and `), after: sql`true`, key: sql`0`, by: best };
  const { sort, after } = order;
  const key = sort === "title" ? titleKey : sql<number>`items.created_at`;
  const [than, way] = sort === "newest" ? [sql.raw("<"), sql.raw("desc")] : [sql.raw(">"), sql.raw("asc")];
  return {
    where: sql.join(conditions, sql` and `),
    after: after === null ? sql`true` : sql`(${key}, items.id) ${than} (${after.key}, ${after.item})`,
    key,
    by: sql`${key} ${way}, items.id ${way}`,
  };
}

/** How many there are when facets leave some out; the words alone cannot tell. */
async function countWith(db: Reader, found: RawBuilder<unknown>, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total from
    (select 1 from (${found}) found join items on items.seq = found.rowid where ${where} limit ${MOST_COUNTED}) kept`.execute(
    db,
  );
  return Number(rows[0]?.total ?? 0);
}

const hasFacets = ({ facets }: SearchAsked): boolean =>
  facets !== undefined && Object.values(facets).some((value) => value !== undefined);

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
  const { where, after, key, by } = pageOf("sqlite", asked, sql`found.score, items.seq desc`);
  const { rows } = await sql<FoundRow>`
    select items.id, ${key} as key from (${candidates}) found join items on items.seq = found.rowid
    where ${where} and ${after} order by ${by} limit ${asked.limit} offset ${asked.skip}`.execute(db);
  return { rows, total: hasFacets(asked) ? await countWith(db, candidates, where) : matching };
}

async function findInPostgres(db: Reader, asked: SearchAsked, terms: readonly QueryTerm[]) {
  const who = [`'${ownerTerm(asked.owner)}'`];
  if (asked.wall) who.push(`'${wallTerm(asked.wall)}'`);
  const match = [...who, ...terms.map(toTsquery)].join(" & ");
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from (select rowid from item_words where words @@ ${match}::tsquery limit ${MOST_COUNTED}) found`.execute(
    db,
  );
  const candidates = sql`select rowid, words from item_words where words @@ ${match}::tsquery order by rowid desc limit ${MOST_RANKED}`;
  const best = sql`ts_rank(${POSTGRES_LABEL_WEIGHTS}::real[], found.words, ${match}::tsquery, 1) desc, items.seq desc`;
  const { where, after, key, by } = pageOf("postgres", asked, best);
  const { rows } = await sql<FoundRow>`
    select items.id, ${key} as key from (${candidates}) found join items on items.seq = found.rowid
    where ${where} and ${after} order by ${by} limit ${asked.limit} offset ${asked.skip}`.execute(db);
  return { rows, total: hasFacets(asked) ? await countWith(db, candidates, where) : Number(counted[0]?.total ?? 0) };
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
