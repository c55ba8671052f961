import { createHash } from "node:crypto";
import { type ImportEntry, ImportRefused } from "../core/imported.ts";
import { refusal } from "./refusals.ts";

/** The bytes of a packed file, which break off at their end when they are not those that were kept; any, where `sha256` is empty. */
export async function* verified(entry: ImportEntry, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of entry.open()) {
    hash.update(chunk);
    yield chunk;
  }
  if (sha256 !== "" && hash.digest("hex") !== sha256) throw new ImportRefused(refusal("entry-not-readable"));
}
