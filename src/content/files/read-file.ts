import type { FileRead } from "../../core/file-read.ts";
import type { ReadTask } from "../file-task.ts";
import { firstBytes } from "./first-bytes.ts";
import { type Found, fileText, type Readable, Unreadable } from "./found.ts";
import { isTooLarge, messageOf } from "./image.ts";
import { recognise } from "./recognise.ts";

/** Enough of a file to tell what it is. */
const START_BYTES = 64_000;

type Reader = (file: Readable) => Promise<Found>;

/** Who reads what, by the beginning of its type; the first that fits. To read a further kind: a file, and its line. */
const READERS: readonly (readonly [types: RegExp, load: () => Promise<Reader>])[] = [
  [/^image\/svg\+xml$/, async () => (await import("./svg.ts")).readSvg],
  [/^image\/hei[cf]/, async () => (await import("./heic.ts")).readHeic],
  // Others (BMP, icons, raw photographs) are recognised and kept: what cannot be read here is not broken.
  [/^image\/(?:jpeg|a?png|webp|gif|tiff|avif)$/, async () => (await import("./picture.ts")).readPicture],
  [/^application\/pdf$/, async () => (await import("./pdf.ts")).readPdf],
  [/^application\/vnd\.openxmlformats-officedocument\./, async () => (await import("./office.ts")).readOffice],
  [/^application\/vnd\.ms-(?:word|excel|powerpoint)\./, async () => (await import("./office.ts")).readOffice],
  [/^application\/vnd\.oasis\.opendocument\./, async () => (await import("./open-document.ts")).readOpenDocument],
  [/^application\/epub\+zip$/, async () => (await import("./epub.ts")).readEpub],
  [/^application\/rtf$/, async () => (await import("./rtf.ts")).readRtf],
  [/^(?:audio|video)\//, async () => (await import("./audio-video.ts")).readAudioVideo],
  [
    /^application\/(?:zip|java-archive|vnd\.comicbook\+zip|vnd\.android\.package-archive|x-xpinstall)$/,
    async () => (await import("./zip-list.ts")).readZip,
  ],
  [/^application\/(?:x-tar|gzip)$/, async () => (await import("./tar-list.ts")).readTar],
  [/^text\/(?:html|markdown|csv|tab-separated-values)$/, async () => (await import("./marked-text.ts")).readMarkedText],
  [/^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)$)/, async () => (await import("./text.ts")).readText],
];

/**
 * Looks into one file on the disk. Never throws for what the file holds: a file that cannot be read still is what its
 * first bytes say, with the reason.
 */
export async function readFileAt({ path, sizeBytes, name, type: declared }: ReadTask): Promise<FileRead> {
  const start = await firstBytes(path, START_BYTES);
  const { kind, type, isEncrypted } = await recognise({ path, start, name, declared });
  const reader = READERS.find(([types]) => types.test(type));
  const found = isEncrypted
    ? ({ problem: "file-encrypted" } satisfies Found)
    : reader
      ? await read(reader, { path, sizeBytes, name, type, start })
      : {};
  return {
    kind: found.kind ?? kind,
    type: found.type ?? type,
    width: found.width ?? null,
    height: found.height ?? null,
    facts: found.facts ?? {},
    text: found.text === undefined ? null : fileText(found.text),
    previews: found.pictures?.previews ?? [],
    placeholder: found.pictures?.placeholder ?? null,
    problem: found.problem ?? null,
    reason: found.reason ?? null,
  };
}

async function read([, load]: (typeof READERS)[number], file: Readable): Promise<Found> {
  const reader = await load();
  try {
    return await reader(file);
  } catch (error) {
    const reason = messageOf(error);
    if (error instanceof Unreadable) return { problem: error.problem, reason };
    // Whatever a library throws at bytes that it was not made for.
    return { problem: isTooLarge(reason) ? "file-too-large-to-look" : "file-broken", reason };
  }
}
