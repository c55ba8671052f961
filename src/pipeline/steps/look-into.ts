import type { FileToRead } from "../../content/file-reader.ts";
import type { FileProblem } from "../../contract/reasons.ts";
import type { Warning } from "../../contract/shares.ts";
import { FILE_TEXT_CHARACTERS, type FileRead, unread } from "../../core/file-read.ts";
import type { MadeFile } from "../step.ts";

/** The previews of a file as files of the item. */
export function previewFiles(read: FileRead, madeFrom: string | null): MadeFile[] {
  const placeholder = read.placeholder === null ? null : `data:image/webp;base64,${read.placeholder}`;
  return read.previews.map((preview) => ({ role: "preview", name: null, placeholder, madeFrom, ...preview }));
}

const PROBLEMS: Readonly<Record<FileProblem, (name: string) => string>> = {
  "file-encrypted": (name) => `${name} is locked with a password, so what is inside could not be read.`,
  "file-broken": (name) => `${name} is damaged or incomplete, so not all of it could be read.`,
  "file-too-large-to-look": (name) => `${name} is too large to be looked into.`,
  "file-took-too-long": (name) => `Looking into ${name} took too long, so it was left as it is.`,
  "heic-unsupported": (name) =>
    `${name} is a HEIC picture, and this server has nothing to show it with (heif-convert, in Debian's package libheif-examples).`,
};

/** What to tell the person of a file that could not be read wholly; null when all went well. */
export function warningOf(read: FileRead, name: string | null, step: Warning["step"]): Warning | null {
  if (read.problem === null) return null;
  const what = PROBLEMS[read.problem](name === null ? "The file" : `“${name}”`);
  const message = `${what} It is kept and can be downloaded unchanged.`;
  return { code: read.problem, message, step, ...(name === null ? {} : { params: { file: name } }) };
}

/** The texts of an item's files as one: of several each has its share, under the name of the file. Null without any. */
export function joinTexts(files: readonly { name: string | null; text: string | null }[]): string | null {
  const told = files.filter(({ text }) => text !== null);
  if (told.length === 0) return null;
  if (files.length === 1) return told[0]?.text ?? null;
  const share = Math.floor(FILE_TEXT_CHARACTERS / told.length);
  return told.map(({ name, text }) => `${name ?? "File"}\n\n${text}`.slice(0, share).toWellFormed()).join("\n\n");
}

/** A file that nobody had the time to look into. */
export function notLookedInto({ type }: Pick<FileToRead, "type">): FileRead {
  return unread({ kind: "file", type }, { problem: "file-took-too-long", reason: "no time was left for it" });
}
