import type { Analysis } from "../src/core/analysis.ts";
import type { EvaluationText } from "./texts.ts";

const FEWEST_LETTERS = 4;
/** What a page is in that does not say so, more often than any other. */
const COMMONEST_LANGUAGE = "en";

/** What ten lines can do: the most frequent words of four letters or more, the first two sentences, the commonest answers. */
export function analyzeByFrequency(text: EvaluationText): Analysis {
  const counts = new Map<string, number>();
  for (const [word] of text.text.toLowerCase().matchAll(/\p{L}+/gu)) {
    if (word.length >= FEWEST_LETTERS) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const tags = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  const segments = new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text.text);
  const sentences = [...segments].map(({ segment }) => segment.trim()).filter((sentence) => sentence !== "");
  return {
    title: text.title ?? sentences[0] ?? "",
    description: sentences[0] ?? "",
    summary: sentences.slice(0, 2).join(" "),
    tags: tags.slice(0, 5),
    category: "other",
    sentiment: "neutral",
    keyTopics: [],
    confidence: 0,
    language: text.declaredLanguage?.slice(0, 2) ?? COMMONEST_LANGUAGE,
  };
}
