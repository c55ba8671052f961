import { edits as english } from "../words/en/edits.ts";
import { lateWords } from "../words/late-words.ts";

/** What is said of what somebody wrote and is not saved; it comes when that is first so. */
export const { said, areHere: wordsAreHere } = lateWords(english, {
  de: () => import("../words/de/edits.ts").then(({ edits }) => edits),
});
