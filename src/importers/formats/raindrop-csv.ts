import { csvFormat } from "../csv-format.ts";
import type { RawHighlight } from "../row.ts";

/** Raindrop's own lists for what lies nowhere. */
const NO_FOLDER = new Set(["unsorted", "trash"]);

/** @see https://help.raindrop.io/export */
export const raindropCsv = csvFormat({
  name: "raindrop-csv",
  columns: ["id", "title", "note", "excerpt", "url", "folder", "tags", "created"],
  toThing: (get) => ({
    sourceId: get("id"),
    url: get("url"),
    title: get("title"),
    note: get("note"),
    summary: get("excerpt"),
    tags: get("tags").split(","),
    walls: NO_FOLDER.has(get("folder").trim().toLowerCase()) ? [] : [foldersIn(get("folder"))],
    createdAt: get("created"),
    isPinned: get("favorite"),
    highlights: highlightsIn(get("highlights")),
  }),
});

/** Folders within folders are divided by a slash, which their names may hold; newer exports put spaces around it. */
function foldersIn(text: string): string[] {
  return text.split(text.includes(" / ") ? " / " : "/");
}

/** `Highlight:…` and, for those that have one, `Note:…`, each on a line of its own; without the words, a highlight each. */
function highlightsIn(text: string): RawHighlight[] {
  if (text.trim() === "") return [];
  if (!/^\s*Highlight:/i.test(text)) return text.split(/\n[ \t]*\n/).map((part) => ({ text: part }));
  return text
    .split(/(?:^|\n)[ \t]*Highlight:/i)
    .slice(1)
    .map((part) => {
      const [words = "", note] = part.split(/\n[ \t]*Note:/i);
      return { text: words, note };
    });
}
