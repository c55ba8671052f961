import { extname } from "node:path";
import { fileTypeFromFile } from "file-type";
import type { FileRead } from "../../core/file-read.ts";
import { type Sniffed, sniff } from "../sniff.ts";

/** Which kind of text a text is, by the ending of its name: more telling than what senders declare. */
const TEXT_ENDINGS: Readonly<Record<string, string>> = {
  ".csv": "text/csv",
  ".tsv": "text/tab-separated-values",
  ".md": "text/markdown",
  ".markdown": "text/markdown",
  ".json": "application/json",
  ".geojson": "application/json",
  ".ics": "text/calendar",
  ".vtt": "text/vtt",
  ".xml": "application/xml",
  ".html": "text/html",
  ".htm": "text/html",
};

/** Microsoft's compound files all look the same from outside. */
const COMPOUND_ENDINGS: Readonly<Record<string, string>> = {
  ".doc": "application/msword",
  ".xls": "application/vnd.ms-excel",
  ".ppt": "application/vnd.ms-powerpoint",
  ".msg": "application/vnd.ms-outlook",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
};
const COMPOUND = "application/x-cfb";
/** Such a document lies, enciphered, in a stream of this name ([MS-OFFCRYPTO] 2.3.4.4). */
const ENCRYPTED_STREAM = Buffer.from("EncryptedPackage", "utf16le");

/** file-type's own names for what the registry calls otherwise. */
const REGISTERED: Readonly<Record<string, string>> = {
  "video/x-matroska": "video/matroska",
  "audio/vnd.wave": "audio/wav",
};

export interface Recognised {
  readonly kind: FileRead["kind"];
  readonly type: string;
  readonly isEncrypted: boolean;
}

/** What a file is, by its bytes; of texts the name's ending tells which kind. Never throws for what the file holds. */
export async function recognise(file: {
  path: string;
  start: Uint8Array;
  name: string | null;
  declared: string;
}): Promise<Recognised> {
  const { path, start, name, declared } = file;
  const ending = extname(name ?? "").toLowerCase();
  const signature = await fileTypeFromFile(path).catch(() => undefined);
  if (signature?.mime === COMPOUND) return compound(start, ending);
  const textType = TEXT_ENDINGS[ending];
  const sniffed = await sniff(start, textType ?? declared, signature);
  const type = textType !== undefined && isPlainText(sniffed) ? textType : sniffed.type;
  return { kind: kindOf(sniffed), type: REGISTERED[type] ?? type, isEncrypted: false };
}

function compound(start: Uint8Array, ending: string): Recognised {
  // The directory of a small file may lie anywhere; a large one's is not always at the start, and then it is a plain card.
  const isEncrypted = Buffer.from(start).includes(ENCRYPTED_STREAM);
  return { kind: "file", type: COMPOUND_ENDINGS[ending] ?? COMPOUND, isEncrypted };
}

/** Feeds, SVG and pages show what they are by themselves. */
function isPlainText({ kind, type }: Sniffed): boolean {
  return kind === "text" && (type === "text/plain" || type === "text/csv");
}

function kindOf({ kind }: Sniffed): FileRead["kind"] {
  return kind === "page" || kind === "text" ? "file" : kind;
}
