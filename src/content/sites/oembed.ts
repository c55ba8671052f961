import { at, textAt } from "./json-at.ts";
import { JSON_ONLY, type Post, type SiteAnswer, type SiteRequest } from "./site.ts";

/** A question to an oEmbed endpoint (https://oembed.com, 2.2). */
export function oEmbedRequest(endpoint: string, address: string): SiteRequest {
  const url = new URL(endpoint);
  url.searchParams.set("format", "json");
  url.searchParams.set("url", address);
  return { url: url.href, accept: JSON_ONLY };
}

/** What every oEmbed answer may say (https://oembed.com, 2.3.4); null without a title, which is how errors look. */
export function readOEmbed(answer: SiteAnswer, siteName: string): Post | null {
  const said = answer.json();
  const title = textAt(said, "title");
  if (title.trim() === "") return null;
  return { siteName, title, author: at(said, "author_name"), image: at(said, "thumbnail_url") };
}
