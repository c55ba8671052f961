import { linkwardenThing } from "../formats/linkwarden.ts";
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

/** As its API numbers them. */
const OLDEST_FIRST = 1;
const FORMATS = { png: 0, jpeg: 1, pdf: 2, readable: 3, html: 4 } as const;

type Ask =
  | (Asked & { readonly kind: "collections" })
  | (Asked & { readonly kind: "search" | "links"; readonly last?: string })
  | (Asked & {
      readonly kind: "highlights";
      readonly link: string;
      readonly rest: readonly string[];
      readonly then: Ask | null;
      /** This version has highlights: nothing found is that link's matter. */
      readonly isKnown: boolean;
    });

/**
 * Linkwarden's API (v1): the collections at once, then the links by cursor, the oldest first. Versions before 2.9 have no
 * search and list the links at another place. Highlights are made in the readable copy of a page, so links that have one
 * are asked for them, each for its own. Copies of pages are files of their link.
 */
export const linkwardenApi: PulledService<Ask> = {
  name: "linkwarden",
  api: "api/v1",
  authorization: (key) => `Bearer ${key}`,
  first: { kind: "collections", path: "collections" },
  next(asked, page) {
    switch (asked.kind) {
      case "collections":
        if (!Array.isArray(fieldOf(page, "response"))) throw notUnderstood();
        return search("", "");
      case "search": {
        if (page === null && asked.last === undefined) return links("");
        const data = fieldOf(page, "data");
        const found = linksOf(asked, page);
        if (found === null) throw notUnderstood();
        const cursor = textOf(fieldOf(data, "nextCursor"));
        const last = lastOf(found, asked.last);
        return highlights(found.filter(isReadable).map(idOf), cursor === "" ? null : search(cursor, last), false);
      }
      case "links": {
        const found = linksOf(asked, page);
        if (found === null) throw notUnderstood();
        const last = lastOf(found, asked.last);
        return highlights(found.filter(isReadable).map(idOf), last === "" ? null : links(last), false);
      }
      case "highlights":
        return page === null && !asked.isKnown ? asked.then : highlights(asked.rest, asked.then, true);
      default:
        return asked satisfies never;
    }
  },
  weigh(asked, page) {
    switch (asked.kind) {
      case "collections":
        return { things: 0, isKept: true };
      case "highlights":
        return { things: 0, isKept: listOf(fieldOf(page, "response")).length > 0 };
      default:
        return { things: linksOf(asked, page)?.length ?? 0, isKept: true };
    }
  },
  async *read(pages, context) {
    const tree = new WallTree();
    let waiting: readonly unknown[] = [];
    let highlightsOf = new Map<string, readonly RawHighlight[]>();
    let index = 0;
    const rowsOf = function* () {
      for (const link of waiting) {
        index += 1;
        const thing = thingFrom(link, tree.pathOf(fieldOf(link, "collectionId")), context);
        yield thingRow({ index }, { ...thing, highlights: highlightsOf.get(idOf(link)) ?? [] }, context.nowMs);
      }
    };
    for await (const { asked, page } of pages) {
      const ask = asked as Ask;
      if (ask.kind === "collections") {
        for (const collection of listOf(fieldOf(page, "response"))) tree.add(collection);
        yield* tree.rows();
      } else if (ask.kind === "highlights") {
        highlightsOf.set(ask.link, listOf(fieldOf(page, "response")).map(highlightFrom));
      } else {
        yield* rowsOf();
        waiting = linksOf(ask, page) ?? [];
        highlightsOf = new Map();
      }
    }
    yield* rowsOf();
  },
};

/** Null when it is no page of links. */
function linksOf({ kind }: Ask, page: unknown): readonly unknown[] | null {
  const links = kind === "search" ? fieldOf(fieldOf(page, "data"), "links") : fieldOf(page, "response");
  return Array.isArray(links) ? links : null;
}

const search = (cursor: string, last: string): Ask => ({
  kind: "search",
  path: `search?sort=${OLDEST_FIRST}${more(cursor)}`,
  ...(cursor === "" ? { isOptional: true } : { last }),
});
const links = (last: string): Ask => ({
  kind: "links",
  path: `links?sort=${OLDEST_FIRST}${more(last)}`,
  ...(last === "" ? {} : { last }),
});
const more = (cursor: string): string => (cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`);

const highlights = ([link, ...rest]: readonly string[], then: Ask | null, isKnown: boolean): Ask | null =>
  link === undefined
    ? then
    : {
        kind: "highlights",
        path: `links/${encodeURIComponent(link)}/highlights`,
        isOptional: true,
        link,
        rest,
        then,
        isKnown,
      };

const highlightFrom = (highlight: unknown): RawHighlight => ({
  text: fieldOf(highlight, "text"),
  note: fieldOf(highlight, "comment"),
  colour: fieldOf(highlight, "color"),
  createdAt: fieldOf(highlight, "createdAt"),
});

/** Where a copy lies there; what it could not copy it calls unavailable. Older versions name the fields otherwise. */
function copyOf(link: unknown, ...names: readonly string[]): string {
  const path = names.map((name) => textOf(fieldOf(link, name))).find((each) => each !== "") ?? "";
  return path === "unavailable" || path === "pending" ? "" : path;
}

const readableOf = (link: unknown): string => copyOf(link, "readable", "readabilityPath");
const isReadable = (link: unknown): boolean => readableOf(link) !== "";

/** A link, with the copies of its page: the readable one is what is read of it, the others are its files. */
function thingFrom(link: unknown, path: readonly string[], context: PulledContext): RawThing {
  const { missingFile, ...thing } = linkwardenThing(link, path);
  const picture = copyOf(link, "image", "screenshotPath");
  const archive = (format: keyof typeof FORMATS, name: string, type: string): ServiceFile => ({
    path: `archives/${encodeURIComponent(idOf(link))}?format=${FORMATS[format]}`,
    name,
    type,
  });
  const files = [
    ...(picture === ""
      ? []
      : /\.jpe?g$/i.test(picture)
        ? [archive("jpeg", "screenshot.jpeg", "image/jpeg")]
        : [archive("png", "screenshot.png", "image/png")]),
    ...(copyOf(link, "pdf", "pdfPath") === "" ? [] : [archive("pdf", "page.pdf", "application/pdf")]),
    ...(copyOf(link, "monolith") === "" ? [] : [archive("html", "page.html", "text/html")]),
  ];
  return {
    ...thing,
    files: files.map((file) => context.file(named(file, link))),
    ...(isReadable(link)
      ? { page: context.file(archive("readable", "readable.json", "application/json"), articleIn) }
      : {}),
    ...(missingFile !== undefined && files.length === 0 ? { missingFile } : {}),
  };
}

/** What somebody uploaded is no copy of a page: it is called as its link is. */
function named(file: ServiceFile, link: unknown): ServiceFile {
  const title = textOf(fieldOf(link, "name")).trim();
  const ending = file.name.slice(file.name.lastIndexOf("."));
  if (textOf(fieldOf(link, "url")) !== "" || title === "") return file;
  return { ...file, name: title.toLowerCase().endsWith(ending) ? title : title + ending };
}

/** The readable copy is what Readability (Mozilla's) found, its HTML in `content`. */
function articleIn(bytes: Uint8Array): Uint8Array | null {
  try {
    const content = textOf(fieldOf(JSON.parse(new TextDecoder().decode(bytes)), "content"));
    return content.trim() === "" ? null : Buffer.from(content.toWellFormed());
  } catch {
    return null;
  }
}
