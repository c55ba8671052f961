import type { ImportPlace, ImportProblem, ImportRow } from "../core/imported.ts";
import { IMPORT_LIMITS } from "./limits.ts";

const REASONS = {
  "row-too-large": "It is larger than any row may be.",
  "row-too-deep": `It is nested more than ${IMPORT_LIMITS.rowDepth} deep.`,
  "row-not-readable": "It is not written as the format asks for.",
  "source-cut": "The file ends in the midst of something: it was probably not saved whole. What came before is read.",
  "source-not-readable": "From here on the file is not written as its format asks for.",
  "too-many-rows": `Of one file at most ${IMPORT_LIMITS.rows} rows are read; divide it.`,
  "archive-not-readable": "The archive is broken or was not saved whole.",
  "archive-too-many-entries": `The archive holds more than ${IMPORT_LIMITS.archiveEntries} files.`,
  "archive-too-new": "It was made by a newer Digital Wall than this one. Bring it to one of that version, or update.",
  "archive-overlaps": "Files in the archive share the same bytes, which no honest one does.",
  "archive-bursts": "It would unpack to absurdly more than it is.",
  "path-not-allowed": "Its name leads out of the archive, or is longer than a name may be.",
  "entry-encrypted": "It is encrypted.",
  "entry-not-readable": "It is broken in the archive.",
  "entry-too-large": `Unpacked it has more than ${IMPORT_LIMITS.entryBytes} bytes, or more than it says.`,
  "file-too-large": "It is too large to be read as text.",
  "in-trash-there": "It lay in the trash there, so it is left out.",
  "columns-unknown": "No column seems to hold an address or a text; say which one does.",
  "format-unknown": "It is in no format that is understood.",
} as const satisfies Partial<Record<ImportProblem["code"], string>>;

export type RefusalCode = keyof typeof REASONS;

export type BrokenRow = Extract<ImportRow, { kind: "broken" }>;

/** What is said wherever this is met. */
export const refusal = (code: RefusalCode): ImportProblem => ({ code, reason: REASONS[code] });

export const refusedRow = (at: ImportPlace, code: RefusalCode): BrokenRow => ({
  kind: "broken",
  at,
  broken: refusal(code),
});
