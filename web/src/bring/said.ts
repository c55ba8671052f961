import { bring as english } from "../words/en/bring.ts";
import { lateWords } from "../words/late-words.ts";

/** What bringing things from elsewhere says: its words come with it. */
export const { said, areHere: wordsAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/bring.ts")).bring,
});
