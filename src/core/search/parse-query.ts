import { CATEGORIES, ITEM_KINDS, SEARCH_SORTS, SENTIMENTS, type SearchSort } from "../../contract/choices.ts";
import type { QueryMistake } from "../../contract/query-mistakes.ts";
import {
  type FactName,
  FIELDS,
  HAS,
  IS,
  type Mistake,
  type ParsedQuery,
  type Query,
  type ReadingAsked,
  type Span,
  TIMES,
  type TimeAsked,
  type TimeName,
} from "./query.ts";
import { type Moment, spanOf } from "./query-times.ts";
import { type Piece, scanQuery } from "./scan-query.ts";

/** Groups within groups beyond this are no groups any more. */
const DEEPEST = 20;
/** More pieces than this are no question; the rest is not asked. */
const MOST_PIECES = 64;

/** Facts that have only these values. */
const VALUES: Partial<Record<FactName, readonly string[]>> = {
  kind: ITEM_KINDS,
  category: CATEGORIES,
  mood: SENTIMENTS,
  is: IS,
  has: HAS,
};

/**
 * Reads the search language: words, "phrases", -without, OR, (groups), and fields like `tag:boats`. Every text is a query.
 * What cannot be meant is told with its place, and is left out; what is no field is words.
 */
export function parseQuery(text: string, moment: Moment): ParsedQuery {
  const pieces = scanQuery(text, FIELDS);
  const reading = new Reading(pieces.slice(0, MOST_PIECES), { moment, end: text.length });
  const query = reading.whole();
  const [beyond] = pieces.slice(MOST_PIECES);
  if (beyond) reading.note("too-much", { at: beyond.at, length: text.length - beyond.at });
  return { query, sort: reading.sort, mistakes: reading.mistakes.toSorted((one, other) => one.at - other.at) };
}

/** Goes through the pieces once, from left to right. */
class Reading {
  readonly mistakes: Mistake[] = [];
  sort: SearchSort | null = null;
  readonly #pieces: readonly Piece[];
  readonly #moment: Moment;
  /** Where the text ends: a word that ends there may not be whole yet. */
  readonly #end: number;
  #next = 0;

  constructor(pieces: readonly Piece[], { moment, end }: { moment: Moment; end: number }) {
    this.#pieces = pieces;
    this.#moment = moment;
    this.#end = end;
  }

  note(code: QueryMistake, { at, length }: Span, allowed: readonly string[] = []): void {
    this.mistakes.push({ code, at, length, allowed });
  }

  whole(): Query {
    const parts: Query[] = [];
    for (;;) {
      parts.push(this.#either(0));
      const piece = this.#pieces[this.#next];
      if (!piece) return allOf(parts);
      // Only a parenthesis that closes nothing stops a reading at the top.
      this.note("parenthesis-unopened", piece);
      this.#next += 1;
    }
  }

  /** Alternatives up to the end or a closing parenthesis. */
  #either(depth: number): Query {
    const alternatives: Query[] = [];
    for (;;) {
      const together = this.#together(depth);
      const piece = this.#pieces[this.#next];
      const isOr = piece?.kind === "or";
      if (together) alternatives.push(together);
      else if (isOr) this.note("or-alone", piece);
      if (!isOr) {
        const before = this.#pieces[this.#next - 1];
        if (!together && before?.kind === "or") this.note("or-alone", before);
        return anyOf(alternatives);
      }
      this.#next += 1;
    }
  }

  /** What must hold together, up to OR, the end or a closing parenthesis; null when that is nothing. */
  #together(depth: number): Query | null {
    const parts: Query[] = [];
    let isAsked = false;
    for (;;) {
      const piece = this.#pieces[this.#next];
      if (!piece || piece.kind === "or" || piece.kind === "close") return isAsked ? allOf(parts) : null;
      const part = this.#one(depth);
      if (part === "nothing") continue;
      isAsked = true;
      parts.push(part);
    }
  }

  #one(depth: number): Query | "nothing" {
    const piece = this.#pieces[this.#next];
    if (!piece) return "nothing";
    this.#next += 1;
    switch (piece.kind) {
      case "and":
        return "nothing";
      case "not": {
        const next = this.#pieces[this.#next];
        if (!next || next.kind === "close" || next.kind === "or") return "nothing";
        const part = this.#one(depth);
        if (part === "nothing") return part;
        return part.kind === "not" ? part.of : { kind: "not", of: part };
      }
      case "open":
        return this.#group(piece, depth);
      case "phrase":
        if (piece.isOpen) this.note("quote-open", piece);
        return this.#words(piece, { isPhrase: true });
      case "word":
        return this.#words(piece, { isPhrase: false });
      case "field":
        if (piece.isOpen) this.note("quote-open", piece);
        return this.#field(piece);
      // The callers stop before these.
      case "or":
      case "close":
        return "nothing";
      default:
        return piece satisfies never;
    }
  }

  #group(open: Piece, depth: number): Query | "nothing" {
    if (depth >= DEEPEST) {
      this.note("too-deep", open);
      return "nothing";
    }
    const inner = this.#either(depth + 1);
    if (this.#pieces[this.#next]?.kind === "close") this.#next += 1;
    else this.note("parenthesis-open", open);
    return isNothing(inner) ? "nothing" : inner;
  }

  #words(piece: Span & { text: string }, { isPhrase }: { isPhrase: boolean }): Query | "nothing" {
    const span = { at: piece.at, length: piece.length };
    const isAtEnd = piece.at + piece.length === this.#end && /[\p{L}\p{N}\p{M}]$/u.test(piece.text);
    const texts = isPhrase ? [piece.text].filter((text) => /[\p{L}\p{N}]/u.test(text)) : plainWords(piece.text);
    const words = texts.map((text, at): Query => {
      const isTyped = !isPhrase && isAtEnd && at === texts.length - 1;
      return { kind: "words", text: text.trim(), isPhrase, isTyped, span };
    });
    return words.length === 0 ? "nothing" : allOf(words);
  }

  #field(piece: Piece & { kind: "field" }): Query | "nothing" {
    const { name, values } = piece;
    const span = { at: piece.at, length: piece.length };
    const [value] = values;
    if (value === undefined) {
      this.note("value-missing", span, allowedFor(name));
      return "nothing";
    }
    if (name === "sort") return this.#sorted(value.toLowerCase(), span);
    if (name === "reading") return this.#readingOf(value, span);
    if (isTime(name)) return this.#timeOf(name, { value, span });
    const facts = values.flatMap((each) => this.#factOf(name as FactName, { value: each, span }));
    return facts.length === 0 ? "nothing" : anyOf(facts);
  }

  #factOf(name: FactName, { value, span }: { value: string; span: Span }): Query[] {
    const allowed = VALUES[name];
    if (!allowed) return [{ kind: "fact", name, value, span }];
    const known = allowed.find((each) => each === value.toLowerCase());
    if (known === undefined) this.note("value-unknown", span, allowed);
    return known === undefined ? [] : [{ kind: "fact", name, value: known, span }];
  }

  #sorted(value: string, span: Span): "nothing" {
    const known = SEARCH_SORTS.find((sort) => sort === value);
    if (known === undefined) this.note("value-unknown", span, SEARCH_SORTS);
    else if (this.sort !== null) this.note("sort-twice", span);
    else this.sort = known;
    return "nothing";
  }

  #readingOf(value: string, span: Span): ReadingAsked | "nothing" {
    const minutes = minutesOf(value);
    if (minutes) return { kind: "reading", ...minutes, span };
    this.note("number-unknown", span, ["<5m", ">10m", "5-10m"]);
    return "nothing";
  }

  #timeOf(name: TimeName, { value, span }: { value: string; span: Span }): TimeAsked | "nothing" {
    const meant = spanOf(value, this.#moment);
    if (!meant) {
      this.note("time-unknown", span, ["today", "7d", "2025-03", "2025-03-14"]);
      return "nothing";
    }
    const { fromMs, toMs } = meant;
    const bounds: Record<TimeName, { fromMs: number | null; toMs: number | null }> = {
      before: { fromMs: null, toMs: fromMs },
      after: { fromMs, toMs: null },
      added: { fromMs, toMs },
    };
    return { kind: "time", name, value: value.toLowerCase(), ...bounds[name], span };
  }
}

/** A bare piece without the signs of the language, so that it is the same words wherever it is written again. */
function plainWords(text: string): string[] {
  return text.split(/[()"]/u).flatMap(plainWord);
}

function plainWord(text: string): string[] {
  const word = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, "");
  const colon = word.indexOf(":");
  if (colon > 0 && FIELDS.has(word.slice(0, colon).toLowerCase()))
    return [word.slice(0, colon), ...plainWord(word.slice(colon + 1))];
  if (word === "OR" || word === "AND") return [word.toLowerCase()];
  return word === "" ? [] : [word];
}

const allowedFor = (name: string): readonly string[] =>
  name === "sort" ? SEARCH_SORTS : (VALUES[name as FactName] ?? []);

const isTime = (name: string): name is TimeName => (TIMES as readonly string[]).includes(name);

const isNothing = (query: Query): boolean => query.kind === "all" && query.of.length === 0;

/** What asks nothing is left out; one alone needs no group. */
function allOf(parts: readonly Query[]): Query {
  const of = parts.flatMap((part) => (part.kind === "all" ? part.of : [part]));
  return of.length === 1 && of[0] ? of[0] : { kind: "all", of };
}

function anyOf(parts: readonly Query[]): Query {
  const of = parts.flatMap((part) => (part.kind === "any" ? part.of : [part]));
  if (of.length === 0) return { kind: "all", of: [] };
  return of.length === 1 && of[0] ? of[0] : { kind: "any", of };
}

const MOST_MINUTES = 9_999;
const MINUTES = /^(<=|>=|<|>)?(\d{1,4})(m|min|h)?$/;
const FROM_TO = /^(\d{1,4})(m|min|h)?-(\d{1,4})(m|min|h)?$/;

function minutesOf(written: string): { least: number | null; most: number | null } | null {
  const text = written.toLowerCase();
  const inMinutes = (count: string, unit: string | undefined) =>
    Math.min(Number(count) * (unit === "h" ? 60 : 1), MOST_MINUTES);
  const range = FROM_TO.exec(text);
  if (range) {
    const [, first = "", unit, last = "", lastUnit] = range;
    return { least: inMinutes(first, unit ?? lastUnit), most: inMinutes(last, lastUnit ?? unit) };
  }
  const one = MINUTES.exec(text);
  if (!one) return null;
  const [, than, count = "", unit] = one;
  const minutes = inMinutes(count, unit);
  if (than === "<") return { least: null, most: minutes - 1 };
  if (than === "<=") return { least: null, most: minutes };
  if (than === ">") return { least: minutes + 1, most: null };
  if (than === ">=") return { least: minutes, most: null };
  return { least: minutes, most: minutes };
}
