import { READING_STATES } from "../../contract/reading-states.ts";
import { foldTag } from "../tag-name.ts";
import { phraseWords, type QueryTerm, queryWords, wordsOf } from "../words.ts";
import {
  authorTerm,
  categoryTerm,
  hasTerm,
  isTerm,
  kindTerm,
  languageTerm,
  moodTerm,
  ownerTerm,
  READING,
  siteTerm,
  TIME,
  tagTerm,
  typeTerm,
  wallTerm,
} from "./facts.ts";
import type { FactAsked, Query } from "./query.ts";
import { minutesBeginnings, timeBeginnings } from "./range-terms.ts";

/** Where words are looked for: in what an item is called and tagged, or in what is said about it as well. */
export type Within = "title" | "about";

/** A query as the index is asked it. `all` of none is true of everything, `any` of none of nothing. */
export type Wanted =
  | { readonly kind: "all" | "any"; readonly of: readonly Wanted[] }
  | { readonly kind: "not"; readonly of: Wanted }
  /** Words in its texts; anywhere unless it says where. */
  | { readonly kind: "words"; readonly term: QueryTerm; readonly within?: Within }
  /** A fact, or all that begin so. Private ones are the owner's alone: of others' items they are not true. */
  | { readonly kind: "fact"; readonly term: string; readonly isBeginning: boolean; readonly isPrivate: boolean }
  /** When it was first kept: from the one on and before the other, in ms since 1970. */
  | { readonly kind: "time"; readonly fromMs: number | null; readonly toMs: number | null }
  /** How an item stands now, or how far whoever asks has read it, which is no term of the index. */
  | { readonly kind: "standing"; readonly is: Standing };

export const STANDINGS = ["failed", "pending", "duplicate", ...READING_STATES] as const;
export type Standing = (typeof STANDINGS)[number];

/** What the person who asks means by names. */
export interface Names {
  /** The walls that they see and call so. */
  wallsNamed(name: string): readonly string[];
  /** The people whose things they see and who are called so. */
  peopleNamed(name: string): readonly string[];
  /** The tag that they mean by another word for it. */
  tagNamed(name: string): string;
}

const NOTHING: Wanted = { kind: "any", of: [] };
const PRIVATE = new Set(["ipinned", "iarchived", "hnote"]);

/** What a query wants of the index. */
export function wantedOf(query: Query, names: Names): Wanted {
  switch (query.kind) {
    case "all":
    case "any":
      return { kind: query.kind, of: query.of.map((part) => wantedOf(part, names)) };
    case "not":
      return { kind: "not", of: wantedOf(query.of, names) };
    case "words": {
      const { text, isPhrase, isTyped } = query;
      return { kind: "all", of: termsOf(text, { isPhrase, isTyped }).map((term) => ({ kind: "words", term })) };
    }
    case "fact":
      return askedFact(query, names);
    case "time":
      return { kind: "time", fromMs: query.fromMs, toMs: query.toMs };
    case "reading":
      return anyBeginning(READING, minutesBeginnings(query.least, query.most));
    default:
      return query satisfies never;
  }
}

function termsOf(text: string, { isPhrase, isTyped }: { isPhrase: boolean; isTyped: boolean }): readonly QueryTerm[] {
  // What ends in a space is whole.
  if (!isPhrase) return queryWords(isTyped ? text : `${text} `).terms;
  const words = phraseWords(text);
  if (words.length === 0) return [];
  return [{ kind: words.length === 1 ? "word" : "phrase", words, prefixLast: false, joined: null }];
}

/** A time as the index is asked for it. */
export const timeWanted = ({ fromMs, toMs }: Extract<Wanted, { kind: "time" }>): Wanted =>
  anyBeginning(TIME, timeBeginnings(fromMs, toMs));

/** The parts that must hold together. */
export const partsOf = (wanted: Wanted): readonly Wanted[] =>
  wanted.kind === "all" ? wanted.of.flatMap(partsOf) : [wanted];

/** Whether words are asked for or refused in it. */
export function hasWords(wanted: Wanted): boolean {
  if (wanted.kind === "words") return true;
  if (wanted.kind === "not") return hasWords(wanted.of);
  return (wanted.kind === "all" || wanted.kind === "any") && wanted.of.some(hasWords);
}

/** What is known of an item, by its term. */
export const factWanted = (term: string): Wanted => ({
  kind: "fact",
  term,
  isBeginning: false,
  isPrivate: PRIVATE.has(term),
});
const anyOf = (terms: readonly string[]): Wanted => ({ kind: "any", of: terms.map(factWanted) });
const anyBeginning = (about: string, beginnings: readonly string[]): Wanted => ({
  kind: "any",
  of: beginnings.map((begin) => ({ kind: "fact", term: `${about}${begin}`, isBeginning: true, isPrivate: false })),
});

function askedFact({ name, value }: FactAsked, names: Names): Wanted {
  switch (name) {
    case "tag":
      return factWanted(tagTerm(names.tagNamed(foldTag(value))));
    case "site":
      return wordsOf(value).length === 0
        ? NOTHING
        : factWanted(siteTerm(value.replace(/^(?:https?:\/\/)?(?:www\.)?/i, "")));
    case "kind":
      return factWanted(kindTerm(value));
    case "type":
      return factWanted(typeTerm(value));
    case "wall":
      return anyOf(names.wallsNamed(value).map(wallTerm));
    case "by": {
      const author = wordsOf(value).map((word) => factWanted(authorTerm(word)));
      const people = names.peopleNamed(value).map((person) => factWanted(ownerTerm(person)));
      return { kind: "any", of: [...(author.length === 0 ? [] : [{ kind: "all", of: author } as const]), ...people] };
    }
    case "lang":
      return factWanted(languageTerm(value));
    case "category":
      return factWanted(categoryTerm(value));
    case "mood":
      return factWanted(moodTerm(value));
    case "is":
      return isStanding(value) ? { kind: "standing", is: value } : factWanted(isTerm(value));
    case "has":
      return factWanted(hasTerm(value));
    default:
      return name satisfies never;
  }
}

const isStanding = (value: string): value is Standing => (STANDINGS as readonly string[]).includes(value);
