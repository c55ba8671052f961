import type { Analysis, AnalysisInput } from "../../core/analysis.ts";
import { tellCategory } from "./category.ts";
import { cleanLine, cleanText, cutAtWord } from "./clean-text.ts";
import { rankKeyphrases } from "./keyphrases.ts";
import { tellMood } from "./mood.ts";
import type { Summary } from "./summary.ts";
import { summarize } from "./summary.ts";
import { chooseTags, chooseTopics } from "./tags.ts";
import type { TextModel } from "./text-model.ts";
import { readText } from "./text-model.ts";
import { weighWords } from "./word-weights.ts";

const MADE_TITLE_GRAPHEMES = 80;
const GIVEN_TITLE_GRAPHEMES = 300;
const DESCRIPTION_GRAPHEMES = 500;
const FEWEST_DESCRIPTION_CHARACTERS = 25;
const CONFIDENCE = { full: 0.3, short: 0.2, empty: 0.1 } as const;
const SHORT_WORDS = 25;
const EMPTY_WORDS = 4;

/**
 * What rules and word lists can say of a content: no network, no key, the same answer for the same input. Never throws
 * and always answers a valid analysis, whatever the text is; the text is counted, never obeyed.
 */
export function analyzeBuiltIn(input: AnalysisInput): Analysis {
  const clean = cleanText(input.text).trim();
  // A link that could not be read still has what it says of itself.
  const text = readText(input, clean === "" ? cleanText(input.description ?? "").trim() : clean);
  const weights = weighWords(text);
  const ranked = rankKeyphrases(text, weights);
  const summary = summarize(text, weights);
  const category = tellCategory(text, input);
  return {
    title: titleOf(text, input),
    description: descriptionOf(text, input, summary),
    summary: summary.text,
    tags: chooseTags(text, ranked, input.vocabulary),
    category,
    sentiment: tellMood(text, category),
    keyTopics: chooseTopics(ranked),
    confidence: confidenceOf(text),
    language: text.language,
  };
}

function titleOf(text: TextModel, input: AnalysisInput): string {
  if (text.title !== "") return cutAtWord(text.title, GIVEN_TITLE_GRAPHEMES);
  const first = text.sentences[0];
  if (first !== undefined) return cutAtWord(first.text, MADE_TITLE_GRAPHEMES);
  const site = cleanLine(input.siteName ?? "");
  if (site !== "") return cutAtWord(site, MADE_TITLE_GRAPHEMES);
  return input.url !== null && URL.canParse(input.url) ? new URL(input.url).hostname : "";
}

/** What the page says of itself when that is more than its title or its site again, else the sentence that says most. */
function descriptionOf(text: TextModel, input: AnalysisInput, summary: Summary): string {
  const stated = cleanLine(input.description ?? "");
  const repeats = [text.title, cleanLine(input.siteName ?? "")].some(
    (known) => known.toLowerCase() === stated.toLowerCase(),
  );
  return stated.length >= FEWEST_DESCRIPTION_CHARACTERS && !repeats
    ? cutAtWord(stated, DESCRIPTION_GRAPHEMES)
    : summary.best;
}

function confidenceOf(text: TextModel): number {
  const words = text.wordCount + text.titleWords.length;
  if (words < EMPTY_WORDS) return CONFIDENCE.empty;
  return words < SHORT_WORDS ? CONFIDENCE.short : CONFIDENCE.full;
}
