import { type ReadingText, squeeze } from "./reading-text.ts";

/**
 * Finds a marked passage in a text that may have been read again since, as W3C Web Annotation describes it by a
 * TextPositionSelector and a TextQuoteSelector: where it stood, else by its words and those around it, else where the
 * text is nearly the same.
 */
export interface Passage {
  readonly quote: string;
  /** Where it stood last; null when nobody knows. */
  readonly start: number | null;
  readonly before: string;
  readonly after: string;
}

/** From its first unit to behind its last, of the text without white space. */
export interface Spot {
  readonly start: number;
  readonly end: number;
}

/** What all searches in one text may cost together: about a nanosecond each. What it does not suffice for is not found. */
export interface Effort {
  left: number;
}
/** A twentieth of a second; up to a third where a text repeats itself without end. */
export const EFFORT_A_TEXT = 30_000_000;

const MOST_PLACES = 500;
/** So few units may stand anywhere: without anything of what was around them they are not taken for the same. */
const SHORT_UNITS = 6;
/** Nor are so few where they stand several times. */
const SHORT_AMONG_SEVERAL_UNITS = 12;
const AGREEING_UNITS = 4;
/** A passage that is nearly the same shares pieces of this length with what was marked. */
const PIECE_UNITS = 10;
const MOST_PIECES = 16;
const PLACES_A_PIECE = 8;
const NEAR_FROM_UNITS = 20;
/** So much of it may have changed, and never more than so many units. */
const CHANGED_SHARE = 0.2;
const CHANGED_UNITS = 100;
const MOST_CANDIDATES = 3;

/** Where the passage stands; null when it does not, or when that is not found with the effort left. */
export function findPassage({ squeezed }: ReadingText, passage: Passage, effort: Effort): Spot | null {
  const quote = squeeze(passage.quote);
  const around = { before: squeeze(passage.before), after: squeeze(passage.after) };
  if (quote === "" || quote.length > squeezed.length + CHANGED_UNITS) return null;
  const { start } = passage;
  const standsStill =
    start !== null &&
    squeezed.startsWith(quote, start) &&
    squeezed.startsWith(around.after, start + quote.length) &&
    squeezed.endsWith(around.before, start);
  // At its old place with its old neighbours; endsWith and startsWith of nothing hold.
  if (standsStill && (around.before !== "" || around.after !== "")) return { start, end: start + quote.length };
  return findExactly(squeezed, { quote, start, ...around }, effort) ?? findNearly(squeezed, { quote, start }, effort);
}

function findExactly(text: string, { quote, start, before, after }: Passage, effort: Effort): Spot | null {
  let best: { at: number; agreed: number; far: number } | null = null;
  let from = 0;
  let found = 0;
  for (; found < MOST_PLACES; found++) {
    if (effort.left <= 0) return null;
    const at = text.indexOf(quote, from);
    effort.left -= ((at < 0 ? text.length : at) - from) / 2 + 1;
    if (at < 0) break;
    const agreed = agreeing(text, { end: at, before }) + following(text, { start: at + quote.length, after });
    const far = Math.abs(at - (start ?? 0));
    if (best === null || agreed > best.agreed || (agreed === best.agreed && far < best.far)) best = { at, agreed, far };
    from = at + 1;
  }
  if (best === null) return null;
  const isKnownAround = before !== "" || after !== "";
  const isShort = quote.length < (found > 1 ? SHORT_AMONG_SEVERAL_UNITS : SHORT_UNITS);
  if (isShort && isKnownAround && best.agreed < AGREEING_UNITS) return null;
  return { start: best.at, end: best.at + quote.length };
}

/** How many units before a place are as they were before the passage. */
function agreeing(text: string, { end, before }: { end: number; before: string }): number {
  let same = 0;
  while (same < before.length && same < end && text[end - 1 - same] === before[before.length - 1 - same]) same++;
  return same;
}

function following(text: string, { start, after }: { start: number; after: string }): number {
  let same = 0;
  while (same < after.length && text[start + same] === after[same]) same++;
  return same;
}

interface PieceFound {
  /** Where the piece stands in the passage. */
  readonly within: number;
  /** How much further it stands in the text. */
  readonly shift: number;
}

function findNearly(text: string, { quote, start }: Pick<Passage, "quote" | "start">, effort: Effort): Spot | null {
  if (quote.length < NEAR_FROM_UNITS) return null;
  const most = Math.min(Math.floor(quote.length * CHANGED_SHARE), CHANGED_UNITS);
  const pieces = piecesFound(text, quote, effort);
  const candidates = pieces
    .map(({ shift }) => {
      const near = pieces.filter((piece) => Math.abs(piece.shift - shift) <= most);
      return { near, votes: new Set(near.map(({ within }) => within)).size, far: Math.abs(shift - (start ?? shift)) };
    })
    .sort((a, b) => b.votes - a.votes || a.far - b.far);
  let best: (Spot & { changed: number }) | null = null;
  const tried = new Set<string>();
  for (const { near } of candidates) {
    const first = near.reduce((one, other) => (other.within < one.within ? other : one));
    const last = near.reduce((one, other) => (other.within > one.within ? other : one));
    const spot = { start: Math.max(0, first.shift), end: Math.min(text.length, last.shift + quote.length) };
    const key = `${spot.start} ${spot.end}`;
    if (tried.has(key)) continue;
    tried.add(key);
    if (tried.size > MOST_CANDIDATES) break;
    const changed = distance(quote, text.slice(spot.start, spot.end), { most, effort });
    if (changed !== null && (best === null || changed < best.changed)) best = { ...spot, changed };
  }
  return best && { start: best.start, end: best.end };
}

/** Pieces of the passage wherever they stand, evenly from its beginning to its end. */
function piecesFound(text: string, quote: string, effort: Effort): PieceFound[] {
  const last = quote.length - PIECE_UNITS;
  const count = Math.min(MOST_PIECES, Math.floor(quote.length / PIECE_UNITS));
  const found: PieceFound[] = [];
  for (let n = 0; n < count; n++) {
    const within = count === 1 ? 0 : Math.round((n * last) / (count - 1));
    const piece = quote.slice(within, within + PIECE_UNITS);
    let from = 0;
    for (let place = 0; place < PLACES_A_PIECE && effort.left > 0; place++) {
      const at = text.indexOf(piece, from);
      effort.left -= ((at < 0 ? text.length : at) - from) / 2 + 1;
      if (at < 0) break;
      found.push({ within, shift: at - within });
      from = at + 1;
    }
  }
  return found;
}

/**
 * How many units must be put in, left out or changed to make one of the other (Levenshtein), within a band of `most`
 * (Ukkonen 1985); null when it is more.
 */
function distance(one: string, other: string, { most, effort }: { most: number; effort: Effort }): number | null {
  if (Math.abs(one.length - other.length) > most) return null;
  effort.left -= one.length * (2 * most + 1);
  if (effort.left <= 0) return null;
  const far = most + 1;
  let before = new Uint32Array(other.length + 1).fill(far);
  let row = new Uint32Array(other.length + 1).fill(far);
  for (let column = 0; column <= Math.min(most, other.length); column++) before[column] = column;
  for (let line = 1; line <= one.length; line++) {
    const left = Math.max(1, line - most);
    const right = Math.min(other.length, line + most);
    row[left - 1] = left === 1 ? line : far;
    if (right < other.length) row[right + 1] = far;
    let least = row[left - 1] ?? far;
    const unit = one.charCodeAt(line - 1);
    for (let column = left; column <= right; column++) {
      const changed = (before[column - 1] ?? far) + (unit === other.charCodeAt(column - 1) ? 0 : 1);
      const value = Math.min(changed, (before[column] ?? far) + 1, (row[column - 1] ?? far) + 1, far);
      row[column] = value;
      if (value < least) least = value;
    }
    if (least > most) return null;
    [before, row] = [row, before];
  }
  const changed = before[other.length] ?? far;
  return changed > most ? null : changed;
}
