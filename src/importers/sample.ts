import type { ImportSource } from "../core/imported.ts";
import { csvRecords, delimiterOf } from "./csv-scanner.ts";
import { decodeSample } from "./decode.ts";
import type { FileSample } from "./format.ts";
import { outlineOf } from "./json-outline.ts";
import { IMPORT_LIMITS } from "./limits.ts";

/** What the start of a file tells. @throws whatever the source throws */
export async function sampleFile(source: ImportSource): Promise<FileSample> {
  const start = await startOf(source);
  const text = decodeSample(start).replace(/^\ufeff/, "");
  const isText = !text.includes("\0") && !isMostlyBroken(text);
  return {
    name: source.name,
    text,
    columns: isText ? await columnsOf(text) : [],
    outline: isText ? outlineOf(text) : new Set(),
    isText,
  };
}

/** The first bytes of a file. */
export async function startOf(source: ImportSource, mostBytes: number = IMPORT_LIMITS.sampleBytes): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source.read({ from: 0, to: Math.min(mostBytes, source.bytes) })) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes);
}

async function columnsOf(text: string): Promise<string[]> {
  const start = text.replace(/^sep=.\r?\n/i, "");
  // oxlint-disable-next-line no-unused-vars -- the first record is all that is asked for
  for await (const found of csvRecords(once(start), delimiterOf(start)))
    return found.kind === "record" ? found.fields.map((field) => field.trim().toLowerCase()) : [];
  return [];
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** Pictures and programs decode to nothing. */
function isMostlyBroken(text: string): boolean {
  const start = text.slice(0, 4_000);
  const broken = start.match(/[\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0;
  return broken > start.length / 20;
}
