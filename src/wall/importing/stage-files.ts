import { cleanFileName } from "../../core/file-name.ts";
import { newId } from "../../core/ids.ts";
import { type ImportedThing, ImportRefused } from "../../core/imported.ts";
import { type FileStore, FileTooLarge } from "../../core/ports/files.ts";
import type { ReceivedFile } from "../../core/share-draft.ts";
import { stageFile } from "../../store/files.ts";
import { hasRoomForBytes } from "../../store/quotas.ts";
import type { Store } from "../../store/store.ts";
import type { StagedOfThing } from "./prepare-thing.ts";
import type { Loss } from "./prepared.ts";

export interface StagingDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly maxFileBytes: number;
}

/**
 * Puts the files and the page of a thing into the store, each under a row that was committed before its bytes. Whoever
 * dies before the thing is taken leaves them to the sweep. What cannot be had is told as a loss.
 * @throws FilesUnavailable
 */
export async function stageThing(deps: StagingDeps, person: string, thing: ImportedThing): Promise<StagedOfThing> {
  const files: ReceivedFile[] = [];
  const lost: Loss[] = [];
  const hasBytes = thing.files.length > 0 || bytesOfPage(thing) !== null;
  // What does not fit is told when its row is written; a source must not fill the disk until then.
  if (hasBytes && !(await hasRoomForBytes(deps.store.reader, person))) {
    lost.push({
      code: "no-room",
      reason: "There is no room for its files: you have as many bytes here as you may have.",
    });
    return { files, page: null, lost };
  }
  for (const file of thing.files) {
    const name = cleanFileName(file.name, "file");
    const type = typeOf(file.type);
    const received = await stage(deps, { person, role: "original", name, type, bytes: () => file.open() }, lost);
    if (received) files.push(received);
  }
  const bytes = bytesOfPage(thing);
  const page =
    bytes === null ? null : await stage(deps, { person, role: "snapshot", name: null, type: "text/html", bytes }, lost);
  return { files, page, lost };
}

function bytesOfPage({ url, html, page }: ImportedThing): Staged["bytes"] | null {
  if (url === undefined) return null;
  if (page !== undefined) return () => page.open();
  return html === undefined ? null : () => once(Buffer.from(html));
}

interface Staged {
  readonly person: string;
  readonly role: "original" | "snapshot";
  readonly name: string | null;
  readonly type: string;
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

async function stage(
  { store, files, maxFileBytes }: StagingDeps,
  { person, role, name, type, bytes }: Staged,
  lost: Loss[],
): Promise<ReceivedFile | null> {
  const id = newId();
  const key = await store.write((unit) => stageFile(unit, { id, owner: person, role, type, name }));
  try {
    return { id, name, type, ...(await files.put(key, bytes(), { maxBytes: maxFileBytes })) };
  } catch (error) {
    if (error instanceof FileTooLarge) {
      lost.push({ code: "file-too-large", reason: `${name ?? "Its page"} has more than ${maxFileBytes} bytes.` });
      return null;
    }
    if (!(error instanceof ImportRefused)) throw error;
    lost.push({ code: "file-not-in-export", reason: `${name ?? "Its page"}: ${error.message}` });
    return null;
  }
}

/** What the source says; looking into the file tells better. */
const typeOf = (said: string | undefined): string =>
  said !== undefined && /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(said) ? said.toLowerCase() : "application/octet-stream";

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
