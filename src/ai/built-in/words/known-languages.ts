import { GERMAN } from "./de.ts";
import { ENGLISH } from "./en.ts";
import { SPANISH } from "./es.ts";
import { FRENCH } from "./fr.ts";
import { ITALIAN } from "./it.ts";
import type { LanguageWords } from "./language-words.ts";
import { PORTUGUESE } from "./pt.ts";

const KNOWN: Readonly<Record<string, LanguageWords>> = {
  en: ENGLISH,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  it: ITALIAN,
  pt: PORTUGUESE,
};

export const KNOWN_LANGUAGES: readonly string[] = Object.keys(KNOWN);

/** The words of a language, or null: then frequency and position have to do. */
export function wordsOf(language: string | null): LanguageWords | null {
  return language !== null && Object.hasOwn(KNOWN, language) ? KNOWN[language]! : null;
}

/** Phrases of page furniture in all languages: an English page may carry a German cookie banner. */
export const FURNITURE_PHRASES: readonly string[] = Object.values(KNOWN).flatMap((words) => words.furniture);

/** Labels of buttons and boxes in all languages. */
export const LABELS: readonly string[] = Object.values(KNOWN).flatMap((words) => words.labels);
