import { jsonFormat } from "../json-format.ts";
import type { RawThing } from "../row.ts";
import { fieldOf, listOf, textOf } from "../values.ts";

/** What linkding's API answers, saved as it came; its own export is Netscape HTML. */
export const linkding = jsonFormat({
  name: "linkding",
  ways: ["results.*", "*"],
  keys: ["url", "tag_names", "date_added", "is_archived"],
  toThing: linkdingThing,
});

/** A bookmark of linkding's API. */
export function linkdingThing(bookmark: unknown): RawThing {
  const unread = fieldOf(bookmark, "unread");
  return {
    sourceId: fieldOf(bookmark, "id"),
    url: fieldOf(bookmark, "url"),
    title: textOf(fieldOf(bookmark, "title")) || fieldOf(bookmark, "website_title"),
    note: [fieldOf(bookmark, "description"), fieldOf(bookmark, "notes")]
      .map(textOf)
      .filter((text) => text.trim() !== "")
      .join("\n\n"),
    summary: fieldOf(bookmark, "website_description"),
    tags: listOf(fieldOf(bookmark, "tag_names")),
    createdAt: fieldOf(bookmark, "date_added"),
    isArchived: fieldOf(bookmark, "is_archived"),
    ...(typeof unread === "boolean" ? { isRead: !unread } : {}),
  };
}
