import { parentPort, workerData } from "node:worker_threads";
import { FILE_FORMATS } from "../../src/importers/formats.ts";
import { folderOf, readAll, sourceOf } from "./import-sources.ts";

/** Beginnings behind which a text is taken for a table, bookmarks, a list, a note. */
const HEADS = [
  "",
  "title,url,time_added,tags,status\n",
  "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n",
  '{"bookmarks":[',
  "---\n",
];

const { texts } = workerData as { texts: readonly string[] };

// A thread of its own: where tests run, each promise costs three times as much, and a row of an import takes some.
for (const text of texts) {
  const before = process.threadCpuUsage();
  for (const head of HEADS) {
    const source = sourceOf(head + text, { pieceBytes: 64_000 });
    await readAll(source);
    for (const { name } of head === "" ? FILE_FORMATS : []) await readAll(source, { format: name });
    await readAll(folderOf([{ name: "note.md", data: head + text }]));
  }
  const { user, system } = process.threadCpuUsage(before);
  parentPort?.postMessage(Math.round((user + system) / 1_000));
}
