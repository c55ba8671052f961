import { cleanLine } from "../../core/clean-text.ts";
import type { ImportedFile, ImportRow } from "../../core/imported.ts";
import { karakeepThing } from "../formats/karakeep.ts";
import { askedHere } from "../karakeep-query.ts";
import { type RawHighlight, type RawThing, thingRow } from "../row.ts";
import { fieldOf, listOf, textOf } from "../values.ts";
import { WallTree } from "../wall-tree.ts";
import {
  type Asked,
  idOf,
  lastOf,
  notUnderstood,
  type PulledContext,
  type PulledService,
  type ServiceFile,
} from "./service.ts";

/** The most it gives at once, and fewer where pages come with what was read of them. */
const AT_ONCE = 100;
const WITH_CONTENT_AT_ONCE = 25;
/** Lists whose members are asked for; a person with more of them keeps the rest as tags at best. */
const LISTS = 2_000;

type Ask =
  | (Asked & { readonly kind: "lists" | "highlights" })
  | (Asked & { readonly kind: "bookmarks"; readonly last?: string })
  | (Asked & { readonly kind: "members"; readonly list: string; readonly rest: readonly string[] });

/**
 * Karakeep's API (v1), paged by cursor: its lists first, then what lies in each made by hand (a bookmark does not tell its
 * lists), the highlights, and last the bookmarks with what was read of their pages, the oldest first.
 */
export const karakeepApi: PulledService<Ask> = {
  name: "karakeep",
  api: "api/v1",
  authorization: (key) => `Bearer ${key}`,
  first: { kind: "lists", path: "lists", isOptional: true },
  next(asked, page) {
    const cursor = textOf(fieldOf(page, "nextCursor"));
    switch (asked.kind) {
      case "lists":
        return members(listOf(fieldOf(page, "lists")).filter(isByHand).map(idOf).slice(0, LISTS));
      case "members":
        return cursor === "" ? members(asked.rest) : membersOf(asked.list, asked.rest, cursor);
      case "highlights":
        return cursor === "" ? bookmarks("", "") : highlights(cursor);
      case "bookmarks": {
        if (!Array.isArray(fieldOf(page, "bookmarks"))) throw notUnderstood();
        const last = lastOf(listOf(fieldOf(page, "bookmarks")), asked.last);
        return cursor === "" ? null : bookmarks(cursor, last);
      }
      default:
        return asked satisfies never;
    }
  },
  weigh: (asked, page) => ({
    things: asked.kind === "bookmarks" ? listOf(fieldOf(page, "bookmarks")).length : 0,
    isKept: true,
  }),
  async *read(pages, context) {
    const tree = new WallTree();
    const listsOf = new Map<string, string[]>();
    const highlightsOf = new Map<string, RawHighlight[]>();
    let isTold = false;
    let index = 0;
    for await (const { asked, page } of pages) {
      const ask = asked as Ask;
      if (ask.kind === "lists") {
        for (const list of listOf(fieldOf(page, "lists"))) if (isByHand(list)) tree.add(list);
        yield* smartListsOf(page);
      } else if (ask.kind === "members") {
        for (const bookmark of listOf(fieldOf(page, "bookmarks"))) push(listsOf, idOf(bookmark), ask.list);
      } else if (ask.kind === "highlights") {
        for (const highlight of listOf(fieldOf(page, "highlights")))
          push(highlightsOf, textOf(fieldOf(highlight, "bookmarkId")), highlightFrom(highlight));
      } else {
        if (!isTold) yield* tree.rows();
        isTold = true;
        for (const bookmark of listOf(fieldOf(page, "bookmarks"))) {
          index += 1;
          const id = idOf(bookmark);
          const known = { lists: listsOf.get(id) ?? [], highlights: highlightsOf.get(id) ?? [], tree };
          yield thingRow({ index }, thingFrom(bookmark, known, context), context.nowMs);
        }
      }
    }
  },
};

const isByHand = (list: unknown): boolean => fieldOf(list, "type") !== "smart";
const more = (cursor: string): string => (cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`);

const highlights = (cursor: string): Ask => ({
  kind: "highlights",
  path: `highlights?limit=${AT_ONCE}${more(cursor)}`,
  isOptional: true,
});
const bookmarks = (cursor: string, last: string): Ask => ({
  kind: "bookmarks",
  path: `bookmarks?limit=${WITH_CONTENT_AT_ONCE}&includeContent=true&sortOrder=asc${more(cursor)}`,
  last,
});
const members = ([list, ...rest]: readonly string[]): Ask =>
  list === undefined ? highlights("") : membersOf(list, rest, "");
/** A list that was deleted meanwhile has nothing in it. */
const membersOf = (list: string, rest: readonly string[], cursor: string): Ask => ({
  kind: "members",
  path: `lists/${encodeURIComponent(list)}/bookmarks?limit=${AT_ONCE}&includeContent=false${more(cursor)}`,
  isOptional: true,
  list,
  rest,
});

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

const highlightFrom = (highlight: unknown): RawHighlight => ({
  text: fieldOf(highlight, "text"),
  note: fieldOf(highlight, "note"),
  colour: fieldOf(highlight, "color"),
  createdAt: fieldOf(highlight, "createdAt"),
});

function* smartListsOf(page: unknown): Generator<ImportRow> {
  for (const list of listOf(fieldOf(page, "lists"))) {
    const name = cleanLine(textOf(fieldOf(list, "name")));
    const query = textOf(fieldOf(list, "query")).trim();
    if (!isByHand(list) && name !== "" && query !== "")
      yield { kind: "smart-list", at: {}, smartList: { name, query, asked: askedHere(query) } };
  }
}

/** What else Karakeep keeps of a page, in the order in which it is wanted for a card. A newer kind is kept as it is called. */
const COPIES: Readonly<Record<string, { readonly name: string; readonly type?: string }>> = {
  bannerImage: { name: "banner" },
  screenshot: { name: "screenshot" },
  fullPageArchive: { name: "page.html", type: "text/html" },
  precrawledArchive: { name: "page-as-sent.html", type: "text/html" },
  pdf: { name: "page.pdf", type: "application/pdf" },
  video: { name: "video" },
};
/** What was read of a page is its page here; a picture of a PDF is made anew; who the person is, is no thing. */
const NO_FILES = new Set(["linkHtmlContent", "bookmarkAsset", "assetScreenshot", "avatar"]);

/** The file that a bookmark is, what somebody attached, and the copies of its page. */
function filesOf(bookmark: unknown, content: unknown, context: PulledContext): ImportedFile[] {
  const ownId = textOf(fieldOf(content, "assetId"));
  const bytes = fieldOf(content, "size");
  const own: ServiceFile[] =
    ownId === ""
      ? []
      : [
          {
            path: assetPath(ownId),
            name: textOf(fieldOf(content, "fileName")) || textOf(fieldOf(bookmark, "title")) || ownId,
            ...(fieldOf(content, "assetType") === "pdf" ? { type: "application/pdf" } : {}),
            ...(typeof bytes === "number" ? { bytes } : {}),
          },
        ];
  const kinds = Object.keys(COPIES);
  const others = listOf(fieldOf(bookmark, "assets"))
    .map((asset) => ({ id: idOf(asset), kind: textOf(fieldOf(asset, "assetType")), asset }))
    .filter(({ id, kind }) => id !== "" && id !== ownId && !NO_FILES.has(kind))
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
    .map(({ id, kind, asset }): ServiceFile => {
      const copy = COPIES[kind];
      return {
        path: assetPath(id),
        name: textOf(fieldOf(asset, "fileName")) || copy?.name || id,
        ...(copy?.type === undefined ? {} : { type: copy.type }),
      };
    });
  return [...own, ...others].map((file) => context.file(file));
}

const assetPath = (id: string): string => `assets/${encodeURIComponent(id)}`;

/** A bookmark whose lists and highlights were told apart from it, and whose files are still there. */
function thingFrom(
  bookmark: unknown,
  known: { lists: readonly string[]; highlights: readonly RawHighlight[]; tree: WallTree },
  context: PulledContext,
): RawThing {
  const { missingFile, ...thing } = karakeepThing({ ...(bookmark as object), lists: known.lists }, (id) =>
    known.tree.pathOf(id),
  );
  const content = fieldOf(bookmark, "content");
  const files = filesOf(bookmark, content, context);
  return {
    ...thing,
    highlights: known.highlights,
    files,
    ...(missingFile !== undefined && files.length === 0 ? { missingFile } : {}),
  };
}
