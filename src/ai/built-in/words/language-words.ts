import type { Category } from "../../../core/analysis.ts";

/** The words of a language by what they speak of. */
export interface SubjectWords {
  /** Words of what people do at home, on the way and among themselves: of guides, recipes, notes and letters. */
  readonly everyday: readonly string[];
  readonly categories: Readonly<Record<Exclude<Category, "other">, readonly string[]>>;
}

/** What the built-in analysis knows of a language. All words in lower case; the analysis folds endings itself. */
export interface LanguageWords extends SubjectWords {
  /** Words that carry no topic: they end a phrase and are never a tag. */
  readonly stopWords: ReadonlySet<string>;
  /** Common verbs, adverbs, adjectives and vague nouns: may stand inside a phrase, are never a tag alone. */
  readonly weakWords: ReadonlySet<string>;
  /** Small words that may join two nouns to one phrase, as in `base de datos`. */
  readonly joiners: ReadonlySet<string>;
  /** Endings of words that are seldom a topic: adverbs, verb forms. */
  readonly dullEndings: readonly string[];
  /** Pronouns that hang on a verb with a hyphen. */
  readonly clitics: ReadonlySet<string>;
  /** Words that stand before a noun; a word that none of them ever precedes is more likely something else. */
  readonly determiners: ReadonlySet<string>;
  /** Words that stand before a verb, a participle or an adjective. */
  readonly verbSigns: ReadonlySet<string>;
  /** Words of sentences that sum up or announce. */
  readonly cues: ReadonlySet<string>;
  readonly positive: readonly string[];
  readonly negative: readonly string[];
  /** Phrases with which people praise and blame, whatever their words say elsewhere. */
  readonly praise: readonly string[];
  readonly blame: readonly string[];
  /** Words after which a sentence says what it means. */
  readonly contrasts: ReadonlySet<string>;
  readonly negations: ReadonlySet<string>;
  readonly intensifiers: ReadonlySet<string>;
  /** Words that open a sentence which leans on the one before it, and would read oddly alone. */
  readonly leaning: ReadonlySet<string>;
  /** Abbreviations with a full stop that does not end a sentence, written without that last stop. */
  readonly abbreviations: ReadonlySet<string>;
  /** Phrases that only the furniture of web pages has. */
  readonly furniture: readonly string[];
  /** Labels of buttons and boxes; in a sentence the same words may be its own. */
  readonly labels: readonly string[];
  /** Words with which a writer speaks of themselves; in news only people who are quoted do. */
  readonly firstPerson: ReadonlySet<string>;
  /** Words with which news says who said what. */
  readonly reporting: ReadonlySet<string>;
}

/** The words of a list that is written as running text. */
export function listed(words: string): string[] {
  return words.split(/\s+/u).filter((word) => word !== "");
}

export function setOf(words: string): ReadonlySet<string> {
  return new Set(listed(words));
}
