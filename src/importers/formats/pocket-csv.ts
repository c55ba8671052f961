import { csvFormat } from "../csv-format.ts";

/** Pocket's last export: a zip of tables, of which each is read by itself. */
export const pocketCsv = csvFormat({
  name: "pocket-csv",
  columns: ["title", "url", "time_added", "tags", "status"],
  toThing: (get) => ({
    url: get("url"),
    title: get("title") === get("url") ? "" : get("title"),
    tags: get("tags").split("|"),
    createdAt: get("time_added"),
    isArchived: get("status").trim() === "archive",
  }),
});
