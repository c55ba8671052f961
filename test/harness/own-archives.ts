import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { jsonLine } from "../../src/exporters/json-lines.ts";
import { type ArchivedFile, pathOfFile } from "../../src/exporters/told-item.ts";
import { type ZipPart, zipOf } from "../../src/exporters/zip.ts";
import { bytesOf } from "./import-sources.ts";

/** Lines as our export writes them, made by its own writers, without a server. */

const AT = "2024-05-06T07:08:09.000Z";
export const INBOX = { id: "01900000-0000-7000-8000-000000000001", name: "Inbox", kind: "inbox" };

/** An id that is told apart by its number. */
export const idOf = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`;

export function itemLine(n: number, fields: Readonly<Record<string, unknown>> = {}): string {
  return jsonLine({
    ...{ id: idOf(n), kind: "note", state: "ready", title: `Lantern ${n}`, own: { firstTitle: `Lantern ${n}` } },
    ...{ found: {}, analysis: null, share: null, created_at: AT, updated_at: AT, edited_version: 1 },
    ...{ merged_into: null, pinned_at: null, archived_at: null, deleted_at: null, purge_at: null, content: null },
    ...{ addresses: [], places: [{ wall: INBOX.id, sort_at: AT, removed_at: null }], tags: [], files: [] },
    ...{ analyses: [], shares: [], highlights: [] },
    ...fields,
  });
}

export interface OwnFile {
  readonly line: ArchivedFile;
  readonly bytes: Buffer;
}

/** A file as an item's line names it, and its bytes. */
export function ownFile(n: number, content: string, more: Partial<ArchivedFile> = {}): OwnFile {
  const bytes = more.type === "application/gzip" ? gzipSync(content) : Buffer.from(content);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const line = { id: idOf(n), role: "original", type: "text/plain", name: `paper ${n}.txt`, width: null, height: null };
  return { line: { ...line, bytes: bytes.length, sha256, ...more }, bytes };
}

/** The archive that holds them; an entry that is given as null is left out. */
export async function ownArchive(
  items: readonly string[],
  {
    walls = [INBOX],
    files = [],
    more = {},
  }: {
    walls?: readonly Readonly<Record<string, unknown>>[];
    files?: readonly OwnFile[];
    more?: Readonly<Record<string, string | null>>;
  } = {},
): Promise<Buffer> {
  const entries: Record<string, Buffer | string | null> = {
    "README.md": "An export.",
    "items.jsonl": items.join(""),
    "tags.jsonl": "",
    "walls.jsonl": walls.map(jsonLine).join(""),
    "duplicates.jsonl": "",
    "tags-kept-apart.jsonl": "",
    ...Object.fromEntries(files.map(({ line, bytes }) => [pathOfFile(line), bytes])),
    "problems.jsonl": "",
    "notes/2024-05-06 Lantern 000000000001.md": "# for people",
    "bookmarks.html": "<DL><p></DL>",
    "items.csv": "id,url\n",
    "digital-wall.json": JSON.stringify({ format: "digital-wall", version: 1, made_by: "Digital Wall 1.0.0" }),
    ...more,
  };
  async function* parts(): AsyncGenerator<ZipPart> {
    for (const [name, bytes] of Object.entries(entries)) if (bytes !== null) yield { name, bytes: Buffer.from(bytes) };
  }
  return await bytesOf(zipOf(parts()));
}
