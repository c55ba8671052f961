/** In UTF-16 units: about 6,000 to 8,000 tokens of European text. */
export const MODEL_TEXT_CHARACTERS = 24_000;
const GAP = "\n\n[…]\n\n";
/** What each part of a text that is too long may take of the room; the start says most of what a text is about. */
const START_SHARE = 0.5;
const MIDDLE_SHARE = 0.2;
const HEADINGS_SHARE = 0.1;
const LONGEST_HEADING_CHARACTERS = 120;
/** How far back a better place to cut is looked for. */
const CUT_BACK_CHARACTERS = 300;
/** Fewer units cannot hold four parts and the gaps between them. */
const LEAST_CHARACTERS = 200;

/**
 * A fair sample of a long text: its start, its headings, a piece of the middle and its end, in this order, cut at ends of
 * sentences or words, with `[…]` where something is left out. A text that fits is given whole. Never longer than
 * `characters` (UTF-16 units, at least 200), always well-formed; takes time by the text once, for its headings.
 */
export function sampleText(text: string, characters = MODEL_TEXT_CHARACTERS): string {
  const room = Math.max(LEAST_CHARACTERS, characters);
  const whole = text.trim();
  if (whole.length <= room) return whole;
  const forText = room - 3 * GAP.length;
  const start = cutEnd(whole.slice(0, Math.floor(forText * START_SHARE)));
  const middleSize = Math.floor(forText * MIDDLE_SHARE);
  const middleAt = Math.floor((whole.length - middleSize) / 2);
  const headings = headingsOf(whole.slice(start.length), Math.floor(forText * HEADINGS_SHARE));
  const middle = cutStart(cutEnd(whole.slice(middleAt, middleAt + middleSize)));
  const endSize = forText - start.length - headings.length - middle.length;
  const end = cutStart(whole.slice(Math.max(middleAt + middleSize, whole.length - endSize)));
  return [start, headings, middle, end]
    .filter((part) => part !== "")
    .join(GAP)
    .toWellFormed();
}

/** Short lines that end without a stop and stand apart are headings; Markdown says so itself. */
function headingsOf(text: string, room: number): string {
  const headings: string[] = [];
  let left = room;
  for (const [, found = ""] of text.matchAll(/(?:^|\n)[^\S\n]*\n[^\S\n]*([^\n]{3,120})(?=\n|$)/g)) {
    const line = found.trim();
    const isHeading = /^#{1,6}\s/.test(line) || !/[.!?:;,…。！？]$|^[-*•\d]/u.test(line);
    if (!isHeading || line.length > LONGEST_HEADING_CHARACTERS) continue;
    left -= line.length + 1;
    if (left < 0) break;
    headings.push(line);
  }
  return headings.join("\n");
}

/** Cuts back to the last end of a sentence near the end, else of a word. */
function cutEnd(part: string): string {
  const from = Math.max(0, part.length - CUT_BACK_CHARACTERS);
  const near = part.slice(from);
  const sentence = Math.max(
    ...[...near.matchAll(/[.!?…]["”’»)]?(?=\s)|[。！？]|\n/gu)].map((end) => end.index + end[0].length),
  );
  const word = near.search(/\s\S*$/u);
  const cut = sentence > 0 ? sentence : word > 0 ? word : near.length;
  return wholeCharacters(part.slice(0, from + cut)).trimEnd();
}

/** Leaves out what stands before the first start of a sentence near the start, else of a word. */
function cutStart(part: string): string {
  const near = part.slice(0, CUT_BACK_CHARACTERS);
  const sentence = /[.!?…]["”’»)]?\s+(?=\S)|[。！？]|\n/u.exec(near);
  const word = /\s/u.exec(near);
  const cut = sentence ?? word;
  return wholeCharacters(cut === null ? part : part.slice(cut.index + cut[0].length)).trimStart();
}

/** A pair of surrogates at either end is left out whole. */
function wholeCharacters(part: string): string {
  return part.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
}
