import type { ImportColumnGuess, ImportField, ImportMapping, ImportSource } from "../../core/imported.ts";
import { guessColumns, mappingOf } from "../column-guess.ts";
import type { FileFormat } from "../format.ts";
import { IMPORT_LIMITS } from "../limits.ts";
import { refusedRow } from "../refusals.ts";
import { type RawThing, thingRow } from "../row.ts";
import { sampleFile } from "../sample.ts";
import { tableRows, tableShapeOf } from "../table-rows.ts";
import { tagsInText, textOf } from "../values.ts";

const CONTENT: ReadonlySet<ImportField> = new Set(["url", "text", "note"]);

/** Any CSV or JSON of a service that nobody wrote a format for: its columns are guessed, and can be told. */
export const table: FileFormat = {
  name: "table",
  reads: "file",
  sureness: (sample) => (tableShapeOf(sample) === null ? 0 : 0.5),
  async *read(source, { nowMs, mapping }) {
    const shape = tableShapeOf(await sampleFile(source));
    const meant = mapping ?? mappingOf(await guessTable(source, nowMs));
    // Where neither addresses nor words are seen, things would be invented; somebody has to say what they are.
    const hasContent = Object.values(meant).some((field) => CONTENT.has(field));
    if (shape === null || !hasContent) {
      yield refusedRow({}, shape === null ? "source-not-readable" : "columns-unknown");
      return;
    }
    for await (const row of tableRows(source, shape))
      yield row.kind === "broken" ? row : thingRow(row.at, thingOf(row.values, meant), nowMs);
  },
};

/** What the columns of a table seem to mean, by its first rows; none when it is no table. */
export async function guessTable(source: ImportSource, nowMs: number): Promise<ImportColumnGuess[]> {
  const shape = tableShapeOf(await sampleFile(source));
  if (shape === null) return [];
  const rows: ReadonlyMap<string, unknown>[] = [];
  for await (const row of tableRows(source, shape)) {
    if (row.kind === "values") rows.push(row.values);
    if (rows.length >= IMPORT_LIMITS.guessedRows) break;
  }
  return guessColumns(rows, nowMs);
}

/** Several columns may mean one field: tags and highlights are put together, of others the first that has something counts. */
function thingOf(values: ReadonlyMap<string, unknown>, mapping: ImportMapping): RawThing {
  const all = (field: ImportField): unknown[] =>
    [...values]
      .filter(([column]) => Object.hasOwn(mapping, column) && mapping[column] === field)
      .map(([, value]) => value);
  const first = (field: ImportField): unknown => all(field).find((value) => value !== "" && value !== null);
  const words = (field: ImportField): string[] =>
    all(field).flatMap((value) => (Array.isArray(value) ? value.map(textOf) : tagsInText(textOf(value))));
  const wall = first("wall");
  return {
    sourceId: first("id"),
    url: first("url"),
    title: first("title"),
    text: first("text"),
    note: all("note")
      .map(textOf)
      .filter((note) => note.trim() !== "")
      .join("\n\n"),
    summary: first("summary"),
    author: Array.isArray(first("author")) ? words("author").join(", ") : first("author"),
    tags: words("tags"),
    walls: Array.isArray(wall) ? wall.map((name) => [name]) : [textOf(wall).split("/")],
    createdAt: first("created"),
    isPinned: first("pinned"),
    isArchived: first("archived"),
    isRead: first("read"),
    highlights: all("highlight")
      .flatMap((value) => (Array.isArray(value) ? value : [value]))
      .map((text) => ({ text })),
  };
}
