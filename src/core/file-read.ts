import type { ItemKind } from "../contract/choices.ts";
import type { FileProblem } from "../contract/reasons.ts";

/** What a file says of itself. Only what it says is there; all text is clean, one line each. */
export interface FileFacts {
  readonly title?: string;
  readonly author?: string;
  readonly album?: string;
  /** Pages of a document, slides of a talk, sheets of a workbook. */
  readonly pages?: number;
  readonly durationSeconds?: number;
  /** Files in an archive; folders are none. */
  readonly entries?: number;
  /** Of a table as text, its heading included. */
  readonly rows?: number;
  readonly columns?: number;
  /** More than one picture, of which the preview shows the first. */
  readonly animated?: boolean;
}

/** A small, clean picture of a file; metadata is left behind. */
export interface FilePreview {
  readonly bytes: Uint8Array;
  readonly type: "image/webp";
  readonly width: number;
  readonly height: number;
}

/** What looking into a file found. */
export interface FileRead {
  readonly kind: Exclude<ItemKind, "link" | "note">;
  /** What the bytes really are, a MIME type without parameters. */
  readonly type: string;
  /** Pixels as shown, after any turning that the file asks for; of pictures and films. */
  readonly width: number | null;
  readonly height: number | null;
  readonly facts: FileFacts;
  /** What can be read in it, at most FILE_TEXT_CHARACTERS, clean; null when nothing can. */
  readonly text: string | null;
  /** The one for a card first. */
  readonly previews: readonly FilePreview[];
  /** A WebP 16 pixels wide, base64, when there is a preview. */
  readonly placeholder: string | null;
  readonly problem: FileProblem | null;
  /** What was thrown, for the log only. */
  readonly reason: string | null;
}

export const FILE_TEXT_CHARACTERS = 200_000;

/** What is known of a file that was not looked into: what it is, and why no more. */
export function unread(
  is: Pick<FileRead, "kind" | "type">,
  why: Pick<FileRead, "problem" | "reason"> = { problem: null, reason: null },
): FileRead {
  return { ...is, ...why, width: null, height: null, facts: {}, text: null, previews: [], placeholder: null };
}
