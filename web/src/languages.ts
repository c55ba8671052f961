import { languageOf } from "./words.ts";

/** The most read ones; any other that is set already, or that the browser speaks, stands among them. */
const WIDELY_READ = [
  "ar",
  "cs",
  "de",
  "en",
  "es",
  "fr",
  "he",
  "hi",
  "it",
  "ja",
  "ko",
  "nl",
  "pl",
  "pt",
  "sv",
  "tr",
  "uk",
  "zh",
];

/** Languages to choose from, by name. @param set one that is set and must be there */
export function languageChoices(set: string | null): { tag: string; name: string }[] {
  const spoken = navigator.languages.map((tag) => tag.split("-")[0] ?? tag);
  return [...new Set([...WIDELY_READ, ...spoken, ...(set === null ? [] : [set])])]
    .map((tag) => ({ tag, name: languageOf(tag) }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}
