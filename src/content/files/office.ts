import { posix } from "node:path";
import type { FileFacts } from "../../core/file-read.ts";
import { count, type Found, GrowingText, line, type Readable, Unreadable } from "./found.ts";
import { thumbnailIn } from "./thumbnail.ts";
import { readXml, textsOf } from "./xml.ts";
import { type PackedParts, withParts } from "./zip-archive.ts";

const MOST_SHEETS = 200;
const MOST_SLIDES = 1_000;
/** Texts that cells share: a sheet that names more is cut anyway. */
const MOST_SHARED_TEXTS = 200_000;
const MOST_SHARED_CHARACTERS = 2_000_000;

/** Word, Excel and PowerPoint since 2007 (ECMA-376): title, author and text, of sheets and slides in their order. */
export async function readOffice({ path, type }: Readable): Promise<Found> {
  return await withParts(path, async (parts) => {
    const text = new GrowingText();
    const facts = await factsOf(parts);
    const pictures = await thumbnailIn(parts, ["docProps/thumbnail.jpeg", "docProps/thumbnail.png"]);
    const shown = (pages: { pages?: number }): Found => ({
      facts: { ...facts, ...pages },
      text: text.toString(),
      ...(pictures ? { pictures } : {}),
    });
    if (/spreadsheet|excel/.test(type)) return shown(count("pages", await readSheets(parts, text)));
    if (/presentation|powerpoint/.test(type)) return shown(count("pages", await readSlides(parts, text)));
    // Some of Microsoft's own programs number it.
    const body = parts.names().find((name) => /^word\/document\d*\.xml$/.test(name));
    if (body === undefined) throw new Unreadable("file-broken", "no document in it");
    for (const name of [body, "word/footnotes.xml", "word/endnotes.xml"])
      await readParagraphs(parts.chunks(name), text);
    return shown({});
  });
}

async function factsOf(parts: PackedParts): Promise<FileFacts> {
  const core = await textsOf(parts.chunks("docProps/core.xml"), ["title", "creator"]);
  const app = await textsOf(parts.chunks("docProps/app.xml"), ["Pages"]);
  return {
    ...line("title", core.get("title")?.[0]),
    ...line("author", core.get("creator")?.[0]),
    ...count("pages", app.get("Pages")?.[0]),
  };
}

/** Runs of text (`t`) in paragraphs (`p`), as word processing and drawings have them; what was deleted is no `t`. */
async function readParagraphs(chunks: AsyncIterable<Uint8Array>, text: GrowingText): Promise<void> {
  let isText = false;
  // What is drawn for programs that know no better says the same once more.
  let fallbacks = 0;
  await readXml(chunks, {
    open(name) {
      if (name === "Fallback") fallbacks += 1;
      isText = name === "t" && fallbacks === 0;
      if (name === "tab") text.add("\t");
      if (name === "br") text.add("\n");
      return text.isFull;
    },
    text(more) {
      if (isText) text.add(more);
      return false;
    },
    close(name) {
      if (name === "Fallback") fallbacks -= 1;
      isText = false;
      if (name === "p") text.add("\n");
      return text.isFull;
    },
  });
}

async function readSlides(parts: PackedParts, text: GrowingText): Promise<number> {
  const numbers = parts
    .names()
    .flatMap((name) => /^ppt\/slides\/slide(\d{1,6})\.xml$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
  for (const number of numbers.slice(0, MOST_SLIDES)) {
    if (text.isFull) break;
    await readParagraphs(parts.chunks(`ppt/slides/slide${number}.xml`), text);
    await readParagraphs(parts.chunks(`ppt/notesSlides/notesSlide${number}.xml`), text);
    text.add("\n");
  }
  return numbers.length;
}

async function readSheets(parts: PackedParts, text: GrowingText): Promise<number> {
  const targets = new Map<string, string>();
  await readXml(parts.chunks("xl/_rels/workbook.xml.rels"), {
    open(name, attributes) {
      if (name === "Relationship") targets.set(attributes["Id"] ?? "", attributes["Target"] ?? "");
      return false;
    },
  });
  const sheets: { name: string; target: string }[] = [];
  await readXml(parts.chunks("xl/workbook.xml"), {
    open(name, attributes) {
      if (name === "sheet")
        sheets.push({ name: attributes["name"] ?? "", target: targets.get(attributes["r:id"] ?? "") ?? "" });
      return sheets.length >= MOST_SHEETS;
    },
  });
  const shared = await sharedTexts(parts);
  for (const { name, target } of sheets) {
    if (text.isFull) break;
    text.add(`${name}\n`);
    await readCells(parts.chunks(posix.join("xl", posix.resolve("/", target).slice(1)).replace(/^xl\/xl\//, "xl/")), {
      shared,
      text,
    });
    text.add("\n");
  }
  return sheets.length;
}

async function sharedTexts(parts: PackedParts): Promise<string[]> {
  const texts: string[] = [];
  let current = "";
  let isText = false;
  let characters = 0;
  await readXml(parts.chunks("xl/sharedStrings.xml"), {
    open(name) {
      if (name === "si") current = "";
      isText = name === "t";
      return false;
    },
    text(more) {
      if (isText) current += more;
      return false;
    },
    close(name) {
      isText = false;
      if (name !== "si") return false;
      texts.push(current);
      characters += current.length;
      return texts.length >= MOST_SHARED_TEXTS || characters >= MOST_SHARED_CHARACTERS;
    },
  });
  return texts;
}

/** Cells by tabs, rows by lines: numbers as they are stored, shared texts looked up. */
async function readCells(
  chunks: AsyncIterable<Uint8Array>,
  { shared, text }: { shared: readonly string[]; text: GrowingText },
): Promise<void> {
  let isShared = false;
  let value: string | null = null;
  await readXml(chunks, {
    open(name, attributes) {
      if (name === "c") isShared = attributes["t"] === "s";
      value = name === "v" || name === "t" ? "" : null;
      return text.isFull;
    },
    text(more) {
      if (value !== null) value += more;
      return false;
    },
    close(name) {
      if (value !== null) text.add(isShared ? (shared[Number(value)] ?? "") : value);
      value = null;
      if (name === "c") text.add("\t");
      if (name === "row") text.add("\n");
      return text.isFull;
    },
  });
}
