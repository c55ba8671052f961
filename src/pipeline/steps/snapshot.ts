import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { SNAPSHOT_TYPE } from "../../store/files.ts";
import type { MadeFile } from "../step.ts";
import type { PageBytes } from "./fetch-page.ts";

const compress = promisify(gzip);

/** Names under which a person finds the page again, by what it was served as. */
const ENDINGS: Readonly<Record<string, string>> = {
  "text/html": "html",
  "application/xhtml+xml": "xhtml",
  "text/markdown": "md",
  "application/json": "json",
  "text/plain": "txt",
};

/**
 * The page as it was fetched, byte for byte, compressed by what every machine can open. A page that the person gave is
 * kept already, as they gave it.
 */
export async function snapshotOf(fetched: PageBytes): Promise<MadeFile[]> {
  if (fetched.given) return [];
  const type = (fetched.contentType.split(";")[0] ?? "").trim().toLowerCase();
  return [
    {
      role: "snapshot",
      type: SNAPSHOT_TYPE,
      name: `page.${ENDINGS[type] ?? (type.endsWith("xml") ? "xml" : "html")}.gz`,
      bytes: await compress(fetched.bytes),
      width: null,
      height: null,
      placeholder: null,
      madeFrom: null,
    },
  ];
}
