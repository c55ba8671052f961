/** What a text is, by its own look, what it was declared as, and what its address ends with. */
export interface TextKind {
  readonly kind: "page" | "image" | "text";
  /** A MIME type without parameters. */
  readonly type: string;
}

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
const UNTHINKING_TYPES = new Set([
  "",
  "text/plain",
  "application/octet-stream",
  "application/unknown",
  "unknown/unknown",
  "*/*",
]);

/** The tags by which WHATWG's MIME sniffing knows a page, beyond a doctype and `<html>`. */
const PAGE_TAGS = /^<(?:!--|(?:head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>])/i;

/** Follows WHATWG MIME Sniffing for pages. @param declared a MIME type without parameters, in lower case */
export function textKindOf(text: string, declared: string): TextKind {
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

/** What raw files that are served as plain text really are, by the end of their address. */
export function typeByAddress(url: string): string | null {
  const extension = /\.([a-z]{2,8})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? "";
  if (extension === "md" || extension === "markdown") return "text/markdown";
  if (extension === "json" || extension === "geojson") return "application/json";
  return extension === "xml" ? "application/xml" : null;
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
