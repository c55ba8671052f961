import type { FileSource } from "../../content/file-reader.ts";
import type { ItemKind } from "../../contract/choices.ts";
import type { Warning } from "../../contract/shares.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import type { FileFacts, FileRead } from "../../core/file-read.ts";
import type { FoundFields } from "../../core/item-shown.ts";
import type { FileStore } from "../../core/ports/files.ts";
import { keepContent } from "../../store/contents.ts";
import { filesOfItems, noteFile } from "../../store/files.ts";
import { foundOf, ownOf, updateItem } from "../../store/items.ts";
import { refreshItem } from "../../store/refresh-item.ts";
import type { ItemRow } from "../../store/tables.ts";
import type { MadeFile, StepDefinition } from "../step.ts";
import { joinTexts, notLookedInto, previewFiles, warningOf } from "./look-into.ts";

interface SharedFile {
  readonly id: string;
  readonly storeKey: string;
  readonly name: string | null;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string | null;
}

interface LookedAt {
  readonly id: string;
  readonly type: string;
  readonly kind: ItemKind;
  readonly width: number | null;
  readonly height: number | null;
  readonly facts: FileFacts;
}

interface FilesOutput {
  readonly looked: readonly LookedAt[];
  readonly text: string | null;
  readonly previews: readonly MadeFile[];
  readonly warnings: readonly Warning[];
}

/** Files that are not begun by then are kept as they are, so that the others' results are not lost to the time limit. */
const LOOKING_MS = 90_000;

/** Looks into each shared file: what it really is, what it says, a preview. The files themselves are never changed. */
export const files: StepDefinition<readonly SharedFile[], FilesOutput> = {
  name: "files",
  lane: "content",
  timeoutMs: 120_000,
  tries: 2,
  delayMs: () => 2_000,
  message: "Looking at the files…",
  warning: {
    code: "files-unread",
    message: (detail) => `The files are kept, but could not be looked into: ${detail}`,
  },
  async load(db, step) {
    const rows = (await filesOfItems(db, [step.item])).get(step.item) ?? [];
    return rows
      .filter((row) => row.role === "original")
      .map(({ id, store_key: storeKey, name, type, bytes, sha256 }) => ({ id, storeKey, name, type, bytes, sha256 }));
  },
  async work(shared, tools, signal) {
    const read: { file: SharedFile; read: FileRead }[] = [];
    const deadline = performance.now() + LOOKING_MS;
    for (const file of shared) {
      signal.throwIfAborted();
      if (performance.now() > deadline) {
        read.push({ file, read: notLookedInto(file) });
        continue;
      }
      const source = await sourceOf(tools.files, file);
      visitFailpoint("in-fetch");
      read.push({ file, read: await tools.fileReader.read({ source, name: file.name, type: file.type }, signal) });
    }
    return { kind: "done", output: outputOf(read) };
  },
  filesOf: (output) => output.previews,
  warningsOf: (output) => output.warnings,
  async apply(unit, { item, output }) {
    for (const file of output.looked) await noteFile(unit, file.id, file);
    await keepContent(unit, item.id, { files_text: output.text });
    const changes =
      item.kind === "link"
        ? {}
        : { kind: commonKind(output.looked), found: JSON.stringify(foundIn(item, output.looked)) };
    await updateItem(unit, item.id, changes);
    await refreshItem(unit, { ...item, ...changes });
  },
};

function outputOf(files: readonly { file: SharedFile; read: FileRead }[]): FilesOutput {
  return {
    looked: files.map(({ file, read: { type, kind, width, height, facts } }) => ({
      id: file.id,
      type,
      kind,
      width,
      height,
      facts,
    })),
    text: joinTexts(files.map(({ file, read }) => ({ name: file.name, text: read.text }))),
    previews: files.flatMap(({ file, read }) => previewFiles(read, file.id)),
    warnings: files.flatMap(({ file, read }) => warningOf(read, file.name, "files") ?? []),
  };
}

/**
 * A document's own title and author are the item's when it is the only file. A list of names or a table of figures is
 * text to be found by, and nothing to make a title of: there the file's name stays.
 */
function foundIn(item: ItemRow, looked: readonly LookedAt[]): FoundFields {
  const { title: _title, author: _author, ...others } = foundOf(item);
  const [only] = looked;
  if (only === undefined || looked.length > 1) return others;
  const { author, entries, rows } = only.facts;
  const isList = entries !== undefined || rows !== undefined;
  const title = only.facts.title ?? (isList ? ownOf(item).firstTitle : undefined);
  return { ...others, ...(title === undefined ? {} : { title }), ...(author === undefined ? {} : { author }) };
}

/** The kind of the only file, or of all if they are alike. */
function commonKind(looked: readonly LookedAt[]): ItemKind {
  const [first] = looked;
  return first && looked.every((file) => file.kind === first.kind) ? first.kind : "file";
}

/** Where the reader finds the bytes: in place when they lie on this machine, else as they stream. */
async function sourceOf(store: FileStore, { storeKey, bytes, sha256 }: SharedFile): Promise<FileSource> {
  const path = store.localPath?.(storeKey) ?? null;
  if (path !== null) return { path, sizeBytes: bytes };
  const stream = await store.open(storeKey, null, sha256 === null ? undefined : { bytes, sha256 });
  if (!stream) throw new Error(`the bytes of a kept file are missing: ${storeKey}`);
  return { stream, sizeBytes: bytes };
}
