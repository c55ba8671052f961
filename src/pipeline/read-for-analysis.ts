import { Problem } from "../contract/problems.ts";
import { ANALYSIS_TEXT_CHARACTERS, type AnalysisInput, textOfBarePage } from "../core/analysis.ts";
import type { Tools } from "./step.ts";
import { fetchPage, MOST_PAGE_BYTES } from "./steps/fetch-page.ts";

/**
 * One content for an analysis that is not kept: a text as it is, or a link that is read first.
 * @throws Problem content-not-readable
 */
export async function readForAnalysis(
  tools: Tools,
  content: { url: string | null; text: string | null; title: string | null; allowListed: boolean },
  signal: AbortSignal,
): Promise<AnalysisInput> {
  const { url, text, title } = content;
  const bare: AnalysisInput = {
    kind: url === null ? "note" : "link",
    url,
    title,
    siteName: null,
    declaredLanguage: null,
    text: (text ?? "").slice(0, ANALYSIS_TEXT_CHARACTERS),
    description: null,
    keywords: [],
    vocabulary: [],
  };
  if (url === null) return bare;
  const fetched = await fetchPage({ url, givenKey: null, allowListed: content.allowListed }, tools, signal);
  if (fetched.kind !== "bytes") throw new Problem("content-not-readable", detailOf(fetched));
  const bytes = fetched.bytes.subarray(0, MOST_PAGE_BYTES);
  const page = await tools.pages.read({ bytes, contentType: fetched.contentType, url: fetched.url }, signal);
  if ("code" in page) throw new Problem("content-not-readable", "The page is too large or too tangled to be read.");
  const { metadata, article, obstacle } = page;
  if (obstacle !== null) throw new Problem("content-not-readable", "The site did not show the page itself.");
  return {
    ...bare,
    url: fetched.url,
    title: title ?? metadata.title,
    siteName: metadata.siteName,
    declaredLanguage: metadata.language,
    text: [text, article?.text ?? textOfBarePage(page.text, metadata.description)]
      .filter(Boolean)
      .join("\n\n")
      .slice(0, ANALYSIS_TEXT_CHARACTERS),
    description: metadata.description,
    keywords: metadata.keywords,
  };
}

function detailOf(outcome: { kind: string; detail?: string; why?: string }): string {
  return outcome.detail ?? outcome.why ?? "The page could not be read.";
}
