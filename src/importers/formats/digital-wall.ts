import { ARCHIVE_FORMAT, ARCHIVE_MANIFEST, ARCHIVE_VERSION } from "../../contract/archive.ts";
import { LIMITS } from "../../contract/limits.ts";
import { cleanLine, cutGraphemes } from "../../core/clean-text.ts";
import {
  type ImportEntry,
  type ImportFolder,
  type ImportPlace,
  ImportRefused,
  type ImportRow,
  type ImportSource,
} from "../../core/imported.ts";
import { decodeText } from "../decode.ts";
import type { FileFormat, FileSample, FolderFormat } from "../format.ts";
import { jsonLinesOf } from "../json-lines.ts";
import { IMPORT_LIMITS } from "../limits.ts";
import { type Beside, isInTrash, isPartOfAnother, type OwnWall, ownThing } from "../own-item.ts";
import { refusal, refusedRow } from "../refusals.ts";
import { thingRow, wallPath } from "../row.ts";
import { fieldOf, textOf } from "../values.ts";
import { wholeText } from "../whole-text.ts";

const ITEMS = "items.jsonl";
const WALLS = "walls.jsonl";
/** Beside the items, in every export of ours, one without any included. */
const ALWAYS = ["tags.jsonl", "tags-kept-apart.jsonl", WALLS];
const FILE = /^files\/([0-9a-f-]{36})-[^/]*$/;
const MANIFEST_BYTES = 100_000;

/**
 * Our own export, brought beside what is there already (docs/export.md; a system with nothing in it restores the same
 * archive whole). Unpacked, or packed anew within a folder, it is the same.
 */
export const digitalWall: FolderFormat = {
  name: "digital-wall",
  reads: "folder",
  async sureness({ paths, peek }) {
    const items = paths.find((path) => /(?:^|\/)items\.jsonl$/.test(path));
    const root = items?.slice(0, -ITEMS.length) ?? "";
    if (items !== undefined && ALWAYS.every((name) => paths.includes(`${root}${name}`))) return 0.98;
    const manifest = paths.find((path) => path === ARCHIVE_MANIFEST || path.endsWith(`/${ARCHIVE_MANIFEST}`));
    for (const [path, isOurs] of [
      [manifest, isManifest],
      [items, isItem],
    ] as const) {
      const sample = path === undefined ? null : await peek(path);
      if (sample !== null && isOurs(sample)) return 0.98;
    }
    return 0;
  },
  async *read(folder, { nowMs }) {
    const archive = await openArchive(folder);
    if (archive === null) {
      yield refusedRow({}, "format-unknown");
      return;
    }
    const walls = new Map<string, OwnWall>();
    if (archive.walls !== undefined) yield* wallRows(archive.walls, walls);
    const { items, files } = archive;
    yield* itemRows({ pieces: decodeText(items.open()), entry: items.path }, { walls, files }, nowMs);
  },
};

/** The items alone: walls have only ids there, so that things stand where the import puts them, and files are missing. */
export const digitalWallJsonl: FileFormat = {
  name: "digital-wall-jsonl",
  reads: "file",
  sureness: (sample) => (isItem(sample) ? 0.95 : 0),
  async *read(source: ImportSource, { nowMs }) {
    yield* itemRows({ pieces: decodeText(source.read()) }, { walls: new Map(), files: new Map() }, nowMs);
  },
};

const isItem = ({ outline }: FileSample): boolean =>
  ["own.firstTitle", "found", "edited_version", "purge_at"].every((way) => outline.has(way));

const isManifest = ({ text, outline }: FileSample): boolean =>
  outline.has("made_by") && text.includes(`"${ARCHIVE_FORMAT}"`);

interface OwnArchive {
  readonly items: ImportEntry;
  readonly walls: ImportEntry | undefined;
  readonly files: ReadonlyMap<string, ImportEntry>;
}

/** Null when there are no items in it. @throws ImportRefused for one of a later version */
async function openArchive(folder: ImportFolder): Promise<OwnArchive | null> {
  let items: ImportEntry | undefined;
  for await (const entry of folder.entries())
    if (/(?:^|\/)items\.jsonl$/.test(entry.path)) {
      items = entry;
      break;
    }
  if (items === undefined) return null;
  const root = items.path.slice(0, -ITEMS.length);
  const files = new Map<string, ImportEntry>();
  let walls: ImportEntry | undefined;
  for await (const entry of folder.entries()) {
    if (!entry.path.startsWith(root)) continue;
    const name = entry.path.slice(root.length);
    const id = FILE.exec(name)?.[1];
    if (id !== undefined && entry.refused === undefined && !files.has(id)) files.set(id, entry);
    else if (name === WALLS) walls ??= entry;
    else if (name === ARCHIVE_MANIFEST) await refuseLater(entry);
  }
  return { items, walls, files };
}

async function refuseLater(manifest: ImportEntry): Promise<void> {
  const text = await wholeText(manifest, MANIFEST_BYTES);
  const version = Number(/"version"\s*:\s*(\d{1,9})\b/.exec(text ?? "")?.[1] ?? 0);
  if (version > ARCHIVE_VERSION) throw new ImportRefused(refusal("archive-too-new"));
}

async function* wallRows(entry: ImportEntry, walls: Map<string, OwnWall>): AsyncGenerator<ImportRow> {
  try {
    for await (const found of jsonLinesOf(decodeText(entry.open()))) {
      const at = { entry: entry.path, line: found.line };
      if ("code" in found) {
        yield refusedRow(at, found.code);
        continue;
      }
      const id = textOf(fieldOf(found.value, "id"));
      const name = cleanLine(textOf(fieldOf(found.value, "name")));
      const isInbox = fieldOf(found.value, "kind") === "inbox";
      const path = wallPath([name]);
      if (id === "" || path.length === 0) yield refusedRow(at, "row-not-readable");
      else if (walls.size < IMPORT_LIMITS.namedWalls) {
        walls.set(id, { name, isInbox });
        const description = textOf(fieldOf(found.value, "description")).trim();
        if (!isInbox) yield { kind: "wall", at, wall: { path, ...(description === "" ? {} : { description }) } };
      }
    }
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    yield { kind: "broken", at: { entry: entry.path }, broken: error.problem };
  }
}

async function* itemRows(
  { pieces, entry }: { pieces: AsyncIterable<string>; entry?: string },
  beside: Beside,
  nowMs: number,
): AsyncGenerator<ImportRow> {
  for await (const found of jsonLinesOf(pieces)) {
    const at = { ...(entry === undefined ? {} : { entry }), line: found.line };
    if ("code" in found) yield refusedRow(at, found.code);
    else if (fieldOf(found.value, "own") === undefined) yield refusedRow(at, "row-not-readable");
    else if (isPartOfAnother(found.value)) continue;
    else if (isInTrash(found.value)) yield trashRow(at, found.value);
    else yield thingRow(at, ownThing(found.value, beside), nowMs);
  }
}

/** Told with what a person finds it by. */
function trashRow(at: ImportPlace, item: unknown): ImportRow {
  const title = cutGraphemes(cleanLine(textOf(fieldOf(item, "title"))), LIMITS.titleCharacters);
  const url = textOf(fieldOf(fieldOf(item, "own"), "url")).slice(0, LIMITS.titleCharacters);
  return {
    ...refusedRow(at, "in-trash-there"),
    ...(title === "" ? {} : { title }),
    ...(url === "" ? {} : { url }),
  };
}
