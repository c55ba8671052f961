/** The languages the page speaks, as BCP 47 tags. The first one is spoken where no other is wanted. */
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where the browser keeps what a person chose. */
export const CHOICE_KEY = "language";

const known = (tag: string | null): Language | null => LANGUAGES.find((each) => each === tag) ?? null;

/** What a person chose in this browser; null while it is as the browser says, or where nothing can be kept. */
export function readChoice(): Language | null {
  try {
    return known(localStorage.getItem(CHOICE_KEY));
  } catch {
    return null;
  }
}

/** Keeps a choice for the next visit, or forgets it. */
export function writeChoice(language: Language | null): void {
  try {
    if (language === null) localStorage.removeItem(CHOICE_KEY);
    else localStorage.setItem(CHOICE_KEY, language);
  } catch {
    // A browser that keeps nothing speaks it until the window is closed.
  }
}

/** The language to speak: the chosen one, else the first of the browser's that the page knows, else English. */
export function languageFor(chosen: string | null): Language {
  const wanted = [chosen ?? "", ...navigator.languages].map((tag) => known(tag.toLowerCase().split("-")[0] ?? ""));
  return wanted.find((language) => language !== null) ?? LANGUAGES[0];
}
