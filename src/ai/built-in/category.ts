import type { AnalysisInput, Category } from "../../core/analysis.ts";
import { foldEnding } from "./fold-words.ts";
import type { Named } from "./manner.ts";
import { mannerOf, NAMED } from "./manner.ts";
import type { TextModel } from "./text-model.ts";
import { wordsOf } from "./words/known-languages.ts";
import type { LanguageWords } from "./words/language-words.ts";

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
/** Hits per root of words that a category must reach. */
const LEAST_SCORE = 0.3;
/** How much more of a category than of everyday life a text must have. */
const LEAST_LEAD = 1.1;
const TITLE_WORTH = 2;
/** Words of everyday life speak for `other`, but every text has some. */
const EVERYDAY_WORTH = 0.9;
/** The head of a German compound says nearly as much as the word alone. */
const COMPOUND_WORTH = 0.7;
const SHORTEST_HEAD = 4;
const SHORTEST_COMPOUND = 8;

type Lists = ReadonlyMap<Named | "everyday", ReadonlySet<string>>;
const lists = new WeakMap<LanguageWords, Lists>();

/** The category of a text by its words, its site and its manner; `other` when unsure. */
export function tellCategory(text: TextModel, input: AnalysisInput): Category {
  const known = wordsOf(text.readAs);
  const hits = known === null ? new Map<string, number>() : countHits(text, known);
  const manner = mannerOf(text, known);
  const root = Math.sqrt(text.wordCount + text.titleWords.length + 15);
  const scores = NAMED.map((category) => {
    const named = namesCategory(category, input) ? SITE_HITS : 0;
    return {
      category,
      score: ((hits.get(category) ?? 0) * manner[category].factor + manner[category].bonus + named) / root,
    };
  }).sort((a, b) => b.score - a.score);
  const everyday = ((hits.get("everyday") ?? 0) * EVERYDAY_WORTH) / root;
  const first = scores[0]!;
  return first.score >= LEAST_SCORE && first.score >= everyday * LEAST_LEAD ? first.category : "other";
}

/** How many different words of each list the text has; those that come often or in the title count more. */
function countHits(text: TextModel, known: LanguageWords): Map<string, number> {
  const forms = new Map<string, number>();
  const note = (lower: string, worth: number): void => {
    const key = foldEnding(lower, text.readAs);
    forms.set(key, (forms.get(key) ?? 0) + worth);
  };
  for (const word of text.titleWords) note(word.lower, TITLE_WORTH);
  for (const sentence of text.sentences) for (const word of sentence.words) note(word.lower, 1);
  const folded = foldedLists(known, text.readAs);
  const hits = new Map<string, number>();
  for (const [form, count] of forms) {
    for (const [name, words] of folded) {
      const worth = words.has(form) ? 1 : text.readAs === "de" && endsWithOne(form, words) ? COMPOUND_WORTH : 0;
      if (worth > 0) hits.set(name, (hits.get(name) ?? 0) + worth * (1 + 0.5 * Math.log2(Math.max(1, count))));
    }
  }
  return hits;
}

/** Whether a German compound ends with one of the words: `Kreiskrankenhaus`. */
function endsWithOne(form: string, words: ReadonlySet<string>): boolean {
  if (form.length < SHORTEST_COMPOUND) return false;
  for (let start = 3; start <= form.length - SHORTEST_HEAD; start++) if (words.has(form.slice(start))) return true;
  return false;
}

function namesCategory(category: Named, input: AnalysisInput): boolean {
  const host = input.url !== null && URL.canParse(input.url) ? new URL(input.url).hostname : "";
  return SITES[category].test(host) || SITE_NAMES[category].test((input.siteName ?? "").slice(0, 200));
}

function foldedLists(known: LanguageWords, language: string | null): Lists {
  let folded = lists.get(known);
  if (folded === undefined) {
    const entries = [
      ...NAMED.map((name) => [name, known.categories[name]] as const),
      ["everyday", known.everyday] as const,
    ];
    folded = new Map(entries.map(([name, words]) => [name, new Set(words.map((word) => foldEnding(word, language)))]));
    lists.set(known, folded);
  }
  return folded;
}
