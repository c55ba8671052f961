import { done as english } from "../words/en/audit-done.ts";
import { lateWords } from "../words/late-words.ts";

/** The sentences of the record: they come with the section that has it. */
export const { said: done, areHere: sentencesAreHere } = lateWords<typeof english>(english, {
  de: async () => (await import("../words/de/audit-done.ts")).done,
});
