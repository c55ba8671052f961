import { READING_STATES } from "../contract/reading-states.ts";
import { aboutTerm, noteTerm, ownerTerm, titleTerm, wallTerm } from "../core/search/facts.ts";
import { MORE_PAIRS, pairTerms } from "../core/search/pairs.ts";
import { type Standing, timeWanted, type Wanted, type Within } from "../core/search/wanted.ts";
import type { QueryTerm } from "../core/words.ts";
import { FIELD_NAMES, FIELDS_OF_OTHERS, POSTGRES_LABELS_OF_OTHERS, postgresFact } from "./search-index.ts";

/** Whose items are looked through. */
export interface Scope {
  readonly person: string;
  /** Only on this wall, which the person may see. */
  readonly wall?: string | undefined;
  /** The walls on which this person finds what is others' too; each is one that they may see. */
  readonly shared: readonly string[];
  /** Most of all that is indexed is theirs: the index is then not asked whose an item is, and each find is looked at. */
  readonly isMost?: boolean;
  /** No more items may be found, as far as that is known. */
  readonly items?: number;
  /** Every item is indexed as this program does it: what an older one did not know yet may be asked for. */
  readonly isWhole?: boolean;
}

/** Whether the index is asked without whose an item is. */
export const asksEverybodys = ({ isMost = false, wall, shared }: Scope): boolean =>
  isMost && wall === undefined && shared.length === 0;

/** How an item stands now, or how far whoever asks has read it, is no term of the index: one of the ways in which the rest can be asked. */
export interface Case {
  readonly wanted: Wanted;
  readonly standing: readonly { readonly is: Standing; readonly isSo: boolean }[];
}

/** A question without what the index does not know: as many cases as there are ways for that to be. Mostly there is one. */
export function casesOf(wanted: Wanted): Case[] {
  const [first] = standingsIn(wanted);
  if (first === undefined) return [{ wanted, standing: [] }];
  return [true, false].flatMap((isSo) =>
    casesOf(decided(wanted, first, isSo)).map(({ standing, ...of }) => ({
      ...of,
      standing: [{ is: first, isSo }, ...standing],
    })),
  );
}

function standingsIn(wanted: Wanted): Standing[] {
  if (wanted.kind === "standing") return [wanted.is];
  if (wanted.kind === "not") return standingsIn(wanted.of);
  return wanted.kind === "all" || wanted.kind === "any" ? wanted.of.flatMap(standingsIn) : [];
}

/** Of how far somebody is one is true: where it is known, the others are not. */
function decided(wanted: Wanted, is: Standing, isSo: boolean): Wanted {
  const others = isSo && isReadingState(is) ? READING_STATES.filter((each) => each !== is) : [];
  return others.reduce((rest, other) => withStanding(rest, other, false), withStanding(wanted, is, isSo));
}

const isReadingState = (is: Standing): boolean => (READING_STATES as readonly Standing[]).includes(is);

function withStanding(wanted: Wanted, is: Standing, isSo: boolean): Wanted {
  if (wanted.kind === "standing" && wanted.is === is) return isSo ? EVERYTHING : NOTHING;
  if (wanted.kind === "not") return { kind: "not", of: withStanding(wanted.of, is, isSo) };
  if (wanted.kind === "all" || wanted.kind === "any")
    return { kind: wanted.kind, of: wanted.of.map((part) => withStanding(part, is, isSo)) };
  return wanted;
}

const EVERYTHING: Wanted = { kind: "all", of: [] };
const NOTHING: Wanted = { kind: "any", of: [] };

/** Without what is always or never true inside; `true` or `false` where nothing else is left. */
type Simple = Exclude<Wanted, { kind: "standing" | "time" }> | boolean;

/** @param isOwn of others' items nothing is true that is their owner's alone */
function simplify(wanted: Wanted, isOwn: boolean): Simple {
  switch (wanted.kind) {
    case "standing":
      return false;
    case "fact":
      return wanted.isPrivate && !isOwn ? false : wanted;
    case "words":
      return wanted.within === undefined ? wanted : simplify(wordsThere(wanted.term, wanted.within), isOwn);
    case "time":
      return simplify(timeWanted(wanted), isOwn);
    case "not": {
      const of = simplify(wanted.of, isOwn);
      return typeof of === "boolean" ? !of : { kind: "not", of };
    }
    case "all":
    case "any": {
      const decides = wanted.kind === "any";
      const parts = wanted.of.map((part) => simplify(part, isOwn));
      if (parts.includes(decides)) return decides;
      const of = parts.filter((part): part is Exclude<Simple, boolean> => typeof part !== "boolean");
      if (of.length === 0) return !decides;
      return of.length === 1 && of[0] ? of[0] : { kind: wanted.kind, of };
    }
    default:
      return wanted satisfies never;
  }
}

/** How a database writes a question to its index. */
interface Writing {
  readonly own: string;
  /** The walls of others; null where there are none. */
  readonly others: string | null;
  match(wanted: Exclude<Simple, boolean>, scope: string, isOwn: boolean): string;
  readonly or: string;
}

/** What to ask the index for the items that answer; null where none can. */
function matchBy({ own, others, match, or }: Writing, wanted: Wanted): string | null {
  const scopes = [{ scope: own, isOwn: true }, ...(others === null ? [] : [{ scope: others, isOwn: false }])];
  const parts = scopes.flatMap(({ scope, isOwn }) => {
    const simple = simplify(wanted, isOwn);
    if (simple === false) return [];
    return simple === true ? [scope] : [match(simple, scope, isOwn)];
  });
  return parts.length === 0 ? null : parts.map((part) => `(${part})`).join(or);
}

/** The MATCH of FTS5. NOT stands between two there: what is refused is taken from what is looked through. */
export function ftsMatch(scope: Scope, wanted: Wanted): string | null {
  const fact = (term: string, star = "") => `who : "${term}"${star}`;
  const who = fact(ownerTerm(scope.person));
  const write = (asked: Exclude<Simple, boolean>, within: string, isOwn: boolean): string => {
    const part = (one: Wanted) => write(one as Exclude<Simple, boolean>, within, isOwn);
    switch (asked.kind) {
      case "fact":
        return fact(asked.term, asked.isBeginning ? "*" : "");
      case "words":
        return `{${(isOwn ? FIELD_NAMES : FIELDS_OF_OTHERS).join(" ")}} : (${ftsTerm(asked.term)})`;
      case "not":
        return `(${within}) NOT (${part(asked.of)})`;
      case "any":
        return asked.of.map((one) => `(${part(one)})`).join(" OR ");
      case "all": {
        const wantedParts = asked.of.filter((one) => one.kind !== "not");
        const refused = asked.of.flatMap((one) => (one.kind === "not" ? [one.of] : []));
        const base = wantedParts.length === 0 ? within : wantedParts.map((one) => `(${part(one)})`).join(" AND ");
        return refused.reduce((text, one) => `(${text}) NOT (${part(one)})`, base);
      }
      default:
        return asked satisfies never;
    }
  };
  return matchBy(
    {
      own: scope.wall === undefined ? who : `${who} AND ${fact(wallTerm(scope.wall))}`,
      others:
        scope.shared.length === 0
          ? null
          : `(${scope.shared.map((wall) => fact(wallTerm(wall))).join(" OR ")}) NOT ${who}`,
      match: (asked, within, isOwn) =>
        asked.kind === "not" || asksEverybodys(scope)
          ? write(asked, within, isOwn)
          : `(${within}) AND (${write(asked, within, isOwn)})`,
      or: " OR ",
    },
    wanted,
  );
}

/** The tsquery of PostgreSQL. */
export function tsQuery(scope: Scope, wanted: Wanted): string | null {
  const fact = (term: string, how = "") => `'${postgresFact(term)}'${how}`;
  const who = fact(ownerTerm(scope.person));
  const write = (asked: Exclude<Simple, boolean>, isOwn: boolean): string => {
    const part = (one: Wanted) => `(${write(one as Exclude<Simple, boolean>, isOwn)})`;
    switch (asked.kind) {
      case "fact":
        return fact(asked.term, asked.isBeginning ? ":*" : "");
      case "words":
        return tsTerm(asked.term, { labels: isOwn ? "" : POSTGRES_LABELS_OF_OTHERS, byPairs: scope.isWhole === true });
      case "not":
        return `!${part(asked.of)}`;
      case "any":
        return asked.of.map(part).join(" | ");
      case "all":
        return asked.of.map(part).join(" & ");
      default:
        return asked satisfies never;
    }
  };
  return matchBy(
    {
      own: scope.wall === undefined ? who : `${who} & ${fact(wallTerm(scope.wall))}`,
      others:
        scope.shared.length === 0
          ? null
          : `(${scope.shared.map((wall) => fact(wallTerm(wall))).join(" | ")}) & !${who}`,
      match: (asked, within, isOwn) =>
        asksEverybodys(scope) ? write(asked, isOwn) : `${within} & (${write(asked, isOwn)})`,
      or: " | ",
    },
    wanted,
  );
}

/**
 * Words where they matter: those of titles, of what is said about an item and of notes are terms of the index beside the words
 * themselves, so that nobody has to walk through all that has a word anywhere. What stands in a row somewhere need not do so there.
 */
function wordsThere({ words, prefixLast, joined }: QueryTerm, within: Within): Wanted {
  const there = (word: string, isBeginning: boolean): Wanted => {
    const fact = (term: string, isPrivate = false): Wanted => ({ kind: "fact", term, isBeginning, isPrivate });
    if (within === "title") return fact(titleTerm(word));
    return { kind: "any", of: [fact(aboutTerm(word)), fact(noteTerm(word), true)] };
  };
  const each: Wanted = { kind: "all", of: words.map((word, at) => there(word, prefixLast && at === words.length - 1)) };
  return joined === null ? each : { kind: "any", of: [each, there(joined, prefixLast)] };
}

function ftsTerm(term: QueryTerm): string {
  const star = term.prefixLast ? "*" : "";
  const phrase = `"${term.words.join(" ")}"${star}`;
  return term.joined === null ? phrase : `${phrase} OR "${term.joined}"${star}`;
}

/** @param labels the labels of fields that are looked at; all where it is empty */
function tsTerm(term: QueryTerm, { labels, byPairs }: { labels: string; byPairs: boolean }): string {
  const star = term.prefixLast ? "*" : "";
  const how = (marks: string) => (marks === "" ? "" : `:${marks}`);
  const last = term.words.length - 1;
  const words = term.words.map((word, index) => `'${word}'${how(index === last ? `${star}${labels}` : labels)}`);
  const phrase = [words.join(" <-> "), ...(byPairs ? tsPairs(term) : [])].join(" & ");
  return term.joined === null ? phrase : `(${phrase}) | '${term.joined}'${how(`${star}${labels}`)}`;
}

/** The pairs of a phrase narrow down which items are looked at, one by one, for words in a row. */
function tsPairs({ words, prefixLast }: QueryTerm): string[] {
  const pairs = pairTerms(prefixLast ? words.slice(0, -1) : words).map((term) => `'${postgresFact(term)}'`);
  return pairs.length === 0 ? [] : [`((${pairs.join(" & ")}) | '${postgresFact(MORE_PAIRS)}')`];
}

/** The words that were asked for, to show where they stand; what was refused stands nowhere. */
export function askedTerms(wanted: Wanted): QueryTerm[] {
  if (wanted.kind === "words") return [wanted.term];
  return wanted.kind === "all" || wanted.kind === "any" ? wanted.of.flatMap(askedTerms) : [];
}
