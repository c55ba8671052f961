import { linkdingThing } from "../formats/linkding.ts";
import { thingRow } from "../row.ts";
import { fieldOf, listOf, textOf } from "../values.ts";
import { type Asked, idOf, lastOf, notUnderstood, type PulledContext, type PulledService } from "./service.ts";

const AT_ONCE = 100;

type Ask =
  | (Asked & { readonly kind: "bookmarks"; readonly list: List; readonly offset: number; readonly last?: string })
  | (Asked & {
      readonly kind: "assets";
      readonly bookmark: string;
      readonly rest: readonly string[];
      readonly then: Ask | null;
      /** This version has files: nothing found is that bookmark's matter. */
      readonly isKnown: boolean;
    });
type List = "active" | "archived";

/**
 * linkding's API, paged by offset: bookmarks, then those in the archive. A bookmark does not tell whether files were added
 * to it, so each is asked for its own; versions without files answer the first such question with 404, which ends them.
 * The copies of its page that linkding made are files like those that a person added.
 */
export const linkdingApi: PulledService<Ask> = {
  name: "linkding",
  api: "api",
  authorization: (key) => `Token ${key}`,
  first: bookmarks("active", 0),
  next(asked, page) {
    if (asked.kind === "assets")
      return isNone(page) && !asked.isKnown ? asked.then : assets(asked.rest, asked.then, true);
    const results = fieldOf(page, "results");
    if (!Array.isArray(results)) throw notUnderstood();
    // The address of the next page that it tells is that of a proxy's inside as often as not.
    const isLast = fieldOf(page, "next") === null || results.length === 0;
    const last = lastOf(results, asked.last);
    const then = isLast
      ? asked.list === "active"
        ? bookmarks("archived", 0)
        : null
      : bookmarks(asked.list, asked.offset + results.length, last);
    return assets(results.map(idOf), then, false);
  },
  weigh: (asked, page) =>
    asked.kind === "bookmarks"
      ? { things: listOf(fieldOf(page, "results")).length, isKept: true }
      : { things: 0, isKept: filesIn(page).length > 0 },
  async *read(pages, context) {
    let waiting: unknown[] = [];
    let files = new Map<string, unknown[]>();
    let index = 0;
    const rowsOf = function* () {
      for (const bookmark of waiting) {
        index += 1;
        const own = files.get(idOf(bookmark)) ?? [];
        const thing = { ...linkdingThing(bookmark), files: own.map((asset) => fileFrom(bookmark, asset, context)) };
        yield thingRow({ index }, thing, context.nowMs);
      }
    };
    for await (const { asked, page } of pages) {
      const ask = asked as Ask;
      if (ask.kind === "assets") files.set(ask.bookmark, filesIn(page));
      else {
        yield* rowsOf();
        waiting = [...listOf(fieldOf(page, "results"))];
        files = new Map();
      }
    }
    yield* rowsOf();
  },
};

/** What answers for a question that the service does not know. */
const isNone = (page: unknown): boolean => page === null;

function bookmarks(list: List, offset: number, last?: string): Ask {
  const path = list === "active" ? "bookmarks/" : "bookmarks/archived/";
  return {
    kind: "bookmarks",
    path: `${path}?limit=${AT_ONCE}&offset=${offset}`,
    list,
    offset,
    ...(last === undefined ? {} : { last }),
  };
}

const assets = ([bookmark, ...rest]: readonly string[], then: Ask | null, isKnown: boolean): Ask | null =>
  bookmark === undefined
    ? then
    : {
        kind: "assets",
        path: `bookmarks/${encodeURIComponent(bookmark)}/assets/?limit=${AT_ONCE}`,
        isOptional: true,
        bookmark,
        rest,
        then,
        isKnown,
      };

/** What a person added, and copies of the page; none that is still being made, or that failed. */
const filesIn = (page: unknown): unknown[] =>
  listOf(fieldOf(page, "results")).filter((asset) => fieldOf(asset, "status") === "complete");

function fileFrom(bookmark: unknown, asset: unknown, context: PulledContext) {
  const type = textOf(fieldOf(asset, "content_type"));
  const name = textOf(fieldOf(asset, "display_name")) || idOf(asset);
  const isCopy = fieldOf(asset, "asset_type") === "snapshot";
  const bytes = fieldOf(asset, "file_size");
  return context.file({
    path: `bookmarks/${encodeURIComponent(idOf(bookmark))}/assets/${encodeURIComponent(idOf(asset))}/download/`,
    // What linkding calls a copy has the day in it, divided by slashes, and no ending.
    name: isCopy ? `${name.replaceAll("/", "-")}${type === "application/pdf" ? ".pdf" : ".html"}` : name,
    type,
    // Copies lie there compressed and come as they are.
    ...(typeof bytes === "number" && !isCopy ? { bytes } : {}),
  });
}
