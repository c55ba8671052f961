import { csvFormat } from "../csv-format.ts";
import { tagsInText } from "../values.ts";

/** From so much on an article counts as read; nobody scrolls through the last footnotes. */
const READ_SHARE = 0.95;

/** Readwise Reader's export of a library: `Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen`. */
export const readwiseCsv = csvFormat({
  name: "readwise-csv",
  columns: ["title", "url", "document tags", "saved date", "reading progress", "location"],
  toThing: (get) => ({
    sourceId: get("id"),
    url: get("url"),
    title: get("title"),
    tags: tagsInText(get("document tags")),
    createdAt: get("saved date"),
    isArchived: get("location").trim() === "archive",
    isPinned: get("location").trim() === "shortlist" ? true : undefined,
    isRead: Number(get("reading progress")) >= READ_SHARE,
  }),
});
