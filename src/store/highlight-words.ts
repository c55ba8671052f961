import { wordsOf } from "../core/words.ts";

const MOST_WORDS = 3_000;

/** Passage and note as the words by which a highlight is found, each between spaces. */
export function wordsToFind({ text, note }: { text: string; note: string | null }): string {
  const words = wordsOf(`${text} ${note ?? ""}`, MOST_WORDS);
  return words.length === 0 ? "" : ` ${[...new Set(words)].join(" ")} `;
}
