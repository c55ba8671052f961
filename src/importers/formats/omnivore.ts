import { type ImportEntry, type ImportFolder, ImportRefused, type ImportRow } from "../../core/imported.ts";
import { decodeText } from "../decode.ts";
import type { FolderFormat } from "../format.ts";
import { unreadRow } from "../json-format.ts";
import { pickJson } from "../json-scanner.ts";
import { IMPORT_LIMITS } from "../limits.ts";
import { type RawHighlight, type RawThing, thingRow } from "../row.ts";
import { fieldOf, listOf, textOf } from "../values.ts";
import { wholeText } from "../whole-text.ts";

const METADATA = /(?:^|\/)metadata_(\d+)_to_(\d+)\.json$/;
/** In percent; a reader who is past it has read it. */
const READ_PERCENT = 95;

/**
 * Omnivore's last export: `metadata_0_to_20.json` and so on, each a list of items; what an item's page said is
 * `content/<slug>.html`, and what was marked in it `highlights/<slug>.md`.
 */
export const omnivore: FolderFormat = {
  name: "omnivore",
  reads: "folder",
  sureness: ({ paths }) => (paths.some((path) => METADATA.test(path)) ? 0.97 : 0),
  async *read(folder, { nowMs }) {
    const entries = await byPath(folder);
    for (const entry of metadataOf(entries)) yield* readMetadata(entry, entries, nowMs);
  },
};

async function byPath(folder: ImportFolder): Promise<Map<string, ImportEntry>> {
  const entries = new Map<string, ImportEntry>();
  for await (const entry of folder.entries()) entries.set(entry.path, entry);
  return entries;
}

/** In the order of the numbers, which is that of the library. */
function metadataOf(entries: ReadonlyMap<string, ImportEntry>): ImportEntry[] {
  const numbered = [...entries.values()].flatMap((entry) => {
    const from = METADATA.exec(entry.path)?.[1];
    return from === undefined ? [] : [{ entry, from: Number(from) }];
  });
  return numbered.sort((one, other) => one.from - other.from).map(({ entry }) => entry);
}

async function* readMetadata(
  entry: ImportEntry,
  entries: ReadonlyMap<string, ImportEntry>,
  nowMs: number,
): AsyncGenerator<ImportRow> {
  const root = entry.path.slice(0, entry.path.lastIndexOf("/") + 1);
  let index = 0;
  try {
    for await (const found of pickJson(decodeText(entry.open()), ["*"])) {
      index += 1;
      const at = { entry: entry.path, index };
      if (found.kind !== "value") {
        yield { ...unreadRow(found, at), at };
        continue;
      }
      const slug = textOf(fieldOf(found.value, "slug"));
      const page = entries.get(`${root}content/${slug}.html`);
      const marked = entries.get(`${root}highlights/${slug}.md`);
      const { raw, broken } = await withPage(omnivoreThing(found.value), page, marked);
      for (const row of broken) yield row;
      yield thingRow(at, raw, nowMs);
    }
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    yield { kind: "broken", at: { entry: entry.path }, broken: error.problem };
  }
}

/** An item keeps its place when its page cannot be had; that is told in a row of its own. */
async function withPage(
  item: RawThing,
  page: ImportEntry | undefined,
  marked: ImportEntry | undefined,
): Promise<{ raw: RawThing; broken: ImportRow[] }> {
  const broken: ImportRow[] = [];
  const read = async (entry: ImportEntry | undefined, mostBytes: number): Promise<string | null> => {
    if (entry === undefined) return null;
    try {
      return await wholeText(entry, mostBytes);
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error;
      broken.push({ kind: "broken", at: { entry: entry.path }, broken: error.problem });
      return null;
    }
  };
  const html = await read(page, IMPORT_LIMITS.htmlCharacters);
  const isTooLarge = page !== undefined && page.bytes > IMPORT_LIMITS.htmlCharacters;
  const { highlights, note } = readHighlights((await read(marked, IMPORT_LIMITS.wholeTextBytes)) ?? "");
  const files = page !== undefined && isTooLarge ? [fileOf(page)] : [];
  return { raw: { ...item, ...(html === null ? {} : { html }), note, highlights, files }, broken };
}

const fileOf = (page: ImportEntry) => ({
  name: page.path.slice(page.path.lastIndexOf("/") + 1),
  type: "text/html",
  bytes: page.bytes,
  open: () => page.open(),
});

function omnivoreThing(item: unknown): RawThing {
  const progress = fieldOf(item, "readingProgress");
  return {
    sourceId: fieldOf(item, "id"),
    url: fieldOf(item, "url"),
    title: fieldOf(item, "title"),
    summary: fieldOf(item, "description"),
    author: fieldOf(item, "author"),
    publishedAt: fieldOf(item, "publishedAt"),
    tags: listOf(fieldOf(item, "labels")).map((label) => (typeof label === "string" ? label : fieldOf(label, "name"))),
    createdAt: fieldOf(item, "savedAt"),
    isArchived: fieldOf(item, "state") === "Archived",
    ...(typeof progress === "number" ? { isRead: progress >= READ_PERCENT } : {}),
  };
}

/**
 * A quote begins with `>` and goes to the next blank line; labels (`#one #two`) and a remark may follow, each behind a
 * blank line. What stands before the first quote is a note on the whole page.
 */
export function readHighlights(markdown: string): { highlights: RawHighlight[]; note: string } {
  const highlights: { text: string; note: string }[] = [];
  const notes: string[] = [];
  for (const block of markdown.split(/\n[ \t]*\n/)) {
    const text = block.trim();
    const last = highlights.at(-1);
    if (text === "" || /^#[^\s#]+(?: #[^\n#]+)*$/.test(text)) continue;
    if (text.startsWith(">")) highlights.push({ text: text.replace(/^> ?/gm, "").trim(), note: "" });
    else if (last === undefined) notes.push(text);
    else last.note = last.note === "" ? text : `${last.note}\n\n${text}`;
  }
  return { highlights, note: notes.join("\n\n") };
}
