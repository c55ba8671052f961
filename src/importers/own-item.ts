import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { decodePage } from "../core/charset.ts";
import { type ImportEntry, type ImportedFile, ImportRefused } from "../core/imported.ts";
import { IMPORT_LIMITS } from "./limits.ts";
import { refusal } from "./refusals.ts";
import type { RawThing } from "./row.ts";
import { fieldOf, listOf, textOf } from "./values.ts";
import { verified } from "./verified.ts";

const unpack = promisify(gunzip);
const SHA_256 = /^[0-9a-f]{64}$/;

/** A wall of ours as `walls.jsonl` tells of it. */
export interface OwnWall {
  readonly name: string;
  readonly isInbox: boolean;
}

/** What an item of an export of ours names by id, and what lies beside it in the archive. */
export interface Beside {
  readonly walls: ReadonlyMap<string, OwnWall>;
  readonly files: ReadonlyMap<string, ImportEntry>;
}

/** What became part of another item is told by that one. */
export const isPartOfAnother = (item: unknown): boolean => textOf(fieldOf(item, "merged_into")) !== "";

export const isInTrash = (item: unknown): boolean => textOf(fieldOf(item, "deleted_at")) !== "";

/**
 * An item of ours (docs/export.md) as what its person kept: their words, where it stands, its files, and the page as it was
 * read. What a system found out by itself is found out anew, but for what is said of a page that did not come along.
 */
export function ownThing(item: unknown, beside: Beside): RawThing {
  const own = fieldOf(item, "own");
  const found = fieldOf(item, "found");
  const content = fieldOf(item, "content");
  const url = fieldOf(own, "url");
  const files = listOf(fieldOf(item, "files"));
  const originals = files.filter((file) => fieldOf(file, "role") === "original");
  const page = textOf(url) === "" ? null : pageOf(files, textOf(fieldOf(found, "servedAs")), beside);
  const article = textOf(url) === "" || page !== null ? "" : textOf(fieldOf(content, "html"));
  const isRead = page !== null || article !== "";
  const said = (name: string) => fieldOf(own, name) ?? (isRead ? undefined : fieldOf(found, name));
  const standing = listOf(fieldOf(item, "places")).flatMap((place) => {
    const wall = beside.walls.get(textOf(fieldOf(place, "wall")));
    return wall === undefined || textOf(fieldOf(place, "removed_at")) !== "" ? [] : [wall];
  });
  const boards = standing.filter(({ isInbox }) => !isInbox);
  const missing = originals.filter((file) => entryOf(file, beside) === undefined).map(nameOf);
  return {
    sourceId: fieldOf(item, "id"),
    url,
    addresses: listOf(fieldOf(item, "addresses")).map((address) => ({
      address: fieldOf(address, "address"),
      via: fieldOf(address, "via"),
    })),
    title: fieldOf(own, "title"),
    firstTitle: fieldOf(item, "title"),
    text: fieldOf(content, "shared_text") ?? fieldOf(own, "text"),
    note: fieldOf(own, "note"),
    summary: said("description"),
    author: said("author"),
    siteName: said("siteName"),
    publishedAt: said("publishedAt"),
    language: said("language"),
    category: fieldOf(own, "category"),
    sentiment: fieldOf(own, "sentiment"),
    tags: listOf(fieldOf(item, "tags"))
      .filter((tag) => fieldOf(tag, "by") === "person")
      .map((tag) => fieldOf(tag, "name")),
    walls: boards.map(({ name }) => [name]),
    isInInbox: boards.length > 0 && boards.length < standing.length,
    createdAt: fieldOf(item, "created_at"),
    isPinned: textOf(fieldOf(item, "pinned_at")) !== "",
    isArchived: textOf(fieldOf(item, "archived_at")) !== "",
    highlights: listOf(fieldOf(item, "highlights")).map((highlight) => ({
      text: fieldOf(highlight, "text"),
      note: fieldOf(highlight, "note"),
      colour: fieldOf(highlight, "colour"),
      createdAt: fieldOf(highlight, "created_at"),
    })),
    ...(page === null ? {} : { page }),
    ...(article === "" ? {} : { html: article }),
    files: originals.flatMap((file) => fileOf(file, beside)),
    ...(missing.length === 0 ? {} : { missingFile: missing.join(", ") }),
  };
}

const entryOf = (file: unknown, { files }: Beside): ImportEntry | undefined => files.get(textOf(fieldOf(file, "id")));

const nameOf = (file: unknown): string => textOf(fieldOf(file, "name")) || "of an unknown name";

function fileOf(file: unknown, beside: Beside): ImportedFile[] {
  const entry = entryOf(file, beside);
  if (entry === undefined) return [];
  const sha256 = SHA_256.exec(textOf(fieldOf(file, "sha256")))?.[0] ?? "";
  return [
    {
      name: textOf(fieldOf(file, "name")),
      type: textOf(fieldOf(file, "type")),
      bytes: entry.bytes,
      ...(sha256 === "" ? {} : { sha256 }),
      open: () => verified(entry, sha256),
    },
  ];
}

/** The page itself where it was one: what a site told by other means is no page to be read again. */
function pageOf(files: readonly unknown[], servedAs: string, beside: Beside): ImportedFile | null {
  if (!/^(?:text\/html|application\/xhtml\+xml)\b/i.test(servedAs)) return null;
  const kept = files.filter((file) => fieldOf(file, "role") === "snapshot").at(-1);
  const entry = kept === undefined ? undefined : entryOf(kept, beside);
  if (entry === undefined) return null;
  const isPacked = fieldOf(kept, "type") === "application/gzip";
  return { name: "page.html", type: "text/html", open: () => readPage(entry, { isPacked, servedAs }) };
}

/** As UTF-8, whatever it was served in. */
async function* readPage(
  entry: ImportEntry,
  { isPacked, servedAs }: { isPacked: boolean; servedAs: string },
): AsyncGenerator<Uint8Array> {
  if (entry.bytes > IMPORT_LIMITS.htmlCharacters) throw new ImportRefused(refusal("file-too-large"));
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry.open()) chunks.push(chunk);
  const kept = Buffer.concat(chunks);
  const bytes = isPacked ? await unpacked(kept) : kept;
  yield Buffer.from(decodePage(bytes, servedAs).text);
}

async function unpacked(kept: Buffer): Promise<Buffer> {
  try {
    return await unpack(kept, { maxOutputLength: IMPORT_LIMITS.htmlCharacters });
  } catch (error) {
    const isTooLarge = (error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE";
    throw new ImportRefused(refusal(isTooLarge ? "file-too-large" : "entry-not-readable"), { cause: error });
  }
}
