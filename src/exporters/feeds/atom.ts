import { type Feed, type FeedEntry, feedIdOf } from "../../core/feed.ts";
import { element, inXml, XML_BEGIN } from "./xml.ts";

/** Atom (RFC 4287). */
export function atomOf(feed: Feed): string {
  return [
    XML_BEGIN,
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    element("id", feedIdOf(feed.id)),
    element("title", feed.title),
    element("subtitle", feed.description),
    element("updated", timeOf(feed.updatedAtMs)),
    "<author><name>Digital Wall</name></author>",
    "<generator>Digital Wall</generator>",
    `<link rel="self" type="application/atom+xml" href="${inXml(feed.selfUrl)}"/>`,
    `<link rel="alternate" type="text/html" href="${inXml(feed.pageUrl)}"/>`,
    ...feed.entries.map(entryOf),
    "</feed>",
    "",
  ].join("\n");
}

const entryOf = ({ id, url, title, text, author, tags, language, placedAtMs, updatedAtMs }: FeedEntry): string =>
  [
    language === null ? "<entry>" : `<entry xml:lang="${inXml(language)}">`,
    element("id", feedIdOf(id)),
    element("title", title),
    `<link rel="alternate" href="${inXml(url)}"/>`,
    element("published", timeOf(placedAtMs)),
    element("updated", timeOf(Math.max(placedAtMs, updatedAtMs))),
    author === null ? "" : `<author>${element("name", author)}</author>`,
    ...tags.map((tag) => `<category term="${inXml(tag)}"/>`),
    element("summary", text),
    "</entry>",
  ].join("");

/** RFC 3339. */
const timeOf = (ms: number): string => new Date(ms).toISOString();
