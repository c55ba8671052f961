import { LIMITS } from "../../contract/limits.ts";
import { type ImportEntry, ImportRefused, type ImportRow } from "../../core/imported.ts";
import { endingOf, folderPath, isLeftBehind, partsOf } from "../folder-path.ts";
import type { FolderFormat } from "../format.ts";
import { markdownNote } from "../markdown-note.ts";
import { refusedRow } from "../refusals.ts";
import { type RawThing, thingRow, wallPath } from "../row.ts";
import { wholeText } from "../whole-text.ts";

const NOTES = new Set(["md", "markdown", "mdown", "txt", "text"]);
/** What desktops make of a link that is dragged out of a browser. */
const SHORTCUTS = new Set(["url", "webloc"]);
const SHORTCUT_BYTES = 64_000;

/**
 * Any folder: a file is a thing, the folders are its walls. Text and Markdown are notes, shortcuts are links. What is in
 * no kept file (`.DS_Store`, hidden folders) is passed over.
 */
export const files: FolderFormat = {
  name: "files",
  reads: "folder",
  sureness: () => 0.1,
  async *read(folder, { nowMs }) {
    for await (const entry of folder.entries()) {
      const isPassedOver = entry.refused === undefined && isLeftBehind(entry.path);
      const row = isPassedOver ? null : await fileRow(entry, nowMs);
      if (row !== null) yield row;
    }
  },
};

async function fileRow(entry: ImportEntry, nowMs: number): Promise<ImportRow | null> {
  const at = { entry: entry.path };
  if (entry.refused !== undefined) return { kind: "broken", at, broken: entry.refused };
  const path = folderPath(entry.path);
  if (path === null) return refusedRow(at, "path-not-allowed");
  const { folders, name } = partsOf(path);
  if (name === "") {
    const way = wallPath(folders);
    return way.length === 0 ? null : { kind: "wall", at, wall: { path: way } };
  }
  try {
    const raw = (await readText(entry, name)) ?? { files: [fileOf(entry, name)] };
    return thingRow(at, { createdAt: entry.changedAtMs, walls: [folders], ...withoutNothing(raw) }, nowMs);
  } catch (error) {
    if (error instanceof ImportRefused) return { kind: "broken", at, broken: error.problem };
    throw error;
  }
}

/** Null when it is to be kept as the file it is: no text, more of it than a note has, or none at all. */
async function readText(entry: ImportEntry, name: string): Promise<RawThing | null> {
  const ending = endingOf(name);
  if (SHORTCUTS.has(ending)) {
    const url = linkIn((await wholeText(entry, SHORTCUT_BYTES)) ?? "");
    return url === null ? null : { url, title: name.slice(0, -ending.length - 1) };
  }
  if (!NOTES.has(ending) || entry.bytes > LIMITS.textBytes) return null;
  const text = await wholeText(entry, LIMITS.textBytes);
  if (text === null || text.trim() === "" || text.includes("\0")) return null;
  return markdownNote(text, name.slice(0, -ending.length - 1));
}

function linkIn(shortcut: string): string | null {
  const windows = /^\s*URL\s*=\s*(https?:\/\/\S+)/im.exec(shortcut)?.[1];
  const mac = /<key>URL<\/key>\s*<string>\s*(https?:\/\/[^<\s]+)/i.exec(shortcut)?.[1]?.replaceAll("&amp;", "&");
  return windows ?? mac ?? null;
}

const fileOf = (entry: ImportEntry, name: string) => ({ name, bytes: entry.bytes, open: () => entry.open() });

/** So that what a note does not say does not hide what its file says. */
const withoutNothing = (raw: RawThing): RawThing =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined && value !== null));
