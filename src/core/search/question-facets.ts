import { CATEGORIES, ITEM_KINDS, SEARCH_SORTS, SENTIMENTS } from "../../contract/choices.ts";
import { FIELDS } from "./query.ts";
import { type Piece, scanQuery } from "./scan-query.ts";
import { writeField } from "./write-query.ts";

/** What may be chosen beside the words of a question, and how the search language says it. */
const SAID_AS = {
  kind: "kind",
  tag: "tag",
  site: "site",
  category: "category",
  mood: "mood",
  language: "lang",
  archived: "is",
  sort: "sort",
} as const;
export type QuestionFacet = keyof typeof SAID_AS;
const NAMES = Object.keys(SAID_AS) as QuestionFacet[];

/** Facets that have only these values. */
const VALUES: Partial<Record<QuestionFacet, readonly string[]>> = {
  kind: ITEM_KINDS,
  category: CATEGORIES,
  mood: SENTIMENTS,
  sort: SEARCH_SORTS,
};

interface Found {
  readonly name: QuestionFacet;
  readonly value: string;
  readonly piece: Piece;
}

/**
 * What a question says that can be chosen as well: of each facet the first that holds for all of it, so neither within a
 * group or beside OR nor taken back. `archived` is "true".
 */
export function facetsIn(text: string): Map<QuestionFacet, string> {
  return new Map(foundIn(text).map(({ name, value }) => [name, value]));
}

/** The question with this chosen, in the place of what it said of it; null lets go of it. Its words stay, the last one last. */
export function withFacet(text: string, name: QuestionFacet, value: string | null): string {
  const piece = foundIn(text).find((each) => each.name === name)?.piece;
  const said = value === null ? "" : written(name, value);
  if (piece) return join(text.slice(0, piece.at), said, text.slice(piece.at + piece.length));
  if (said === "" || text.trim() === "") return said === "" ? text : `${said} `;
  return `${said} ${hasAlternatives(scanQuery(text, FIELDS)) ? `(${text.trim()})` : text.trimStart()}`;
}

/** The words and all else that cannot be chosen. */
export const withoutFacets = (text: string): string =>
  foundIn(text).reduceRight(
    (rest, { piece }) => join(rest.slice(0, piece.at), "", rest.slice(piece.at + piece.length)),
    text,
  );

function written(name: QuestionFacet, value: string): string {
  if (name === "archived") return value === "true" ? "is:archived" : "-is:archived";
  return writeField(SAID_AS[name], value);
}

const join = (before: string, said: string, after: string): string =>
  said === "" ? [before.trimEnd(), after.trimStart()].filter(Boolean).join(" ") : before + said + after;

/** The first of each, in the order of the text. */
function foundIn(text: string): Found[] {
  const pieces = scanQuery(text, FIELDS);
  if (hasAlternatives(pieces)) return [];
  const found: Found[] = [];
  let depth = 0;
  pieces.forEach((piece, at) => {
    if (piece.kind === "open") depth += 1;
    if (piece.kind === "close") depth -= 1;
    if (piece.kind !== "field" || depth > 0 || pieces[at - 1]?.kind === "not") return;
    const [value, ...others] = piece.values;
    if (value === undefined || others.length > 0) return;
    const one = read(piece.name, value);
    if (one && !found.some(({ name }) => name === one.name)) found.push({ ...one, piece });
  });
  return found;
}

function read(field: string, value: string): Pick<Found, "name" | "value"> | null {
  const name = NAMES.find((each) => SAID_AS[each] === field);
  if (name === undefined) return null;
  if (name === "archived") return value.toLowerCase() === "archived" ? { name, value: "true" } : null;
  const allowed = VALUES[name];
  if (!allowed) return { name, value };
  const known = allowed.find((each) => each === value.toLowerCase());
  return known === undefined ? null : { name, value: known };
}

function hasAlternatives(pieces: readonly Piece[]): boolean {
  let depth = 0;
  return pieces.some(({ kind }) => {
    if (kind === "open") depth += 1;
    if (kind === "close") depth -= 1;
    return kind === "or" && depth <= 0;
  });
}
