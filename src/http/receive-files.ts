import { visitFailpoint } from "../core/failpoint.ts";
import { cleanFileName } from "../core/file-name.ts";
import { newId } from "../core/ids.ts";
import type { FileStore } from "../core/ports/files.ts";
import type { ReceivedFile } from "../core/share-draft.ts";
import { forgetFile, markLeaving, stageFile } from "../store/files.ts";
import type { Store } from "../store/store.ts";
import { cleanType } from "./media-type.ts";

export interface IncomingFile {
  readonly role: "original" | "snapshot";
  readonly name: string | null;
  readonly type: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly maxBytes: number;
}

interface ReceivingDeps {
  readonly store: Store;
  readonly files: FileStore;
}

/**
 * The files of one request: each row is committed before its bytes are put, streamed and hashed on the way. Whatever
 * goes wrong, `discard` leaves nothing behind; if the process dies first, the sweep does.
 */
export class FileIntake {
  readonly #deps: ReceivingDeps;
  readonly #owner: string;
  readonly #staged: string[] = [];

  constructor(deps: ReceivingDeps, owner: string) {
    this.#deps = deps;
    this.#owner = owner;
  }

  /** @throws FileTooLarge, FilesUnavailable, or what the stream throws */
  async receive(incoming: IncomingFile): Promise<ReceivedFile> {
    const { store, files } = this.#deps;
    const id = newId();
    const name = incoming.name === null ? null : cleanFileName(incoming.name, "file");
    const type = cleanType(incoming.type);
    const key = await store.write((unit) =>
      stageFile(unit, { id, owner: this.#owner, role: incoming.role, type, name }),
    );
    this.#staged.push(id);
    const stored = await files.put(key, incoming.bytes, { maxBytes: incoming.maxBytes });
    visitFailpoint("bytes-staged");
    return { id, name, type, ...stored };
  }

  /** Removes what was received and not kept. */
  async discard(): Promise<void> {
    if (this.#staged.length === 0) return;
    const { store, files } = this.#deps;
    const leaving = await store.write((unit) => markLeaving(unit, this.#staged));
    for (const row of leaving) {
      await files.remove(row.store_key);
      await store.write((unit) => forgetFile(unit, row.id));
    }
  }
}
