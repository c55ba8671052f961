import { reading as english } from "../words/en/reading.ts";
import { lateWords } from "../words/late-words.ts";

/** What is said of reading: it comes when it is first wanted. */
export const { said, areHere: wordsAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/reading.ts")).reading,
});
