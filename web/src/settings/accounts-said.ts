import { accounts as english } from "../words/en/accounts.ts";
import { lateWords } from "../words/late-words.ts";

/** What is said of accounts: it comes with its sections. */
export const { said, areHere: wordsAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/accounts.ts")).accounts,
});
