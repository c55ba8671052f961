import { jsonFormat } from "../json-format.ts";
import type { RawThing } from "../row.ts";
import { fieldOf, listOf } from "../values.ts";

/** What wallabag writes for a page that it could not read. */
const NOTHING_READ = /wallabag can't retrieve contents for this article/i;

/** The export of wallabag, a list of entries; its API has the same ones in pages. */
export const wallabag = jsonFormat({
  name: "wallabag",
  ways: ["*", "_embedded.items.*"],
  keys: ["url", "title", "is_archived", "is_starred"],
  toThing: wallabagThing,
});

/** An entry as the export and the API have it: tags are words in one, objects in the other. */
export function wallabagThing(entry: unknown): RawThing {
  const content = fieldOf(entry, "content");
  return {
    sourceId: fieldOf(entry, "id"),
    url: fieldOf(entry, "url") ?? fieldOf(entry, "given_url"),
    title: fieldOf(entry, "title"),
    html: typeof content === "string" && !NOTHING_READ.test(content.slice(0, 1_000)) ? content : undefined,
    author: listOf(fieldOf(entry, "published_by"))
      .filter((name) => typeof name === "string")
      .join(", "),
    siteName: fieldOf(entry, "domain_name"),
    language: fieldOf(entry, "language"),
    publishedAt: fieldOf(entry, "published_at"),
    tags: listOf(fieldOf(entry, "tags")).map((tag) => (typeof tag === "string" ? tag : fieldOf(tag, "label"))),
    createdAt: fieldOf(entry, "created_at"),
    isArchived: fieldOf(entry, "is_archived"),
    isPinned: fieldOf(entry, "is_starred"),
    highlights: listOf(fieldOf(entry, "annotations")).map((annotation) => ({
      text: fieldOf(annotation, "quote"),
      note: fieldOf(annotation, "text"),
      createdAt: fieldOf(annotation, "created_at"),
    })),
  };
}
