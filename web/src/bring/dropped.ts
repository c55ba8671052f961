import { type Chosen, PACKED_FILES_MOST } from "./pack-files.ts";

/** What a person chose in the browser's own dialog; of a folder each file has its way. */
export const chosenFiles = (files: FileList | null): Chosen[] =>
  [...(files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/**
 * What was dropped, folders with all that lies in them. One more than an archive holds is enough to tell that it is too
 * many. @throws DOMException when something of it cannot be read
 */
export async function droppedFiles(data: DataTransfer): Promise<Chosen[]> {
  // Both lists are empty once the event is over.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  const files = chosenFiles(data.files);
  if (!entries.some((entry) => entry?.isDirectory)) return files;
  const found: Chosen[] = [];
  const waiting = entries.filter((entry) => entry !== null);
  for (let entry = waiting.pop(); entry !== undefined && found.length <= PACKED_FILES_MOST; entry = waiting.pop())
    if (isFolder(entry)) waiting.push(...(await entriesOf(entry)));
    else found.push({ path: entry.fullPath.replace(/^\//, ""), file: await fileOf(entry as FileSystemFileEntry) });
  return found;
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A folder tells what is in it in lots, the last of which is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const lot = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (lot.length === 0) return entries;
    entries.push(...lot);
  }
}
