/**
 * The text of an article as people mark it: what stands between its tags. A stored article was written by our own
 * sanitiser, so tags are whole, values stand in double quotes, and few characters are written by name.
 */
export interface ReadingText {
  /** As it is read: a run of white space is one space, a new block is a new line. */
  readonly plain: string;
  /** Without any white space. What counts positions counts here, so that it matters to nobody how lines are broken. */
  readonly squeezed: string;
  /** Where each unit of `squeezed` stands in `plain`. */
  readonly at: Uint32Array;
}

/** In UTF-16 units of the plain text: what is longer than any article that is stored is not looked into further. */
const MOST_UNITS = 4_000_000;

const PIECES = /<!--[\s\S]*?-->|<\/?([a-z][a-z0-9]*)(?:"[^"]*"|[^>"])*>|[^<]+|</g;
const INLINE = new Set(
  "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr".split(
    " ",
  ),
);
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi;
const SPACE = /\s/;
const SPACES = /\s+/g;

/** Of an article as it is stored. */
export function textOfArticle(html: string): ReadingText {
  let raw = "";
  for (const [piece, tag] of html.matchAll(PIECES)) {
    if (raw.length > MOST_UNITS) break;
    if (piece.startsWith("<!--")) continue;
    if (tag === undefined) raw += unescaped(piece);
    else if (!INLINE.has(tag)) raw += "\n";
  }
  return readingText(raw);
}

/** Of a text without tags. */
export function readingText(text: string): ReadingText {
  const raw = text.length > MOST_UNITS ? text.slice(0, MOST_UNITS) : text;
  const plain = raw.replace(SPACES, (run) => (run.includes("\n") ? "\n" : " ")).trim();
  const at = new Uint32Array(plain.length);
  let length = 0;
  for (let index = 0; index < plain.length; index++) {
    const code = plain.charCodeAt(index);
    const isSpace = code < 0x80 ? code === 0x20 || code === 0x0a : SPACE.test(plain[index] ?? "");
    if (!isSpace) at[length++] = index;
  }
  return { plain, squeezed: squeeze(plain), at: at.subarray(0, length) };
}

export const squeeze = (text: string): string => text.replace(SPACES, "");

/** What stands from one position to behind another, with its white space. */
export function passageAt({ plain, at }: ReadingText, { start, end }: { start: number; end: number }): string {
  const first = at[start];
  const last = at[end - 1];
  return first === undefined || last === undefined ? "" : plain.slice(first, last + 1);
}

/** Up to `units` of the plain text before and after a passage, whole words where there are spaces. */
export function contextOf(
  { plain, at }: ReadingText,
  { start, end }: { start: number; end: number },
  units: number,
): { before: string; after: string } {
  const first = at[start] ?? 0;
  const last = (at[end - 1] ?? first) + 1;
  return {
    before: plain
      .slice(Math.max(0, first - units), first)
      .toWellFormed()
      .trim(),
    after: plain
      .slice(last, last + units)
      .toWellFormed()
      .trim(),
  };
}

function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
