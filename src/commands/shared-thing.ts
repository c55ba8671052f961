import { createReadStream, openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { LIMITS } from "../contract/limits.ts";
import { CommandFailed, EXIT, wrongUsage } from "./failure.ts";

/** What one word of `share` stands for. */
export type SharedThing =
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "file"; readonly name: string; readonly blob: Blob };

const MOST_PIPED_BYTES = 1_000_000_000;

/** Types that a look at the bytes does not tell apart; the server finds out the others. */
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".csv": "text/csv",
  ".htm": "text/html",
  ".html": "text/html",
  ".json": "application/json",
  ".log": "text/plain",
  ".markdown": "text/markdown",
  ".md": "text/markdown",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".xml": "application/xml",
};

/** A link, a file that is there, `-` for what is piped in, or else a text. @throws CommandFailed */
export async function recognizeThing(word: string, stdin: AsyncIterable<Uint8Array>): Promise<SharedThing> {
  if (word === "-") return await thingFromPipe(stdin);
  if (/^https?:\/\/\S+$/i.test(word)) return { kind: "url", url: word };
  return (await fileAt(word)) ?? textOf(word);
}

async function fileAt(path: string): Promise<SharedThing | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory())
    throw wrongUsage(`${path} is a folder; name its files, such as ${path.replace(/\/$/, "")}/*.`);
  if (!found) return null;
  // What a shell puts in the place of a command, `<(…)`, can be read once, like a pipe.
  if (!found.isFile()) return await thingFromPipe(createReadStream(path));
  try {
    const type = TYPES[extname(path).toLowerCase()] ?? "application/octet-stream";
    return { kind: "file", name: basename(path), blob: await openAsBlob(path, { type }) };
  } catch (error) {
    throw new CommandFailed(`${path} cannot be read.`, EXIT.failed, error);
  }
}

function textOf(word: string): SharedThing {
  if (word.trim() === "") throw wrongUsage("There is nothing in an empty text to share.");
  // Somebody who types a path means a file, and would not notice that its name was shared instead.
  if (/^(?:\.{1,2}|~)?\/\S*$/.test(word))
    throw wrongUsage(`There is no file ${word}. To share it as a text, pipe it in: echo … | digital-wall share -`);
  return { kind: "text", text: word };
}

/** A text where the bytes are one (UTF-8 without NUL) and not too long for it; a file otherwise. */
async function thingFromPipe(stdin: AsyncIterable<Uint8Array>): Promise<SharedThing> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  for await (const chunk of stdin) {
    sizeBytes += chunk.length;
    if (sizeBytes > MOST_PIPED_BYTES) throw new CommandFailed("More is piped in than can be held; share it as a file.");
    chunks.push(new Uint8Array(chunk));
  }
  if (sizeBytes === 0) throw wrongUsage("Nothing was piped in.");
  const text = decode(Buffer.concat(chunks));
  if (text === null)
    return { kind: "file", name: "piped", blob: new Blob(chunks, { type: "application/octet-stream" }) };
  if (sizeBytes > LIMITS.textBytes)
    return { kind: "file", name: "piped.txt", blob: new Blob(chunks, { type: "text/plain" }) };
  if (text.trim() === "") throw wrongUsage("Nothing but white space was piped in.");
  return { kind: "text", text };
}

function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}
