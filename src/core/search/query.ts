import type { SearchSort } from "../../contract/choices.ts";
import type { QueryMistake } from "../../contract/query-mistakes.ts";
import { READING_STATES } from "../../contract/reading-states.ts";

/** Where something stands in the text of a query, in UTF-16 units. */
export interface Span {
  readonly at: number;
  readonly length: number;
}

/** What a piece of a query that names a field may ask about. */
export const FACTS = ["tag", "site", "kind", "type", "wall", "by", "lang", "category", "mood", "is", "has"] as const;
export type FactName = (typeof FACTS)[number];

/** What an item may be or have. */
export const IS = ["pinned", "archived", "failed", "pending", "untagged", "duplicate", ...READING_STATES] as const;
export const HAS = ["note", "file", "image", "text"] as const;

export const TIMES = ["before", "after", "added"] as const;
export type TimeName = (typeof TIMES)[number];

/** Names that may stand before a colon. */
export const FIELDS: ReadonlySet<string> = new Set([...FACTS, ...TIMES, "reading", "sort"]);

/** What is asked of an item. Nothing at all (`all` of none) is true of every item. */
export type Query =
  | { readonly kind: "all"; readonly of: readonly Query[] }
  | { readonly kind: "any"; readonly of: readonly Query[] }
  | { readonly kind: "not"; readonly of: Query }
  | WordsAsked
  | FactAsked
  | TimeAsked
  | ReadingAsked;

/** Words that its texts have; a phrase has them one after another. */
export interface WordsAsked {
  readonly kind: "words";
  readonly text: string;
  readonly isPhrase: boolean;
  /** The person may still be typing the last word. */
  readonly isTyped: boolean;
  readonly span: Span;
}

export interface FactAsked {
  readonly kind: "fact";
  readonly name: FactName;
  readonly value: string;
  readonly span: Span;
}

/** When it was first kept, from the one on and before the other, in ms since 1970. */
export interface TimeAsked {
  readonly kind: "time";
  readonly name: TimeName;
  /** As it was written; what it means depends on the day. */
  readonly value: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly span: Span;
}

/** How long it takes to read, in whole minutes, both included. */
export interface ReadingAsked {
  readonly kind: "reading";
  readonly least: number | null;
  readonly most: number | null;
  readonly span: Span;
}

/** A piece that could not be meant: it is pointed at, and left out or taken for plain words. */
export interface Mistake extends Span {
  readonly code: QueryMistake;
  /** What might have stood there. */
  readonly allowed: readonly string[];
}

export interface ParsedQuery {
  readonly query: Query;
  /** Null where the text asks for no order. */
  readonly sort: SearchSort | null;
  readonly mistakes: readonly Mistake[];
}
