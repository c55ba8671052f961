import { doors as english } from "../words/en/doors.ts";
import { lateWords } from "../words/late-words.ts";

/** What is said where somebody comes in: whoever is in already does not load it. */
export const { said, areHere: wordsAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/doors.ts")).doors,
});
