import { bookmark, bookmarksBegin, bookmarksEnd, folderBegin, folderEnd } from "../../exporters/bookmarks.ts";
import { browseBegin, browseEnd, browseItem } from "../../exporters/browse/page.ts";
import { csvHeader, csvRow } from "../../exporters/csv.ts";
import { jsonLine } from "../../exporters/json-lines.ts";
import { pathOfFile } from "../../exporters/told-item.ts";
import { type ExportedRecord, type Exporting, exportItems } from "../../store/export-records.ts";
import type { Store } from "../../store/store.ts";
import { toldItems, wallsOf } from "./told.ts";

const CHUNK_CHARACTERS = 65_536;

/** Items as lines of JSON, as an archive carries them. @param onItem is told of each */
export async function* itemLines(
  store: Store,
  exporting: Exporting,
  onItem: (item: ExportedRecord) => void = () => {},
): AsyncGenerator<Buffer> {
  for await (const page of exportItems(store, exporting, { isWhole: true }))
    for (const record of page) {
      onItem(record);
      yield Buffer.from(jsonLine({ ...record, files: withPaths(record["files"]) }));
    }
}

const withPaths = (files: unknown): unknown[] =>
  (files as Parameters<typeof pathOfFile>[0][]).map((file) => ({ ...file, path: pathOfFile(file) }));

/** All items as a table. */
export const itemTable = (store: Store, exporting: Exporting): AsyncGenerator<Buffer> =>
  gathered(
    (async function* () {
      yield csvHeader();
      for await (const told of toldItems(store, exporting)) yield csvRow(told);
    })(),
  );

/** All links as bookmarks, a folder a wall; a link on two walls stands in both. */
export const bookmarkFile = (store: Store, exporting: Exporting): AsyncGenerator<Buffer> =>
  gathered(
    (async function* () {
      yield bookmarksBegin();
      for (const wall of await wallsOf(store, exporting)) {
        yield folderBegin({ name: wall.name, createdAt: wall.created_at });
        for await (const told of toldItems(store, { ...exporting, wall: wall.id })) yield bookmark(told);
        yield folderEnd();
      }
      yield bookmarksEnd();
    })(),
  );

/** The page that shows an archive. */
export const browsePage = (store: Store, exporting: Exporting): AsyncGenerator<Buffer> =>
  gathered(
    (async function* () {
      const walls = await wallsOf(store, exporting);
      const places = new Map(walls.map(({ id }, at) => [id, at]));
      yield browseBegin();
      let isFirst = true;
      for await (const told of toldItems(store, exporting)) {
        yield `${isFirst ? "" : ","}\n${browseItem(told, places)}`;
        isFirst = false;
      }
      yield browseEnd(walls.map(({ name }) => name));
    })(),
  );

/** Short texts become pieces that are worth sending. */
async function* gathered(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = "";
  for await (const more of texts) {
    text += more;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}
