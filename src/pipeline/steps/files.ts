import type { ItemKind } from "../../contract/items.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import type { FileStore } from "../../core/ports/files.ts";
import { filesOfItems } from "../../store/files.ts";
import { updateItem } from "../../store/items.ts";
import type { MadeFile, StepDefinition } from "../step.ts";
import { previewOf } from "./preview.ts";

interface SharedFile {
  readonly id: string;
  readonly storeKey: string;
  readonly type: string;
  readonly bytes: number;
}

interface LookedAt {
  readonly id: string;
  readonly type: string;
  readonly kind: ItemKind;
  readonly width: number | null;
  readonly height: number | null;
}

interface FilesOutput {
  readonly looked: readonly LookedAt[];
  readonly previews: readonly MadeFile[];
}

/** Enough of a file to tell what it is. */
const SNIFFED_BYTES = 64_000;
/** Larger pictures are kept and downloadable, without a preview. */
const MOST_PICTURE_BYTES = 50_000_000;

/** Finds out what each shared file really is and makes a preview of pictures. The files themselves are never changed. */
export const files: StepDefinition<readonly SharedFile[], FilesOutput> = {
  name: "files",
  lane: "content",
  timeoutMs: 120_000,
  tries: 2,
  delayMs: () => 2_000,
  message: "Looking at the files…",
  warning: {
    code: "files-unread",
    message: (detail) => `The files are kept, but could not be looked into: ${detail}`,
  },
  async load(db, step) {
    const rows = (await filesOfItems(db, [step.item])).get(step.item) ?? [];
    return rows
      .filter((row) => row.role === "original")
      .map((row) => ({ id: row.id, storeKey: row.store_key, type: row.type, bytes: row.bytes }));
  },
  async work(shared, tools, signal) {
    const { sniff } = await import("../../content/sniff.ts");
    const looked: LookedAt[] = [];
    const previews: MadeFile[] = [];
    for (const file of shared) {
      signal.throwIfAborted();
      const start = await readBytes(tools.files, file.storeKey, Math.min(file.bytes, SNIFFED_BYTES));
      const { kind, type } = await sniff(start, file.type);
      const isPicture = kind === "image" && file.bytes <= MOST_PICTURE_BYTES;
      const picture = isPicture
        ? await previewOf(
            tools.images,
            { bytes: await readBytes(tools.files, file.storeKey, file.bytes), madeFrom: file.id },
            signal,
          )
        : null;
      if (picture) previews.push(picture.preview);
      looked.push({
        id: file.id,
        type,
        kind: kind === "page" || kind === "text" ? "file" : kind,
        width: picture?.width ?? null,
        height: picture?.height ?? null,
      });
    }
    return { kind: "done", output: { looked, previews } };
  },
  filesOf: (output) => output.previews,
  async apply(unit, { item, output }) {
    for (const file of output.looked)
      await unit.db
        .updateTable("files")
        .set({ type: file.type, width: file.width, height: file.height })
        .where("id", "=", file.id)
        .execute();
    if (item.kind !== "link") await updateItem(unit, item.id, { kind: commonKind(output.looked) });
  },
};

/** The kind of the only file, or of all if they are alike. */
function commonKind(looked: readonly LookedAt[]): ItemKind {
  const [first] = looked;
  return first && looked.every((file) => file.kind === first.kind) ? first.kind : "file";
}

async function readBytes(store: FileStore, key: string, bytes: number): Promise<Uint8Array> {
  if (bytes === 0) return new Uint8Array();
  const stream = await store.open(key, { start: 0, end: bytes - 1 });
  if (!stream) throw new Error(`the bytes of a kept file are missing: ${key}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  visitFailpoint("in-fetch");
  return Buffer.concat(chunks);
}
