import type { FileFacts } from "../../core/file-read.ts";
import { count, type Found, GrowingText, line, type Readable, Unreadable } from "./found.ts";
import { thumbnailIn } from "./thumbnail.ts";
import { readXml, textsOf } from "./xml.ts";
import { type PackedParts, withParts } from "./zip-archive.ts";

const MOST_MANIFEST_BYTES = 4_000_000;
const MOST_SPACES = 100;

/** Texts, sheets and talks of LibreOffice and others (ODF 1.3): title, author, text, and the picture in it. */
export async function readOpenDocument({ path, type }: Readable): Promise<Found> {
  return await withParts(path, async (parts) => {
    const manifest = await parts.whole("META-INF/manifest.xml", MOST_MANIFEST_BYTES);
    if (manifest?.includes("encryption-data")) throw new Unreadable("file-encrypted", "the manifest names ciphers");
    if (!parts.has("content.xml")) throw new Unreadable("file-broken", "no content in it");
    const text = new GrowingText();
    const { sheets, slides } = await readContent(parts, text);
    const pages = type.endsWith("spreadsheet") ? sheets : type.endsWith("presentation") ? slides : 0;
    const pictures = await thumbnailIn(parts, ["Thumbnails/thumbnail.png"]);
    return {
      facts: { ...(await factsOf(parts)), ...count("pages", pages) },
      text: text.toString(),
      ...(pictures ? { pictures } : {}),
    };
  });
}

async function factsOf(parts: PackedParts): Promise<FileFacts> {
  const meta = await textsOf(parts.chunks("meta.xml"), ["title", "initial-creator", "creator"]);
  const author = meta.get("initial-creator")?.[0] ?? meta.get("creator")?.[0];
  let pages: string | undefined;
  await readXml(parts.chunks("meta.xml"), {
    open(name, attributes) {
      if (name === "document-statistic") pages = attributes["meta:page-count"];
      return pages !== undefined;
    },
  });
  return { ...line("title", meta.get("title")?.[0]), ...line("author", author), ...count("pages", pages) };
}

/** Paragraphs and headings; what was deleted with changes tracked is passed over. */
async function readContent(parts: PackedParts, text: GrowingText): Promise<{ sheets: number; slides: number }> {
  let paragraphs = 0;
  let deleted = 0;
  const counted = { sheets: 0, slides: 0 };
  await readXml(parts.chunks("content.xml"), {
    open(name, attributes) {
      if (name === "p" || name === "h") paragraphs += 1;
      else if (name === "tracked-changes") deleted += 1;
      else if (name === "page") counted.slides += 1;
      else if (name === "table") {
        counted.sheets += 1;
        const sheet = attributes["table:name"];
        if (sheet !== undefined) text.add(`\n${sheet}\n`);
      } else if (name === "tab") text.add("\t");
      else if (name === "line-break") text.add("\n");
      else if (name === "s") text.add(" ".repeat(Math.min(Number(attributes["text:c"] ?? 1) || 1, MOST_SPACES)));
      return text.isFull;
    },
    text(more) {
      if (paragraphs > 0 && deleted === 0) text.add(more);
      return false;
    },
    close(name) {
      if (name === "tracked-changes") deleted -= 1;
      if (name === "table-cell") text.add("\t");
      if (name === "table-row") text.add("\n");
      if (name !== "p" && name !== "h") return false;
      paragraphs -= 1;
      text.newLine();
      return text.isFull;
    },
  });
  return counted;
}
