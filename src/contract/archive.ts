/** What an export of everything is called, in itself and in the API. docs/export.md says what is in it. */
export const ARCHIVE_FORMAT = "digital-wall";
/** Rises when an older program would misread what is written; fields and files that are merely new do not raise it. */
export const ARCHIVE_VERSION = 1;
export const ARCHIVE_MANIFEST = "digital-wall.json";
/** Files that could not be read when the archive was made. */
export const ARCHIVE_PROBLEMS = "problems.jsonl";

export const EXPORT_FORMATS = ["zip", "html", "csv", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How an answer of the export is typed. */
export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  zip: "application/zip",
  jsonl: "application/x-ndjson",
  csv: "text/csv; charset=utf-8; header=present",
  html: "text/html; charset=utf-8",
};
