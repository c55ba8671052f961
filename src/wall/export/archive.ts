import { createHash } from "node:crypto";
import { ARCHIVE_FORMAT, ARCHIVE_MANIFEST, ARCHIVE_PROBLEMS, ARCHIVE_VERSION } from "../../contract/archive.ts";
import type { FileStore } from "../../core/ports/files.ts";
import { jsonLine } from "../../exporters/json-lines.ts";
import { markdownOf } from "../../exporters/markdown.ts";
import { README } from "../../exporters/readme.ts";
import { pathOfFile, pathOfNote } from "../../exporters/told-item.ts";
import type { ZipPart } from "../../exporters/zip.ts";
import { FILES_OF_LINES } from "../../store/any-exported.ts";
import { type ExportedRecord, type Exporting, exportRows } from "../../store/export-records.ts";
import { findFiles } from "../../store/files.ts";
import type { Store } from "../../store/store.ts";
import type { FileRow } from "../../store/tables.ts";
import { bookmarkFile, browsePage, itemLines, itemTable } from "./forms.ts";
import { KeptIds } from "./kept-ids.ts";
import { toldItems, wallsOf } from "./told.ts";

export interface Archive {
  readonly store: Store;
  readonly files: FileStore;
  readonly exporting: Exporting;
  /** Of the program that makes it. */
  readonly version: string;
}

const FILES_A_PAGE = 200;
/** Types whose bytes are packed already: packing them again takes time and saves nothing. */
const PACKED =
  /^(?:image\/(?!svg|bmp|tiff)|audio\/(?!wav|x-wav)|video\/)|(?:zip|gzip|pdf|epub|zstd|7z|rar|x-xz|officedocument|opendocument)/;

/**
 * The parts of an archive of everything, each read when it is its turn. Items come first, each whole; what they name
 * (files, walls, tags) comes after them, so that nothing that stood all the while is missing, whatever is done meanwhile.
 */
export async function* archiveParts(archive: Archive): AsyncGenerator<ZipPart> {
  const { store, exporting } = archive;
  const seen = { items: 0, files: new KeptIds(), tags: new Set<string>() };
  yield { name: "README.md", bytes: Buffer.from(README) };
  yield {
    name: FILES_OF_LINES.items,
    bytes: itemLines(store, exporting, (item) => {
      seen.items += 1;
      for (const { id } of item["files"] as readonly { id: string }[]) seen.files.add(id);
      if (exporting.wall !== null) for (const { tag } of item["tags"] as readonly { tag: string }[]) seen.tags.add(tag);
    }),
  };
  const counts = { walls: 0, tags: 0 };
  const isTagOfIt = ({ id }: ExportedRecord) => exporting.wall === null || seen.tags.has(String(id));
  yield {
    name: FILES_OF_LINES.tags,
    bytes: lines(exportRows(store, "tags", exporting), isTagOfIt, () => (counts.tags += 1)),
  };
  const isWallOfIt = ({ id }: ExportedRecord) => exporting.wall === null || id === exporting.wall;
  yield {
    name: FILES_OF_LINES.walls,
    bytes: lines(exportRows(store, "walls", exporting), isWallOfIt, () => (counts.walls += 1)),
  };
  const isAll = () => exporting.wall === null;
  yield { name: FILES_OF_LINES.duplicates, bytes: lines(exportRows(store, "duplicates", exporting), isAll) };
  yield { name: FILES_OF_LINES.tag_pairs_kept, bytes: lines(exportRows(store, "tag_pairs_kept", exporting), isAll) };

  const problems: FileTrouble[] = [];
  yield* fileParts(archive, seen.files, problems);
  yield { name: ARCHIVE_PROBLEMS, bytes: Buffer.from(problems.map(jsonLine).join("")) };
  for await (const told of toldItems(store, exporting, { isWhole: true }))
    yield { name: pathOfNote(told), bytes: Buffer.from(markdownOf(told)) };
  yield { name: "bookmarks.html", bytes: bookmarkFile(store, exporting) };
  yield { name: "items.csv", bytes: itemTable(store, exporting) };
  yield { name: "index.html", bytes: browsePage(store, exporting) };
  const manifest = {
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    made_at: new Date(await store.nowMs()).toISOString(),
    made_by: `Digital Wall ${archive.version}`,
    wall: exporting.wall === null ? null : ((await wallsOf(store, exporting))[0]?.name ?? null),
    counts: { ...counts, items: seen.items, files: seen.files.count, problems: problems.length },
  };
  // Last, so that an archive that was cut off is known by what it lacks.
  yield { name: ARCHIVE_MANIFEST, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) };
}

async function* lines(
  records: AsyncIterable<ExportedRecord>,
  isOfIt: (record: ExportedRecord) => boolean,
  onLine: () => void = () => {},
): AsyncGenerator<Buffer> {
  for await (const record of records) {
    if (!isOfIt(record)) continue;
    onLine();
    yield Buffer.from(jsonLine(record));
  }
}

/** A file that is not in the archive as it was kept, and why. */
interface FileTrouble {
  readonly file: string;
  readonly path: string;
  readonly problem: "missing" | "damaged" | "unreadable";
}

async function* fileParts(
  { store, files, exporting }: Archive,
  ids: KeptIds,
  problems: FileTrouble[],
): AsyncGenerator<ZipPart> {
  for (const page of ids.pages(FILES_A_PAGE)) {
    const rows = await findFiles(store.reader, { ids: page, owner: exporting.owner });
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of page) {
      const row = byId.get(id);
      const tell = (problem: FileTrouble["problem"]) =>
        problems.push({ file: id, path: row ? pathOfFile(row) : `files/${id}`, problem });
      const source = row ? await files.open(row.store_key).catch(() => undefined) : null;
      if (source === undefined) tell("unreadable");
      else if (source === null || !row) tell("missing");
      else
        yield {
          name: pathOfFile(row),
          isPacked: PACKED.test(row.type),
          mostBytes: row.bytes,
          bytes: asKept(row, source, tell),
        };
    }
  }
}

/** The bytes as they lie there. Once a part is begun it cannot be taken back, so what is wrong with it is told beside it. */
async function* asKept(
  { bytes, sha256 }: Pick<FileRow, "bytes" | "sha256">,
  source: AsyncIterable<Uint8Array>,
  tell: (problem: FileTrouble["problem"]) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let left = bytes;
  try {
    for await (const chunk of source) {
      const wanted = chunk.subarray(0, left);
      left -= chunk.length;
      hash.update(wanted);
      yield wanted;
      if (left < 0) break;
    }
  } catch {
    return void tell("unreadable");
  }
  if (left !== 0 || (sha256 !== null && hash.digest("hex") !== sha256)) tell("damaged");
}
