import type { ExportFormat } from "../../contract/archive.ts";
import { zipOf } from "../../exporters/zip.ts";
import { latestItem } from "../../store/export-records.ts";
import { wallFor } from "../wall-for.ts";
import { type Archive, archiveParts } from "./archive.ts";
import { bookmarkFile, itemLines, itemTable } from "./forms.ts";

export interface ExportAsked extends Omit<Archive, "exporting"> {
  readonly owner: string;
  /** Only what stands on this wall; null for everything. */
  readonly wall: string | null;
}

export interface Export {
  readonly name: string;
  readonly bytes: AsyncGenerator<Buffer>;
}

/**
 * Everything of a person, or of one wall of theirs, in one of the formats. Nothing is read before the first bytes are
 * asked for, and no more than a page of items or a piece of a file is held at once.
 * @throws Problem not-found, role-too-small
 */
export async function exportWall(asked: ExportAsked, format: ExportFormat): Promise<Export> {
  const { owner, wall, ...of } = asked;
  const { store } = of;
  if (wall !== null) await wallFor(store.reader, { id: wall, person: owner, use: "own" });
  const exporting = { owner, wall, until: await latestItem(store, owner) };
  const day = new Date(await store.nowMs()).toISOString().slice(0, 10);
  const bytesOf: Readonly<Record<ExportFormat, () => AsyncGenerator<Buffer>>> = {
    zip: () => zipOf(archiveParts({ ...of, exporting })),
    jsonl: () => itemLines(store, exporting),
    csv: () => itemTable(store, exporting),
    html: () => bookmarkFile(store, exporting),
  };
  return { name: `digital-wall-${day}.${format}`, bytes: bytesOf[format]() };
}
