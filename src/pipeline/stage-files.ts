import { visitFailpoint } from "../core/failpoint.ts";
import { newId } from "../core/ids.ts";
import type { FileStore } from "../core/ports/files.ts";
import { stageFile } from "../store/files.ts";
import type { Store } from "../store/store.ts";
import type { MadeFile, StagedFile } from "./step.ts";

/** Puts files that a step made: each row is committed before its bytes, so that the sweep finds what a crash leaves. */
export async function stageMadeFiles(
  { store, files }: { store: Store; files: FileStore },
  { owner, made }: { owner: string; made: readonly MadeFile[] },
): Promise<StagedFile[]> {
  if (made.length === 0) return [];
  const rows = await store.write(async (unit) => {
    const staged: { id: string; key: string; file: MadeFile }[] = [];
    for (const file of made) {
      const id = newId(unit.nowMs);
      const key = await stageFile(unit, { id, owner, role: file.role, type: file.type, name: file.name });
      staged.push({ id, key, file });
    }
    return staged;
  });
  const staged: StagedFile[] = [];
  for (const { id, key, file } of rows) {
    const put = await files.put(key, oneChunk(file.bytes), { maxBytes: file.bytes.byteLength });
    visitFailpoint("file-put");
    staged.push({ id, file, ...put });
  }
  return staged;
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
