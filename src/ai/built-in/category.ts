import type { AnalysisInput, Category } from "../../core/analysis.ts";
import { foldEnding } from "./fold-words.ts";
import type { TextModel } from "./text-model.ts";
import { wordsOf } from "./words/known-languages.ts";
import type { LanguageWords } from "./words/language-words.ts";

type Named = Exclude<Category, "other">;

const SITES: Readonly<Record<Named, RegExp>> = {
  technology:
    /(?:^|\.)(?:github|gitlab|codeberg|stackoverflow|stackexchange|npmjs|pypi|crates|arstechnica|heise|golem|xataka|slashdot|lobste|hackaday|wired|techcrunch|theverge|lwn|dev)\.(?:com|org|io|de|net|rs|to)$/u,
  entertainment:
    /(?:^|\.)(?:imdb|letterboxd|netflix|spotify|soundcloud|bandcamp|twitch|steampowered|rottentomatoes|filmaffinity|moviepilot|kino|ign|gamestar|pitchfork|vimeo|youtube)\.(?:com|tv|de|org|es)$/u,
  news: /(?:^|\.)(?:bbc|reuters|apnews|nytimes|theguardian|cnn|spiegel|tagesschau|zeit|faz|sueddeutsche|elpais|elmundo|rtve|lavanguardia|dw|npr|aljazeera)\.(?:com|co\.uk|de|es|org)$/u,
  social:
    /(?:^|\.)(?:x|twitter|facebook|instagram|threads|tiktok|reddit|linkedin|mastodon|bsky|pinterest|tumblr|vk)\.(?:com|net|social|app)$|^mastodon\./u,
};
const SITE_NAMES: Readonly<Record<Named, RegExp>> = {
  technology: /\b(?:github|gitlab|stack overflow|tech|developers?|computer|linux)\b/iu,
  entertainment: /\b(?:films?|movies?|cinema|kino|cine|music|musik|música|games?|spiele|juegos|reel)\b/iu,
  news: /\b(?:news|courier|times|herald|gazette|tribune|daily|observer|post|nachrichten|diario|noticias|periódico|el mundo|el país)\b|zeitung|tageblatt|anzeiger|rundschau/iu,
  social: /\b(?:facebook|instagram|twitter|mastodon|bluesky|threads|tiktok|reddit|linkedin|x)\b/iu,
};
/** A site's name is worth as much as this many words. */
const SITE_HITS = 6;
/** Hits per root of words that a category must reach, and its lead over the next. */
const LEAST_SCORE = 0.42;
const LEAST_LEAD = 1.15;
const SOCIAL_LONGEST_WORDS = 150;

const lists = new WeakMap<LanguageWords, ReadonlyMap<Named, ReadonlySet<string>>>();

/** The category of a text by its words, its site and its manner; `other` when unsure. */
export function tellCategory(text: TextModel, input: AnalysisInput): Category {
  const scores = new Map<Named, number>([
    ["technology", 0],
    ["entertainment", 0],
    ["news", 0],
    ["social", 0],
  ]);
  const known = wordsOf(text.readAs);
  if (known !== null) for (const [category, hits] of countHits(text, known)) scores.set(category, hits);
  const root = Math.sqrt(text.wordCount + text.titleWords.length + 15);
  scores.set("social", socialHits(text, scores.get("social") ?? 0));
  for (const category of scores.keys()) {
    if (namesCategory(category, input)) scores.set(category, scores.get(category)! + SITE_HITS);
    scores.set(category, scores.get(category)! / root);
  }
  const [first, second] = [...scores].sort((a, b) => b[1] - a[1]);
  return first![1] >= LEAST_SCORE && first![1] >= second![1] * LEAST_LEAD ? first![0] : "other";
}

/** How many different words of each category the text has; those that come often or in the title count more. */
function countHits(text: TextModel, known: LanguageWords): Map<Named, number> {
  const forms = new Map<string, number>();
  const note = (lower: string, worth: number): void => {
    const key = foldEnding(lower, text.readAs);
    forms.set(key, (forms.get(key) ?? 0) + worth);
  };
  for (const word of text.titleWords) note(word.lower, 1);
  for (const sentence of text.sentences) for (const word of sentence.words) note(word.lower, 1);
  const hits = new Map<Named, number>();
  for (const [category, words] of foldedLists(known, text.readAs)) {
    let sum = 0;
    for (const word of words) {
      const count = forms.get(word);
      if (count !== undefined) sum += 1 + 0.5 * Math.log2(count);
    }
    hits.set(category, sum);
  }
  return hits;
}

/** Hashtags, handles and faces are the manner of posts; long texts use the words of people without being posts. */
function socialHits(text: TextModel, words: number): number {
  if (text.wordCount > SOCIAL_LONGEST_WORDS) return words * 0.3;
  const whole = text.sentences.map((sentence) => sentence.text).join(" ");
  const marks = whole.match(/(?<![\p{L}\p{N}&/])[#@]\p{L}[\p{L}\p{N}_]+|\p{Extended_Pictographic}/gu)?.length ?? 0;
  return words + Math.min(8, marks * 1.2);
}

function namesCategory(category: Named, input: AnalysisInput): boolean {
  const host = input.url !== null && URL.canParse(input.url) ? new URL(input.url).hostname : "";
  return SITES[category].test(host) || SITE_NAMES[category].test((input.siteName ?? "").slice(0, 200));
}

function foldedLists(known: LanguageWords, language: string | null): ReadonlyMap<Named, ReadonlySet<string>> {
  let folded = lists.get(known);
  if (folded === undefined) {
    const entries = Object.entries(known.categories) as [Named, readonly string[]][];
    folded = new Map(entries.map(([name, words]) => [name, new Set(words.map((word) => foldEnding(word, language)))]));
    lists.set(known, folded);
  }
  return folded;
}
