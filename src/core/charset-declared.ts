/** How far into a page the WHATWG prescan looks; browsers use 1,024, and pages that declare later exist. */
const PRESCAN_BYTES = 4_096;

/**
 * The charset label that a page's own markup declares, by the WHATWG prescan ("prescan a byte stream to determine its
 * encoding") without the parts that only matter for attributes of other tags. A declared UTF-16 means UTF-8, since the
 * declaration could be read. Null when there is none.
 */
export function declaredInMarkup(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PRESCAN_BYTES)).toString("latin1");
  const visible = start.replace(/<!--[\s\S]*?-->/g, "").replace(/<(script|style|title)\b[\s\S]*?<\/\1/gi, "");
  const label = inXmlProlog(visible) ?? inMeta(visible);
  return label !== null && /^utf-?16/i.test(label) ? "utf-8" : label;
}

function inXmlProlog(text: string): string | null {
  return /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(text)?.[1] ?? null;
}

function inMeta(text: string): string | null {
  for (const [tag] of text.matchAll(/<meta[\s/][^>]*/gi)) {
    const attributes = attributesOf(tag);
    const direct = attributes.get("charset");
    if (direct !== undefined) return direct.trim();
    if (attributes.get("http-equiv")?.toLowerCase() !== "content-type") continue;
    const inContent = /charset\s*=\s*["']?\s*([^\s;"']+)/i.exec(attributes.get("content") ?? "")?.[1];
    if (inContent !== undefined) return inContent;
  }
  return null;
}

function attributesOf(tag: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const match of tag.matchAll(/([^\s=/"'>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)) {
    const name = (match[1] ?? "").toLowerCase();
    if (!attributes.has(name)) attributes.set(name, match[2] ?? match[3] ?? match[4] ?? "");
  }
  return attributes;
}
