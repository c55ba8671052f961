import { signal } from "@preact/signals";
import { CHOICE_KEY, languageFor, readChoice, writeChoice } from "./preferred.ts";
import { LANGUAGES, speak } from "./words.ts";

/** The language that a person chose in this browser, as a BCP 47 tag; null while it is as the browser says. */
export const chosenLanguage = signal<string | null>(readChoice());

// What is chosen in one window holds in the others too.
addEventListener("storage", ({ key }) => {
  if (key === CHOICE_KEY) chooseLanguage(readChoice());
});

/** Speaks another language at once and keeps the choice; null speaks as the browser says. A tag we do not know is null. */
export function chooseLanguage(tag: string | null): void {
  const language = LANGUAGES.find((each) => each === tag) ?? null;
  writeChoice(language);
  chosenLanguage.value = language;
  void speakAsChosen();
}

/** Resolves when the language that is wanted here is spoken. */
export async function speakAsChosen(): Promise<void> {
  await speak(languageFor(chosenLanguage.value));
}
