import { fileTypeFromBuffer } from "file-type";
import { decodePage } from "../core/charset.ts";
import { textKindOf } from "./text-type.ts";

export type ContentKind = "page" | "image" | "pdf" | "audio" | "video" | "text" | "file";

export interface Sniffed {
  readonly kind: ContentKind;
  /** A MIME type without parameters. SVG is `image/svg+xml`, of kind `image`: to be served inert and never rendered here. */
  readonly type: string;
}

const SNIFF_BYTES = 64_000;
const BINARY_DEFAULT = "application/octet-stream";

/**
 * What these bytes really are; the sender's word decides only which kind of text a text is.
 * Follows WHATWG MIME Sniffing for pages and file signatures for the rest. Never throws.
 * @param known the signature, where more than these bytes was looked at for it
 */
export async function sniff(
  bytes: Uint8Array,
  contentType: string,
  known?: { readonly mime: string },
): Promise<Sniffed> {
  const declared = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  const signature = known ?? (await fileTypeFromBuffer(bytes).catch(() => undefined));
  // XML says in its root what it is; the types of office documents only have "xml" in their names.
  if (signature !== undefined && !/[/+]xml$/.test(signature.mime)) return bySignature(signature.mime);
  const start = bytes.subarray(0, SNIFF_BYTES);
  const { text } = decodePage(start, contentType);
  if (isBinary(text)) return byBinaryDeclaration(declared);
  return textKindOf(text, declared);
}

function bySignature(type: string): Sniffed {
  if (type === "application/pdf") return { kind: "pdf", type };
  const family = type.split("/")[0];
  if (family === "image" || family === "audio" || family === "video") return { kind: family, type };
  return { kind: "file", type };
}

/** WHATWG's binary data bytes: control characters that no text has. */
function isBinary(text: string): boolean {
  return /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/.test(text);
}

/** An unknown binary keeps the type it was given unless that claims something we would have known or would render. */
function byBinaryDeclaration(declared: string): Sniffed {
  const believable = /^(application|font|model)\/[\w.+-]+$/.test(declared);
  const claimsKnown = /^application\/(pdf|json|xml|xhtml\+xml|javascript|.*\+xml|.*\+json)$/.test(declared);
  return { kind: "file", type: believable && !claimsKnown ? declared : BINARY_DEFAULT };
}
