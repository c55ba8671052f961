/**
 * The text of an article in its frame, counted as the server counts it: the units that are no white space. The frame runs
 * no script; what is done in it is done from here.
 */
interface Piece {
  readonly node: Text;
  /** Where its first unit stands in the text. */
  readonly start: number;
}

export interface FrameText {
  readonly document: Document;
  readonly pieces: readonly Piece[];
  readonly squeezed: string;
}

const SPACES = /\s+/g;
const SPACE = /\s/;
export const squeeze = (text: string): string => text.replace(SPACES, "");

export function textIn(document: Document): FrameText {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const pieces: Piece[] = [];
  const parts: string[] = [];
  let length = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const words = squeeze((node as Text).data);
    if (words === "") continue;
    pieces.push({ node: node as Text, start: length });
    parts.push(words);
    length += words.length;
  }
  return { document, pieces, squeezed: parts.join("") };
}

/** Where a unit of a text node stands in its own words, by its position among those that are no white space. */
function offsetIn(node: Text, wanted: number): number {
  let left = wanted;
  for (let at = 0; at < node.data.length; at++) {
    if (SPACE.test(node.data[at] ?? "")) continue;
    if (left-- === 0) return at;
  }
  return node.data.length;
}

/** The parts of text nodes that a passage is made of, in order. */
export function partsOf({ pieces }: FrameText, { start, end }: { start: number; end: number }): Range[] {
  const ranges: Range[] = [];
  for (const [at, { node, start: from }] of pieces.entries()) {
    const to = pieces[at + 1]?.start ?? from + squeeze(node.data).length;
    if (to <= start || from >= end) continue;
    const range = node.ownerDocument.createRange();
    range.setStart(node, offsetIn(node, Math.max(0, start - from)));
    range.setEnd(node, offsetIn(node, Math.min(to, end) - from - 1) + 1);
    ranges.push(range);
  }
  return ranges;
}

/** Where a passage stands here: the server's position if its words are there, else the next place that has them. */
export function placeHere(
  { squeezed }: FrameText,
  { start, text }: { start: number; text: string },
): { start: number; end: number } | null {
  const words = squeeze(text);
  if (words === "") return null;
  if (squeezed.startsWith(words, start)) return { start, end: start + words.length };
  const after = squeezed.indexOf(words, start);
  const at = after >= 0 ? after : squeezed.lastIndexOf(words, start);
  return at < 0 ? null : { start: at, end: at + words.length };
}

/** The position of a point in the document, as far as the words before it count. */
export function positionOf({ pieces, squeezed }: FrameText, point: Range): number {
  for (const { node, start } of pieces) {
    if (point.comparePoint(node, node.data.length) < 0) continue;
    if (node !== point.startContainer) return start;
    return start + squeeze(node.data.slice(0, point.startOffset)).length;
  }
  return squeezed.length;
}
