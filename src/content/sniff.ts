import { fileTypeFromBuffer } from "file-type";
import { decodePage } from "./charset.ts";

export type ContentKind = "page" | "image" | "pdf" | "audio" | "video" | "text" | "file";

export interface Sniffed {
  readonly kind: ContentKind;
  /** A MIME type without parameters. SVG is `image/svg+xml`, of kind `image`: to be served inert and never rendered here. */
  readonly type: string;
}

const SNIFF_BYTES = 64_000;
const BINARY_DEFAULT = "application/octet-stream";

/** What a declaration may choose between when the bytes are text. */
const TEXT_TYPES: Readonly<Record<string, string>> = {
  "text/plain": "text/plain",
  "text/markdown": "text/markdown",
  "text/x-markdown": "text/markdown",
  "application/json": "application/json",
  "application/ld+json": "application/json",
  "application/feed+json": "application/feed+json",
  "text/json": "application/json",
  "text/xml": "application/xml",
  "application/xml": "application/xml",
  "application/rss+xml": "application/rss+xml",
  "application/atom+xml": "application/atom+xml",
  "text/csv": "text/csv",
  "text/tab-separated-values": "text/csv",
  "text/calendar": "text/calendar",
  "text/vtt": "text/vtt",
  "text/css": "text/css",
  "text/javascript": "text/javascript",
  "application/javascript": "text/javascript",
};

const PAGE_TYPES = new Set(["text/html", "application/xhtml+xml"]);

/** Declared without a thought; such text may still be a page. */
const UNTHINKING_TYPES = new Set(["", "text/plain", BINARY_DEFAULT, "application/unknown", "unknown/unknown", "*/*"]);

/** The tags by which WHATWG's MIME sniffing knows a page, beyond a doctype and `<html>`. */
const PAGE_TAGS = /^<(?:!--|(?:head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>])/i;

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
  return byText(text, declared);
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

function byText(text: string, declared: string): Sniffed {
  const start = text.trimStart();
  const root = rootOf(start);
  if (root === "html" && declared !== "text/markdown" && declared !== "text/x-markdown") {
    return { kind: "page", type: PAGE_TYPES.has(declared) ? declared : "text/html" };
  }
  if (root === "svg") return { kind: "image", type: "image/svg+xml" };
  if (root === "rss" || root === "rdf:rdf") return { kind: "text", type: "application/rss+xml" };
  if (root === "feed") return { kind: "text", type: "application/atom+xml" };
  if (PAGE_TYPES.has(declared)) return { kind: "page", type: declared };
  if (UNTHINKING_TYPES.has(declared) && declared !== "text/plain" && PAGE_TAGS.test(start)) {
    return { kind: "page", type: "text/html" };
  }
  const named = TEXT_TYPES[declared];
  if (named !== undefined && declared !== "text/plain") return { kind: "text", type: named };
  if (declared.endsWith("+json")) return { kind: "text", type: "application/json" };
  if (/^<\?xml[\s?]/i.test(start) || declared.endsWith("+xml")) return { kind: "text", type: "application/xml" };
  return { kind: "text", type: "text/plain" };
}

/** The first element's name in lower case, after prolog, comments and doctype; "html" for an HTML doctype alone. */
function rootOf(start: string): string | null {
  let rest = start;
  for (let skipped = 0; skipped < 20; skipped++) {
    if (/^<!doctype\s+html[\s>]/i.test(rest)) return "html";
    const leading = /^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype[^>[]*(?:\[[^\]]*\])?[^>]*>)\s*/i.exec(rest);
    if (leading === null) break;
    rest = rest.slice(leading[0].length);
  }
  return (
    /^<([a-z][\w:.-]*)[\s/>]/i
      .exec(rest)?.[1]
      ?.toLowerCase()
      .replace(/^svg:svg$/, "svg") ?? null
  );
}
