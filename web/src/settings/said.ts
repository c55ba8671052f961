import { settings as english } from "../words/en/settings.ts";
import { lateWords } from "../words/late-words.ts";

/** What the settings say: their words are many and come with them. */
export const { said, areHere: wordsAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/settings.ts")).settings,
});
