import { posix } from "node:path";
import { decodePage } from "../../core/charset.ts";
import { type Found, GrowingText, line, type Readable, Unreadable } from "./found.ts";
import { markupText } from "./markup-text.ts";
import { thumbnailIn } from "./thumbnail.ts";
import { readXml, textsOf } from "./xml.ts";
import { type PackedParts, withParts } from "./zip-archive.ts";

const MOST_CHAPTERS = 1_000;
const MOST_CHAPTER_BYTES = 8_000_000;
/** Where shops leave the rights of a book that only their own programs open. */
const LOCKS = ["META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/license.lcpl"];

interface Package {
  readonly chapters: readonly string[];
  readonly cover: string | null;
}

/** An EPUB book (EPUB 3.3, and 2): title, authors, its text in the order of the spine, its cover. */
export async function readEpub({ path }: Readable): Promise<Found> {
  return await withParts(path, async (parts) => {
    const packageAt = await packagePath(parts);
    const told = await textsOf(parts.chunks(packageAt), ["title", "creator"]);
    const facts = {
      ...line("title", told.get("title")?.[0]),
      ...line(
        "author",
        told
          .get("creator")
          ?.map((name) => name.trim())
          .join(", "),
      ),
    };
    const { chapters, cover } = await readPackage(parts, packageAt);
    const pictures = cover === null ? null : await thumbnailIn(parts, [cover]);
    const known: Found = { facts, ...(pictures ? { pictures } : {}) };
    if (LOCKS.some((name) => parts.has(name))) return { ...known, problem: "file-encrypted" };
    const text = new GrowingText();
    for (const chapter of chapters) {
      if (text.isFull) break;
      const bytes = await parts.whole(chapter, MOST_CHAPTER_BYTES);
      if (bytes) text.add(`${markupText(decodePage(bytes, "").text).text}\n\n`);
    }
    return { ...known, text: text.toString() };
  });
}

async function packagePath(parts: PackedParts): Promise<string> {
  let path: string | undefined;
  await readXml(parts.chunks("META-INF/container.xml"), {
    open(name, attributes) {
      if (name === "rootfile") path = attributes["full-path"];
      return path !== undefined;
    },
  });
  if (path === undefined || !parts.has(path)) throw new Unreadable("file-broken", "a book without a package");
  return path;
}

async function readPackage(parts: PackedParts, packageAt: string): Promise<Package> {
  const files = new Map<string, string>();
  const chapters: string[] = [];
  let cover: string | null = null;
  let coverId: string | undefined;
  await readXml(parts.chunks(packageAt), {
    open(name, attributes) {
      const { id = "", href = "", properties = "", idref = "" } = attributes;
      const file = posix.join(posix.dirname(packageAt), decoded(href));
      if (name === "item") files.set(id, file);
      if (name === "item" && /\bcover-image\b/.test(properties)) cover = file;
      if (name === "meta" && attributes["name"] === "cover") coverId = attributes["content"];
      if (name === "itemref") chapters.push(files.get(idref) ?? "");
      return chapters.length >= MOST_CHAPTERS;
    },
  });
  return { chapters, cover: cover ?? files.get(coverId ?? "") ?? null };
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
