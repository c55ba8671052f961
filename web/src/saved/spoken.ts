import { speakOfProblems } from "../api.ts";
import { landing as english } from "../words/en/landing.ts";
import { loadTold } from "../words/load-told.ts";
import { languageFor, readChoice } from "../words/preferred.ts";

let spoken = english;

/** What this page says, in the language that is spoken here. No signal: the page is drawn by hand, and is small. */
export const landing = (): typeof english => spoken;

/** Speaks the language that is wanted here, before anything is shown; English where it cannot be loaded. */
export async function speakHere(): Promise<void> {
  const language = languageFor(readChoice());
  if (language === "en") return;
  const [other, told] = await Promise.all([import("../words/de/saved-page.ts").catch(() => null), loadTold(language)]);
  if (other === null) return;
  spoken = other.landing;
  speakOfProblems(other.problems, told?.refusals ?? null);
  document.documentElement.lang = language;
}
