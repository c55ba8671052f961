import type { ImportEntry } from "../core/imported.ts";
import { decodeText } from "./decode.ts";

/** The text of a small file; null when it has more than `mostBytes`. @throws ImportRefused as `ImportEntry.open` */
export async function wholeText(entry: ImportEntry, mostBytes: number): Promise<string | null> {
  if (entry.bytes > mostBytes) return null;
  let text = "";
  for await (const piece of decodeText(entry.open())) text += piece;
  return text;
}
