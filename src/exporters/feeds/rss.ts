import { type Feed, type FeedEntry, feedIdOf } from "../../core/feed.ts";
import { element, inXml, XML_BEGIN } from "./xml.ts";

/** RSS 2.0 (rssboard.org/rss-specification), with Dublin Core for names, since RSS wants addresses of mail. */
export function rssOf(feed: Feed): string {
  return [
    XML_BEGIN,
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    "<channel>",
    element("title", feed.title),
    element("link", feed.pageUrl),
    element("description", feed.description),
    `<atom:link rel="self" type="application/rss+xml" href="${inXml(feed.selfUrl)}"/>`,
    element("lastBuildDate", timeOf(feed.updatedAtMs)),
    "<generator>Digital Wall</generator>",
    ...feed.entries.map(itemOf),
    "</channel>",
    "</rss>",
    "",
  ].join("\n");
}

const itemOf = ({ id, url, title, text, author, tags, placedAtMs }: FeedEntry): string =>
  [
    "<item>",
    element("title", title),
    element("link", url),
    element("guid", feedIdOf(id), ' isPermaLink="false"'),
    element("pubDate", timeOf(placedAtMs)),
    element("dc:creator", author),
    ...tags.map((tag) => element("category", tag)),
    // Readers take a description for HTML, so that text has to be made such before it is put into XML.
    element("description", inXml(text)),
    "</item>",
  ].join("");

/** RFC 822 with four digits of year, as RSS wants it. */
const timeOf = (ms: number): string => new Date(ms).toUTCString();
