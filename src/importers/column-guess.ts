import type { ImportColumnGuess, ImportField, ImportMapping } from "../core/imported.ts";
import { textOf } from "./values.ts";
import { readTime } from "./when.ts";

/** What people and programs call these in English and German, whole and in small letters without marks between words. */
const NAMES: Readonly<Record<ImportField, RegExp>> = {
  url: /^(?:url|uri|href|link|address|adresse|webadresse|website|webseite|page ?url|source ?url|original ?url|given ?url|resolved ?url|bookmark)$/,
  title: /^(?:title|titel|name|headline|uberschrift|bezeichnung|given ?title|resolved ?title|heading|subject|betreff)$/,
  text: /^(?:text|content|inhalt|body|markdown|selection|auszug|notiztext)$/,
  note: /^(?:notes?|notiz(?:en)?|comments?|kommentare?|remarks?|bemerkung(?:en)?|anmerkung(?:en)?|extended|annotation)$/,
  summary: /^(?:summary|zusammenfassung|description|beschreibung|excerpt|abstract|desc)$/,
  author: /^(?:authors?|autor(?:en|in)?|creator|by|verfasser(?:in)?|published by)$/,
  tags: /^(?:tags?|labels?|schlagworte?r?|schlagworter|keywords?|stichworter?|tag names?|topics|themen|categories|kategorien|document tags)$/,
  wall: /^(?:folders?|ordner|collections?|sammlung(?:en)?|lists?|listen?|group|gruppe|path|pfad|category|kategorie|board|notebook|space)$/,
  created:
    /^(?:created(?: ?at| ?on| ?time)?|date(?: ?added| ?created| ?saved)?|datum|added(?: ?at| ?on)?|saved(?: ?at| ?date)?|time ?added|timestamp|zeit(?:stempel)?|erstellt(?: am)?|hinzugefugt(?: am)?|gespeichert(?: am)?|add ?date|bookmarked ?at|time)$/,
  pinned: /^(?:(?:is ?)?(?:pinned|favou?rite[sd]?|starred|important)|favorit(?:en)?|angeheftet|stern)$/,
  archived: /^(?:(?:is ?)?archived?|archiviert)$/,
  read: /^(?:(?:is ?)?read|gelesen|seen)$/,
  highlight: /^(?:highlights?|quotes?|zitate?|markierung(?:en)?|passage)$/,
  id: /^(?:id|uuid|guid|hash|key|nr|nummer)$/,
};

/** Addresses of pictures and the like are links, but not the thing's own. */
const BESIDE = /image|img|cover|thumb|icon|picture|bild|photo|avatar|screenshot|archive|preview|feed|api|parent/;

const EXAMPLES = 3;
const EXAMPLE_CHARACTERS = 120;
/** Of a guess that is taken; below it a column is shown as left out. */
const LEAST_SURENESS = 0.35;

interface Column {
  readonly name: string;
  readonly values: readonly unknown[];
}

/** What each column means, by its name and by what stands in it; each field is meant by one column at most. */
export function guessColumns(rows: readonly ReadonlyMap<string, unknown>[], nowMs: number): ImportColumnGuess[] {
  const columns = columnsIn(rows);
  const scored = columns
    .flatMap((column) => scoresOf(column, nowMs).map((score) => ({ ...score, column: column.name })))
    .filter(({ sureness }) => sureness >= LEAST_SURENESS)
    .sort((one, other) => other.sureness - one.sureness);
  const meant = new Map<string, { field: ImportField; sureness: number }>();
  const taken = new Set<ImportField>();
  for (const { column, field, sureness } of scored) {
    if (meant.has(column) || taken.has(field)) continue;
    meant.set(column, { field, sureness });
    taken.add(field);
  }
  return columns.map(({ name, values }) => ({
    column: name,
    field: meant.get(name)?.field ?? null,
    sureness: meant.get(name)?.sureness ?? 0,
    examples: values.filter(isGiven).slice(0, EXAMPLES).map(exampleOf),
  }));
}

export const mappingOf = (guesses: readonly ImportColumnGuess[]): ImportMapping =>
  Object.fromEntries(guesses.flatMap(({ column, field }) => (field === null ? [] : [[column, field] as const])));

function columnsIn(rows: readonly ReadonlyMap<string, unknown>[]): Column[] {
  const columns = new Map<string, unknown[]>();
  for (const row of rows) {
    for (const [name, value] of row) {
      const values = columns.get(name) ?? [];
      values.push(value);
      columns.set(name, values);
    }
  }
  return [...columns].map(([name, values]) => ({ name, values }));
}

function scoresOf({ name, values }: Column, nowMs: number): { field: ImportField; sureness: number }[] {
  const folded = foldName(name);
  const given = values.filter(isGiven);
  const links = shareOf(given, (value) => /^https?:\/\/\S+$/i.test(textOf(value).trim()));
  const times = shareOf(given, (value) => isTime(value, nowMs));
  const lists = shareOf(
    given,
    (value) => Array.isArray(value) || /^[^|;,.]{1,40}(?:[|;,][^|;,.]{1,40}){1,20}$/.test(textOf(value).slice(0, 900)),
  );
  return (Object.keys(NAMES) as ImportField[]).map((field) => {
    const isNamed = NAMES[field].test(folded) || NAMES[field].test(folded.split(".").at(-1) ?? "");
    return { field, sureness: rounded(surenessOf(field, { isNamed, folded, given, links, times, lists })) };
  });
}

function surenessOf(
  field: ImportField,
  is: { isNamed: boolean; folded: string; given: readonly unknown[]; links: number; times: number; lists: number },
): number {
  switch (field) {
    case "url":
      if (is.isNamed) return is.given.length === 0 ? 0.5 : 0.5 + is.links / 2;
      return is.links < 0.8 ? 0 : BESIDE.test(is.folded) ? 0.2 : 0.4 + is.links / 4;
    case "created":
      if (is.isNamed) return is.given.length === 0 ? 0.5 : is.times < 0.5 ? 0.2 : 0.5 + is.times * 0.45;
      // Changed and published are times too, and any number may be one.
      return is.times >= 0.9 && /date|time|datum|zeit|created|added|saved/.test(is.folded) ? 0.45 : 0;
    case "tags":
      return is.isNamed ? 0.9 : is.lists > 0.6 && is.links === 0 && is.times < 0.5 ? 0.36 : 0;
    case "title":
      if (is.isNamed) return is.links > 0.5 ? 0.3 : 0.9;
      return looksLikeTitles(is.given) && is.links < 0.2 && is.times < 0.2 && is.lists < 0.4 ? 0.35 : 0;
    case "id":
      return is.isNamed ? 0.8 : 0;
    default:
      return is.isNamed && is.links < 0.5 ? 0.85 : 0;
  }
}

/** One line of a few words, each row another. */
function looksLikeTitles(given: readonly unknown[]): boolean {
  if (given.length === 0) return false;
  const isShort = (value: unknown): boolean =>
    typeof value === "string" && value.length <= 200 && /\p{L}.*\s.*\p{L}/u.test(value);
  return shareOf(given, isShort) > 0.6 && new Set(given).size > given.length * 0.7;
}

/** Digits of a time since 1990, or a time that is written out. */
function isTime(value: unknown, nowMs: number): boolean {
  const ms = Array.isArray(value) ? null : readTime(value, nowMs);
  return ms !== null && ms > Date.UTC(1990, 0, 1);
}

const isGiven = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== "";

const exampleOf = (value: unknown): string =>
  (Array.isArray(value) ? value.map(textOf).join(", ") : textOf(value)).slice(0, EXAMPLE_CHARACTERS);

const shareOf = (given: readonly unknown[], is: (value: unknown) => boolean): number =>
  given.length === 0 ? 0 : given.filter(is).length / given.length;

const rounded = (sureness: number): number => Math.round(sureness * 100) / 100;

/** Small letters, no accents, one space for whatever divides words, and before a capital. */
function foldName(name: string): string {
  return name
    .slice(0, 100)
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[\s_-]+/g, " ")
    .trim();
}
