import { type Feed, feedIdOf } from "../../core/feed.ts";

/** JSON Feed 1.1 (jsonfeed.org/version/1.1). */
export function jsonFeedOf(feed: Feed): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.pageUrl,
    feed_url: feed.selfUrl,
    description: feed.description,
    items: feed.entries.map(({ id, url, title, text, author, tags, language, placedAtMs, updatedAtMs }) => ({
      id: feedIdOf(id),
      url,
      title,
      // Either kind of content has to be there, if only as an empty text.
      content_text: text,
      date_published: new Date(placedAtMs).toISOString(),
      date_modified: new Date(Math.max(placedAtMs, updatedAtMs)).toISOString(),
      ...(author === null ? {} : { authors: [{ name: author }] }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(language === null ? {} : { language }),
    })),
  });
}
