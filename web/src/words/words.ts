import { signal } from "@preact/signals";
import { speakOfProblems } from "../api.ts";
import * as english from "./en/index.ts";
import { loadTold, type ToldWords } from "./load-told.ts";
import type { Language } from "./preferred.ts";

export { LANGUAGES } from "./preferred.ts";

/**
 * Everything the page says, by screen. One file a screen in each language's folder; a language whose file lacks a sentence
 * does not compile. English comes with the page, every other language by itself before the first screen is drawn.
 */
export type Words = { readonly [Screen in keyof typeof english]: (typeof english)[Screen] };

/** The words of the language that is chosen: `words.value.common.close`. */
export const words = signal<Words>(english);

/** What is said of what the server tells with a code; null until it is here, which for English is after the first screen. */
export const told = signal<ToldWords | null>(null);

const OTHERS: Readonly<Record<Exclude<Language, "en">, () => Promise<Words>>> = {
  de: () => import("./de/index.ts"),
};

let wanted: Language = "en";

/** Speaks a language from here on; English where it cannot be loaded. */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  // The server's own sentences are English: nobody who reads English waits for better ones.
  const [spoken, ofCodes] =
    language === "en" ? [english, null] : await Promise.all([OTHERS[language]().catch(() => null), loadTold(language)]);
  // Whoever chose another one meanwhile wants that.
  if (wanted !== language) return;
  // First, since the words of the settings are chosen by it when these change.
  document.documentElement.lang = spoken === null ? "en" : language;
  words.value = spoken ?? english;
  sayByCode(ofCodes);
  if (ofCodes !== null) return;
  void loadTold("en").then((late) => {
    if (wanted === language) sayByCode(late);
  });
}

function sayByCode(ofCodes: ToldWords | null): void {
  told.value = ofCodes;
  speakOfProblems(words.value.problems, ofCodes?.refusals ?? null);
}
