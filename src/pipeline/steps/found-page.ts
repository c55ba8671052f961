import { withoutRemotePictures } from "../../core/article-pictures.ts";
import type { FoundFields } from "../../core/item-shown.ts";
import type { PageObstacle } from "../../core/page.ts";
import type { StepOutcome } from "../../core/steps.ts";
import type { AddressRow } from "../../store/tables.ts";
import type { Tools } from "../step.ts";
import { MOST_PAGE_BYTES, type PageBytes } from "./fetch-page.ts";
import { leadImageOf } from "./lead-image-of.ts";
import type { ReadOutput } from "./read-output.ts";
import { snapshotOf } from "./snapshot.ts";

const MOST_TYPE_CHARACTERS = 200;

const OBSTACLES: Readonly<Record<PageObstacle, string>> = {
  challenge: "The site asked for proof of a human instead of showing the page.",
  login: "The site shows this page only after signing in.",
  consent: "The site showed a consent form instead of the page.",
  "script-needed": "The page needs a browser to show anything.",
};

/** What a page says, its article, its lead image and the page itself. */
export async function readPage(
  input: { readonly url: string },
  fetched: PageBytes,
  tools: Tools,
  signal: AbortSignal,
): Promise<StepOutcome<ReadOutput>> {
  const page =
    fetched.read ??
    (await tools.pages.read(
      { bytes: fetched.bytes.subarray(0, MOST_PAGE_BYTES), contentType: fetched.contentType, url: fetched.url },
      signal,
    ));
  if ("code" in page)
    return { kind: "failed", code: page.code, detail: "It is too large or too tangled to be read.", retryable: false };
  const { metadata, article, text, obstacle } = page;
  if (obstacle !== null)
    return { kind: "failed", code: `page-${obstacle}`, detail: OBSTACLES[obstacle], retryable: false };

  const snapshot = await snapshotOf(fetched);
  const picture = metadata.leadImageUrl
    ? await leadImageOf({ url: metadata.leadImageUrl, allowListed: fetched.allowListed }, tools, signal)
    : [];
  const found: FoundFields = {
    readAtMs: Date.now(),
    finalUrl: fetched.url,
    ...(fetched.allowListed ? { fromAllowedHost: true as const } : {}),
    servedAs: fetched.contentType.slice(0, MOST_TYPE_CHARACTERS),
    ...present("canonicalUrl", metadata.canonicalUrl),
    ...present("title", metadata.title),
    ...present("description", metadata.description),
    ...present("siteName", metadata.siteName),
    ...present("author", metadata.author),
    ...present("publishedAt", metadata.publishedAt),
    ...present("modifiedAt", metadata.modifiedAt),
    ...present("language", metadata.language),
    ...(metadata.keywords.length > 0 ? { keywords: metadata.keywords } : {}),
    ...(metadata.feedUrls.length > 0 ? { feedUrls: metadata.feedUrls } : {}),
    ...(metadata.durationSeconds === undefined ? {} : { durationSeconds: metadata.durationSeconds }),
    ...(article ? { words: article.words, readingMinutes: article.readingMinutes } : {}),
  };
  const content = article
    ? { html: withoutRemotePictures(article.html), markdown: article.markdown, text: article.text }
    : null;
  return {
    kind: "done",
    output: {
      kind: "link",
      found,
      content,
      pageText: text,
      addresses: furtherAddresses(input, fetched, metadata.canonicalUrl),
      files: [...picture, ...snapshot],
      hasPictures: (article?.imageUrls.length ?? 0) > 0,
      warnings: [],
    },
  };
}

/** Where the page led to, and what it calls itself, if that lies on the same site: it is only the page's word. */
function furtherAddresses(
  input: { readonly url: string },
  fetched: PageBytes,
  canonical: string | null,
): Pick<AddressRow, "address" | "via">[] {
  const addresses: Pick<AddressRow, "address" | "via">[] = [];
  if (fetched.url !== input.url) addresses.push({ address: fetched.url, via: "redirect" });
  // A page that calls the site's front page its canonical form would make every page of the site the same item.
  const isOfThisSite = canonical !== null && new URL(canonical).host === new URL(fetched.url).host;
  if (canonical !== null && isOfThisSite && new URL(canonical).pathname !== "/")
    addresses.push({ address: canonical, via: "canonical" });
  return addresses;
}

function present<Key extends string>(key: Key, value: string | null): { [K in Key]?: string } {
  return (value === null ? {} : { [key]: value }) as { [K in Key]?: string };
}
