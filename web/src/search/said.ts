import { question as english } from "../words/en/question.ts";
import { lateWords } from "../words/late-words.ts";

/** What is said of a question: it comes with what says it. */
export const { said, areHere: wordsAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/question.ts")).question,
});
