import { members as english } from "../words/en/members.ts";
import { lateWords } from "../words/late-words.ts";

/** What is said of who sees a wall: it comes with its screen. */
export const { said, areHere: wordsAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/members.ts")).members,
});
