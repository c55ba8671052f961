import type { Item, ItemFile } from "../../../src/contract/items.ts";
import { isShowable, leadPicture, originalsOf } from "../wall/picture.ts";

/** How a file can be looked at here. */
type FileKind = "picture" | "pdf" | "audio" | "video" | "text" | "other";

const TEXT_TYPES = /^text\/|^application\/(json|ld\+json|xml|javascript|x-sh|yaml|toml|sql)$|\+(json|xml)$/;
const PROSE = /^(?:txt|md|markdown|text|rst)?$/;
const TABLE_TYPES = /^text\/(csv|tab-separated-values)$/;

export function kindOf(file: ItemFile): FileKind {
  if (isShowable(file)) return "picture";
  if (file.type === "application/pdf") return "pdf";
  if (file.type.startsWith("audio/")) return "audio";
  if (file.type.startsWith("video/")) return "video";
  return TEXT_TYPES.test(file.type) ? "text" : "other";
}

/** What the text of a file is: a table, words to read, or lines whose places matter. */
export function textKindOf(file: ItemFile): "table" | "prose" | "code" {
  const ending = /\.([^.]+)$/.exec(file.name ?? "")?.[1]?.toLowerCase() ?? "";
  if (TABLE_TYPES.test(file.type) || ending === "csv" || ending === "tsv") return "table";
  return /^text\/(plain|markdown)$/.test(file.type) && PROSE.test(ending) ? "prose" : "code";
}

/** The files of an item that one goes through: what was shared, or the picture of a page. */
export function filesToLookAt(item: Item): ItemFile[] {
  const originals = originalsOf(item);
  const picture = leadPicture(item);
  return originals.length > 0 || picture === null ? originals : [picture];
}

/** Where the file is saved from, whatever a browser would show of it. */
export function downloadOf(file: ItemFile): string {
  return `${file.url}${file.url.includes("?") ? "&" : "?"}download=true`;
}
