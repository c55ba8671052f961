import { csvFormat } from "../csv-format.ts";
import { tagsInText } from "../values.ts";

/** Instapaper's own folders, which are states. */
const STATES = new Set(["unread", "archive", "starred", ""]);

/** `Tags` came later; it holds a list as JSON writes it. */
export const instapaperCsv = csvFormat({
  name: "instapaper-csv",
  columns: ["url", "title", "selection", "folder", "timestamp"],
  toThing(get) {
    const folder = get("folder").trim().toLowerCase();
    return {
      // A note that was sent by mail has an address that only Instapaper can open.
      url: get("url").startsWith("instapaper://") ? "" : get("url"),
      title: get("title"),
      ...(get("url").startsWith("http") ? { note: get("selection") } : { text: get("selection") }),
      tags: tagsInText(get("tags")),
      walls: STATES.has(folder) ? [] : [[get("folder")]],
      createdAt: get("timestamp"),
      isArchived: folder === "archive",
      ...(folder === "starred" ? { isPinned: true } : {}),
    };
  },
});
