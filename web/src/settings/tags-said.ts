import { tags as english } from "../words/en/tags.ts";
import { lateWords } from "../words/late-words.ts";

/** What is said of tags: it comes with their section. */
export const { said, areHere: wordsAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/tags.ts")).tags,
});
