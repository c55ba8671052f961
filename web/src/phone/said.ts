import { phone as english } from "../words/en/phone.ts";
import { lateWords } from "../words/late-words.ts";

/** What is said of phones and browsers: it comes when it is first wanted. */
export const { said: phoneSaid, areHere: wordsAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/phone.ts")).phone,
});
