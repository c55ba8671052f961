import type { ImportRow } from "../../core/imported.ts";
import { type HtmlBookmark, readBookmarkHtml } from "../bookmark-html.ts";
import type { FileFormat } from "../format.ts";
import { thingRow } from "../row.ts";

/** How linkding says what the format has no place for. */
const LINKDING_ARCHIVED = "linkding:bookmarks.archived";
const LINKDING_NOTES = /\[linkding-notes\](.*?)(?:\[\/linkding-notes\]|$)/s;

/**
 * Netscape bookmarks HTML, the one format that all browsers and most services write (Firefox, Chrome, Safari, Pinboard,
 * Raindrop, linkding, Shaarli, Karakeep, Delicious).
 * @see https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)
 */
export const netscape: FileFormat = {
  name: "netscape",
  reads: "file",
  sureness({ text }) {
    if (/<!DOCTYPE\s+NETSCAPE-Bookmark-file/i.test(text)) return 0.98;
    return /<DT>\s*<(?:A|H3)\s/i.test(text) ? 0.85 : 0;
  },
  read: (source, { nowMs }) => readBookmarkHtml(source, (bookmark) => bookmarkRow(bookmark, nowMs)),
};

function bookmarkRow({ line, attributes, title, remark, folders }: HtmlBookmark, nowMs: number): ImportRow {
  const tags = (attributes.get("tags") ?? "").split(",");
  const notes = LINKDING_NOTES.exec(remark)?.[1]?.trim() ?? "";
  const isArchived = tags.includes(LINKDING_ARCHIVED);
  const toRead = attributes.get("toread");
  const described = remark.replace(LINKDING_NOTES, "").trim();
  return thingRow(
    { line },
    {
      url: attributes.get("href"),
      title,
      note: [described, notes].filter((part) => part !== "").join("\n\n"),
      tags: tags.filter((tag) => tag !== LINKDING_ARCHIVED),
      walls: [folders],
      createdAt: attributes.get("add_date") ?? attributes.get("last_modified"),
      isPinned: attributes.get("data-important") ?? attributes.get("important"),
      ...(isArchived ? { isArchived } : {}),
      ...(toRead === undefined ? {} : { isRead: toRead !== "1" }),
    },
    nowMs,
  );
}
