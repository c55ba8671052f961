import { duplicates as english } from "../words/en/duplicates.ts";
import { lateWords } from "../words/late-words.ts";

/** What is said of things that may be one: it comes with its screen. */
export const { said, areHere: wordsAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/duplicates.ts")).duplicates,
});
