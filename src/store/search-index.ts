import { sql } from "kysely";
import { aboutTerm, noteTerm, ownerTerm, titleTerm, wallTerm } from "../core/search/facts.ts";
import { gistOf } from "../core/search/gist.ts";
import { pairsIn } from "../core/search/pairs.ts";
import { stretchTerms } from "../core/search/stretches.ts";
import { wordsOf } from "../core/words.ts";
import { forgetWords } from "./known-words.ts";
import { insertRow, type Unit } from "./store.ts";

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
  /** What is known of it beside its texts, as `factTerms` in core has it. */
  readonly facts: readonly string[];
  readonly fields: SearchFields;
}

export const FIELD_NAMES = ["title", "tags", "note", "summary", "site", "body"] as const;
/** PostgreSQL knows four weights only; the note has one of its own, since only the owner of an item finds it by its note. */
const POSTGRES_LABELS = ["A", "A", "B", "C", "C", "D"] as const;
export const POSTGRES_LABELS_OF_OTHERS = "ACD";
/** What an item is called. */
const TITLE_FIELDS = ["title", "tags"] as const satisfies readonly (typeof FIELD_NAMES)[number][];
export const FIELDS_OF_OTHERS = FIELD_NAMES.filter((name) => name !== "note");

const BODY = FIELD_NAMES.indexOf("body");
const BODY_CHARACTERS = 200_000;
const BODY_WORDS = 40_000;
const FIELD_WORDS = 2_000;
/** PostgreSQL keeps positions up to this; fields stand apart so that no phrase spans two. */
const LAST_POSITION = 16_383;
const FIELD_GAP = 4;

/** On PostgreSQL facts and words are lexemes of one vector: no word begins so. */
export const postgresFact = (term: string): string => `_${term}`;

/** The words of an item's fields, in their order. */
export type IndexWords = readonly (readonly string[])[];

/** What is work for a processor rather than for the database: whoever indexes many does it before the unit. */
export const indexWords = (fields: SearchFields): IndexWords =>
  FIELD_NAMES.map((name) =>
    wordsOf(fields[name].slice(0, BODY_CHARACTERS), name === "body" ? BODY_WORDS : FIELD_WORDS),
  );

/**
 * Whose an item is and where it stands are terms of the index like its other facts: one of 1,000 people searches in 8 ms so,
 * in 169 ms by a join.
 */
const termsOf = (
  { owner, walls, facts }: Pick<IndexedItem, "owner" | "walls" | "facts">,
  words: IndexWords,
): Set<string> => new Set([ownerTerm(owner), ...walls.map(wallTerm), ...facts, ...fieldTerms(words)]);

/** Makes items findable that were not before. */
export async function indexNewItems(
  unit: Unit,
  items: readonly (Omit<IndexedItem, "fields"> & { readonly words: IndexWords })[],
): Promise<void> {
  if (items.length === 0) return;
  if (unit.dialect === "postgres") {
    const rows = items.map((item) => sql`(${item.seq}, ${toVector(item, item.words)}::tsvector)`);
    await sql`insert into item_words (rowid, words) values ${sql.join(rows)}`.execute(unit.db);
    return;
  }
  for (const item of items)
    await insertRow(unit, "item_words", {
      rowid: item.seq,
      who: [...termsOf(item, item.words)].join(" "),
      ...(Object.fromEntries(
        FIELD_NAMES.map((name, at) => [name, item.words[at]?.join(" ")]),
      ) as unknown as SearchFields),
    } as never);
}

/** Makes an item findable by these texts and facts, and forgets those it was found by before. */
export async function indexItem(unit: Unit, item: IndexedItem): Promise<void> {
  const words = indexWords(item.fields);
  if (unit.dialect === "postgres") {
    const vector = toVector(item, words);
    await sql`insert into item_words (rowid, words) values (${item.seq}, ${vector}::tsvector)
      on conflict (rowid) do update set words = excluded.words`.execute(unit.db);
    return;
  }
  await sql`insert or replace into item_words (rowid, who, title, tags, note, summary, site, body)
    values (${item.seq}, ${[...termsOf(item, words)].join(" ")}, ${sql.join(words.map((list) => list.join(" ")))})`.execute(
    unit.db,
  );
}

/** Nothing is found any more, and no word is known. */
export async function emptyIndex(unit: Unit): Promise<void> {
  await sql`delete from item_words`.execute(unit.db);
  await forgetWords(unit);
}

export async function unindexItem(unit: Unit, seq: number): Promise<void> {
  await sql`delete from item_words where rowid = ${seq}`.execute(unit.db);
}

/**
 * Words of the fields that matter most, as terms of their own: PostgreSQL's index does not know where a word stands, and FTS5
 * would walk through all that has a word anywhere to find those that have it there.
 */
function fieldTerms(words: IndexWords): string[] {
  const of = (...names: readonly (typeof FIELD_NAMES)[number][]) =>
    names.flatMap((name) => words[FIELD_NAMES.indexOf(name)] ?? []);
  return [
    ...of(...TITLE_FIELDS).map(titleTerm),
    ...[...of(...TITLE_FIELDS, "summary", "site"), ...gistOf(words[BODY] ?? [])].map(aboutTerm),
    ...of("note").map(noteTerm),
  ];
}

/** A tsvector's text form. Words and terms are letters and digits only (core/words.ts), so quoting needs no escapes. */
function toVector(
  item: Pick<IndexedItem, "seq" | "owner" | "walls" | "facts">,
  fields: readonly (readonly string[])[],
): string {
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
  const terms = [...termsOf(item, fields), ...stretchTerms(item.seq), ...pairsIn(fields)];
  return [...terms.map((term) => `'${postgresFact(term)}'`), ...lexemes].join(" ");
}
