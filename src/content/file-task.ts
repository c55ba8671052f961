import type { FileRead } from "../core/file-read.ts";
import type { DerivedImage, ImageFailure } from "./derived-image.ts";

/** A picture in memory, to be made small. */
export interface DeriveTask {
  readonly do: "derive";
  readonly bytes: Uint8Array;
  /** No wider than this, in pixels; null: as a card shows it. */
  readonly maxWidth: number | null;
}

/** A file on this machine's disk, to be looked into. */
export interface ReadTask {
  readonly do: "read";
  readonly path: string;
  readonly sizeBytes: number;
  readonly name: string | null;
  /** What its sender says it is. */
  readonly type: string;
}

export type FileTask = DeriveTask | ReadTask;
export type TaskResult<Task extends FileTask> = Task extends DeriveTask ? DerivedImage | ImageFailure : FileRead;

/** After its first word, `ready`, a child answers each task with one of these. */
export type ChildAnswer = { readonly result: unknown } | { readonly fault: string };
