import { createHash } from "node:crypto";
import { foldTag } from "../tag-name.ts";
import { wordsOf } from "../words.ts";
import { minutesDigits, quarterDigits } from "./range-terms.ts";

/**
 * What is known of an item beside its texts, for the index: each fact is a term of letters and digits that begins with what
 * it is about. So every question of the search language is answered from one index, on both databases.
 */
export interface ItemFacts {
  readonly kind: string;
  readonly tags: readonly string[];
  readonly url: string | null;
  readonly site: string | null;
  readonly author: string | null;
  readonly language: string | null;
  readonly category: string | null;
  readonly mood: string | null;
  /** Of what was shared as files. */
  readonly files: readonly { readonly type: string; readonly name: string | null }[];
  readonly hasNote: boolean;
  readonly hasText: boolean;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  readonly createdAtMs: number;
  readonly readingMinutes: number | null;
}

const HASH_DIGITS = 16;
const MOST_AUTHOR_WORDS = 20;
const MOST_HOST_PARTS = 6;

/** Whatever is not made of plain letters becomes digits, the same for all that mean the same. */
const hashed = (value: string): string => createHash("sha256").update(value).digest("hex").slice(0, HASH_DIGITS);

export const ownerTerm = (person: string): string => `o${person.replaceAll("-", "")}`;
export const wallTerm = (wall: string): string => `w${wall.replaceAll("-", "")}`;
export const kindTerm = (kind: string): string => `k${kind}`;
export const tagTerm = (name: string): string => `t${hashed(foldTag(name))}`;
export const siteTerm = (site: string): string => `s${hashed(foldSite(site))}`;
export const typeTerm = (type: string): string => `y${hashed(type.trim().toLowerCase())}`;
export const authorTerm = (word: string): string => `b${word}`;
export const languageTerm = (language: string): string => `l${hashed(language.trim().toLowerCase())}`;
export const categoryTerm = (category: string): string => `c${hashed(category)}`;
export const moodTerm = (mood: string): string => `m${hashed(mood)}`;
export const isTerm = (what: string): string => `i${what}`;
export const hasTerm = (what: string): string => `h${what}`;
/** A word of what an item is called and tagged. */
export const titleTerm = (word: string): string => `n${word}`;
/** A word of what is said about an item, of what its text is about, and of what it is called. */
export const aboutTerm = (word: string): string => `d${word}`;
/** A word of its owner's note. */
export const noteTerm = (word: string): string => `e${word}`;
export const TIME = "a";
export const READING = "r";

const foldSite = (site: string): string => wordsOf(site).join(" ");

/** All facts of an item as terms, without whose it is and where it stands. */
export function factTerms(facts: ItemFacts): string[] {
  const { files, language, readingMinutes } = facts;
  const terms = [
    kindTerm(facts.kind),
    ...facts.tags.map(tagTerm),
    ...(facts.tags.length === 0 ? [isTerm("untagged")] : []),
    ...hostsOf(facts.url).map(siteTerm),
    ...(facts.site === null ? [] : [siteTerm(facts.site)]),
    ...(facts.author === null ? [] : wordsOf(facts.author, MOST_AUTHOR_WORDS).map(authorTerm)),
    ...files.flatMap(typesOf).map(typeTerm),
    ...(language === null ? [] : [language, language.split("-")[0] ?? language].map(languageTerm)),
    ...(facts.category === null ? [] : [categoryTerm(facts.category)]),
    ...(facts.mood === null ? [] : [moodTerm(facts.mood)]),
    ...(facts.isPinned ? [isTerm("pinned")] : []),
    ...(facts.isArchived ? [isTerm("archived")] : []),
    ...(facts.hasNote ? [hasTerm("note")] : []),
    ...(facts.hasText ? [hasTerm("text")] : []),
    ...(files.length > 0 ? [hasTerm("file")] : []),
    ...(files.some(({ type }) => type.startsWith("image/")) ? [hasTerm("image")] : []),
    `${TIME}${quarterDigits(facts.createdAtMs)}`,
    ...(readingMinutes === null ? [] : [`${READING}${minutesDigits(readingMinutes)}`]),
  ];
  return [...new Set(terms)];
}

/** `pdf`, `application/pdf` and `application` of a PDF: by its type and by how its name ends. */
export function typesOf({ type, name }: { readonly type: string; readonly name: string | null }): string[] {
  const [group = "", sort = ""] = type.toLowerCase().split(";")[0]?.trim().split("/") ?? [];
  const ending = /\.([\p{L}\p{N}]{1,10})$/u.exec(name ?? "")?.[1]?.toLowerCase();
  return [`${group}/${sort}`, group, sort, ...(ending === undefined ? [] : [ending])].filter((each) => each !== "");
}

/** A host and all it lies below: a site is found by `news.quay.example` as well as by `quay.example`. */
export function hostsOf(url: string | null): string[] {
  if (url === null || !URL.canParse(url)) return [];
  const parts = new URL(url).hostname
    .replace(/^www\./, "")
    .split(".")
    .slice(-MOST_HOST_PARTS);
  return parts.slice(0, Math.max(1, parts.length - 1)).map((_, at) => parts.slice(at).join("."));
}
