import type { FeedFormat } from "../contract/feeds.ts";
import type { Feed } from "../core/feed.ts";
import { atomOf } from "../exporters/feeds/atom.ts";
import { jsonFeedOf } from "../exporters/feeds/json-feed.ts";
import { rssOf } from "../exporters/feeds/rss.ts";

const FORMS: Readonly<Record<FeedFormat, { type: string; write: (feed: Feed) => string }>> = {
  rss: { type: "application/rss+xml; charset=utf-8", write: rssOf },
  atom: { type: "application/atom+xml; charset=utf-8", write: atomOf },
  json: { type: "application/feed+json; charset=utf-8", write: jsonFeedOf },
};

/** A feed in one of its forms, with the content type of that. */
export function writeFeed(feed: Feed, format: FeedFormat): { type: string; text: string } {
  const { type, write } = FORMS[format];
  return { type, text: write(feed) };
}
