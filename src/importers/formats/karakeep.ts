import { cleanLine } from "../../core/clean-text.ts";
import type { ImportRow, ImportSource } from "../../core/imported.ts";
import type { FileFormat } from "../format.ts";
import { jsonFile, unreadRow } from "../json-format.ts";
import { askedHere } from "../karakeep-query.ts";
import type { RawThing } from "../row.ts";
import { thingRow } from "../row.ts";
import { fieldOf, listOf, textOf } from "../values.ts";
import { WallTree } from "../wall-tree.ts";

/**
 * The export of Karakeep (Hoarder): `bookmarks` with content of a type, and in newer ones `lists`, by hand or smart, that
 * bookmarks name by id. Pictures and PDFs are not in it: their content is null, and what they were is told.
 */
export const karakeep: FileFormat = {
  name: "karakeep",
  reads: "file",
  sureness: ({ outline }) =>
    outline.has("bookmarks.*.createdAt") && outline.has("bookmarks.*.content") && outline.has("bookmarks.*.tags")
      ? 0.95
      : 0,
  async *read(source, { nowMs }) {
    // The lists stand behind the bookmarks that lie in them.
    const lists = new WallTree();
    const smart = yield* readLists(source, lists);
    yield* lists.rows();
    yield* smart;
    let index = 0;
    for await (const found of jsonFile(source, ["bookmarks.*"])) {
      index += 1;
      yield found.kind === "value"
        ? thingRow(
            { index },
            karakeepThing(found.value, (id) => lists.pathOf(id)),
            nowMs,
          )
        : unreadRow(found, { index });
    }
  },
};

/** Adds the lists made by hand to `lists` and gives the rows of the smart ones. */
async function* readLists(source: ImportSource, lists: WallTree): AsyncGenerator<ImportRow, ImportRow[]> {
  const smart: ImportRow[] = [];
  let index = 0;
  for await (const found of jsonFile(source, ["lists.*"])) {
    if (found.kind === "cut" || found.kind === "not-json") break; // Told once, with the bookmarks.
    index += 1;
    if (found.kind === "broken") yield unreadRow(found, { index });
    else if (fieldOf(found.value, "type") !== "smart") lists.add(found.value);
    else {
      const name = cleanLine(textOf(fieldOf(found.value, "name")));
      const query = textOf(fieldOf(found.value, "query")).trim();
      if (name !== "" && query !== "")
        smart.push({ kind: "smart-list", at: { index }, smartList: { name, query, asked: askedHere(query) } });
    }
  }
  return smart;
}

/**
 * A bookmark as the export has it, and as its API does, which knows more: favourites, summaries, who attached a tag.
 * @param pathOf the way to a list by its id, empty for an unknown one
 */
export function karakeepThing(bookmark: unknown, pathOf: (listId: unknown) => string[]): RawThing {
  const content = fieldOf(bookmark, "content");
  const type = fieldOf(content, "type");
  const isFile = type === "asset" || content === null || content === undefined;
  const url = textOf(fieldOf(content, "url")) || textOf(fieldOf(content, "sourceUrl"));
  const title = textOf(fieldOf(bookmark, "title"));
  return {
    sourceId: fieldOf(bookmark, "id"),
    url,
    title: title || fieldOf(content, "title"),
    text: type === "text" ? fieldOf(content, "text") : undefined,
    note: fieldOf(bookmark, "note"),
    summary: fieldOf(bookmark, "summary") ?? fieldOf(content, "description"),
    author: fieldOf(content, "author"),
    siteName: fieldOf(content, "publisher"),
    publishedAt: fieldOf(content, "datePublished"),
    html: fieldOf(content, "htmlContent"),
    tags: listOf(fieldOf(bookmark, "tags")).map((tag) => (typeof tag === "string" ? tag : fieldOf(tag, "name"))),
    walls: listOf(fieldOf(bookmark, "lists")).map(pathOf),
    createdAt: fieldOf(bookmark, "createdAt"),
    isArchived: fieldOf(bookmark, "archived"),
    isPinned: fieldOf(bookmark, "favourited"),
    ...(isFile ? { missingFile: textOf(fieldOf(content, "fileName")) || title || "of an unknown name" } : {}),
  };
}
