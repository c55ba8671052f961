import type { Analysis, Category, Sentiment } from "./analysis.ts";

/** What a person wrote of an item. Steps never write here. */
export interface OwnFields {
  /** The address as it was shared, normalised. */
  url?: string;
  /** The title by the pure rule, until something better is known. */
  firstTitle: string;
  title?: string;
  description?: string;
  /** The shared text, or its beginning when `textIsLong`. */
  text?: string;
  textIsLong?: boolean;
  note?: string;
  category?: Category;
  sentiment?: Sentiment;
  language?: string;
  /** These three came from elsewhere, with what somebody kept there. */
  author?: string;
  siteName?: string;
  publishedAt?: string;
  /** A guest brought it, by a link to a wall: their name, empty where they gave none. */
  guest?: string;
}

/** What reading found. */
export interface FoundFields {
  readAtMs?: number;
  finalUrl?: string;
  /** The `Content-Type` that the page was served with: its snapshot is read by it. */
  servedAs?: string;
  /** It came from a host that the operator allows by name: only then its pictures may. */
  fromAllowedHost?: true;
  canonicalUrl?: string;
  title?: string;
  description?: string;
  siteName?: string;
  author?: string;
  publishedAt?: string;
  modifiedAt?: string;
  language?: string;
  keywords?: readonly string[];
  feedUrls?: readonly string[];
  words?: number;
  readingMinutes?: number;
  durationSeconds?: number;
}

/** What is shown of an item: computed, so that reading again, undoing an analysis or merging never overwrites a person. */
export interface ShownFields {
  readonly title: string;
  readonly description: string | null;
  readonly summary: string | null;
  readonly site: string | null;
  readonly author: string | null;
  readonly publishedAt: string | null;
  readonly language: string | null;
  readonly category: Category | null;
  readonly sentiment: Sentiment | null;
  readonly keyTopics: readonly string[];
  readonly confidence: number | null;
  readonly imageText: string | null;
  readonly entities: readonly string[];
}

/** Own before found before analysed, with two exceptions: a note's and a plain file's title may come from the analysis, and the language from it when the page was silent or plainly wrong. */
export function showItem(own: OwnFields, found: FoundFields, analysis: Analysis | null): ShownFields {
  const page = own.url !== undefined;
  return {
    title: own.title ?? found.title ?? (page || !analysis?.title ? own.firstTitle : analysis.title),
    description: own.description ?? found.description ?? emptyToNull(analysis?.description),
    summary: emptyToNull(analysis?.summary),
    site: own.siteName ?? found.siteName ?? siteOf(found.finalUrl ?? own.url),
    author: own.author ?? found.author ?? null,
    publishedAt: own.publishedAt ?? found.publishedAt ?? null,
    language: own.language ?? analysis?.language ?? found.language ?? null,
    category: own.category ?? analysis?.category ?? null,
    sentiment: own.sentiment ?? analysis?.sentiment ?? null,
    keyTopics: analysis?.keyTopics ?? [],
    confidence: analysis?.confidence ?? null,
    imageText: emptyToNull(analysis?.imageText ?? undefined),
    entities: analysis?.entities ?? [],
  };
}

function emptyToNull(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}

/** A page that does not say what its site is called is known by its host. */
function siteOf(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  return new URL(address).hostname.replace(/^www\./, "");
}
