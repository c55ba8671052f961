import { readBookmarkHtml } from "../bookmark-html.ts";
import type { FileFormat } from "../format.ts";
import { thingRow } from "../row.ts";

/** Pocket's export until 2023, `ril_export.html`: two lists of links under the headings "Unread" and "Read Archive". */
export const pocketHtml: FileFormat = {
  name: "pocket-html",
  reads: "file",
  sureness({ text }) {
    if (/<a\s/i.test(text) && /\stime_added=["']?\d/i.test(text)) return 0.95;
    return /<title>Pocket Export<\/title>/i.test(text) ? 0.9 : 0;
  },
  read: (source, { nowMs }) =>
    readBookmarkHtml(source, ({ line, attributes, title, section }) => {
      const url = attributes.get("href");
      return thingRow(
        { line },
        {
          url,
          // Pocket writes the address where it knows no title.
          title: title.trim() === url ? "" : title,
          tags: (attributes.get("tags") ?? "").split(","),
          createdAt: attributes.get("time_added"),
          isArchived: /archive/i.test(section),
        },
        nowMs,
      );
    }),
};
