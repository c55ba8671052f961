import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type FileRead, unread } from "../core/file-read.ts";
import type { DerivedImage, ImageFailure } from "./derived-image.ts";
import { beforeAbort, ChildEnded, openFileChild, TaskOverrun } from "./file-child-process.ts";
import { firstBytes } from "./files/first-bytes.ts";

/** Where the bytes of a file lie: on this machine's disk, in another store, or in memory. */
export type FileSource =
  | { readonly path: string; readonly sizeBytes: number }
  | { readonly stream: AsyncIterable<Uint8Array>; readonly sizeBytes: number }
  | { readonly bytes: Uint8Array };

export interface FileToRead {
  readonly source: FileSource;
  readonly name: string | null;
  /** What its sender says it is. */
  readonly type: string;
}

/** Makes one preview of a picture. */
export type ImageReader = Pick<FileReader, "derive">;

/** Looks into files away from this process, which imports no parser. */
export interface FileReader {
  /** What a file is and says. Throws only the signal's reason, a fault of ours, or that the reader is closed. */
  read(file: FileToRead, signal: AbortSignal): Promise<FileRead>;
  /**
   * One preview of a picture. Throws only the signal's reason, or that the reader is closed.
   * @param maxWidth its width in pixels at the most; null: as a card shows it
   */
  derive(bytes: Uint8Array, signal: AbortSignal, maxWidth?: number | null): Promise<DerivedImage | ImageFailure>;
  /** Ends the child; files not read by then throw. */
  close(): Promise<void>;
}

/** Enough of a file to tell what it is. */
const SNIFFED_BYTES = 64_000;
/** More encoded bytes than any picture of 50 MP needs. */
const MAX_IMAGE_BYTES = 64 * 1024 * 1024;

/**
 * Reads files in a child process with bounded memory, one at a time. The child starts when first needed, stays warm for a
 * minute, is killed when a file overruns `timeoutMs`, and ends with its parent.
 */
export function openFileReader({ timeoutMs = 20_000 } = {}): FileReader {
  const child = openFileChild({ timeoutMs });
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  async function inTurn<Result>(callerSignal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>) {
    const signal = AbortSignal.any([callerSignal, closing.signal]);
    signal.throwIfAborted();
    const before = last;
    const done = Promise.withResolvers<void>();
    last = done.promise;
    try {
      await beforeAbort(before, signal);
      return await work(signal);
    } finally {
      // Whoever waits for us must also wait for whom we waited, should we have left early.
      void before.then(() => done.resolve());
    }
  }

  return {
    async read({ source, name, type }, callerSignal) {
      return await inTurn(callerSignal, (signal) =>
        withLocalFile(source, signal, async ({ path, sizeBytes }) => {
          try {
            return await child.run({ do: "read", path, sizeBytes, name, type }, signal);
          } catch (error) {
            if (!(error instanceof TaskOverrun || error instanceof ChildEnded)) throw error;
            const problem = error instanceof TaskOverrun ? "file-took-too-long" : "file-too-large-to-look";
            return await seenFromOutside({ path, type }, { problem, reason: error.message });
          }
        }),
      );
    },
    async derive(bytes, callerSignal, maxWidth = null) {
      callerSignal.throwIfAborted();
      if (bytes.length > MAX_IMAGE_BYTES)
        return { kind: "failure", code: "image-too-large", reason: `${bytes.length} bytes` };
      return await inTurn(callerSignal, async (signal) => {
        try {
          return await child.run({ do: "derive", bytes, maxWidth }, signal);
        } catch (error) {
          if (error instanceof TaskOverrun || error instanceof ChildEnded)
            return { kind: "failure", code: "image-not-readable", reason: error.message };
          throw error;
        }
      });
    },
    async close() {
      closing.abort(new Error("the reader of files is closed"));
      await child.end();
    },
  };
}

/** What is known of a file that ended its reader: what its first bytes say. */
async function seenFromOutside(
  { path, type: declared }: { path: string; type: string },
  why: Pick<FileRead, "problem" | "reason">,
): Promise<FileRead> {
  const { sniff } = await import("./sniff.ts");
  const { kind, type } = await sniff(await firstBytes(path, SNIFFED_BYTES), declared);
  return unread({ kind: kind === "page" || kind === "text" ? "file" : kind, type }, why);
}

/** The child reads from the disk: what does not lie there is laid down in a folder of its own, removed afterwards. */
async function withLocalFile<Result>(
  source: FileSource,
  signal: AbortSignal,
  read: (file: { path: string; sizeBytes: number }) => Promise<Result>,
): Promise<Result> {
  if ("path" in source) return await read(source);
  const folder = await mkdtemp(join(tmpdir(), "digital-wall-file-"));
  try {
    const path = join(folder, "file");
    const chunks = "stream" in source ? source.stream : [source.bytes];
    await pipeline(Readable.from(chunks), createWriteStream(path, { mode: 0o600 }), { signal });
    return await read({ path, sizeBytes: "stream" in source ? source.sizeBytes : source.bytes.byteLength });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
