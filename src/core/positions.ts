/**
 * Where an item stands on a wall that is ordered by hand: a text, the greater the nearer to the top, compared letter by
 * letter (collation C). An item that nobody moved has the moment it came and its id for a position, so that new things
 * come to the top by themselves and a wall begins by hand as it was by time. Whoever moves an item gives it a text
 * between those of its new neighbours: one row changes, whatever the size of the wall.
 */

/** Digits in the order of their letters; `-` is the zero, since ids have it in them. */
const DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = DIGITS.length;

/** So many digits has a moment in ms until the year 2286. */
export const MOMENT_DIGITS = 13;

/** A longer one is a sign that too much was put into one gap: the things around it are spread anew. */
export const LONGEST_POSITION = 96;

/** Two neighbours, the upper one greater; null where there is none. */
export interface Gap {
  readonly above: string | null;
  readonly below: string | null;
}

/** The position of an item that stands on a wall, moved by hand or not. The same is an expression in SQL. */
export function positionOf(place: { position: string | null; sort_at: number; item: string }): string {
  return place.position ?? momentText(place.sort_at) + place.item;
}

const momentText = (atMs: number): string => String(atMs).padStart(MOMENT_DIGITS, "0");

/**
 * So many positions within a gap, evenly, the uppermost first. At the top they lie below whatever comes later, at the
 * end they go down step by step, so that neither grows them.
 * @param nowMs what comes to the wall after it stands above
 * @returns null when the neighbours have the same position: nothing lies between
 */
export function positionsWithin({ above, below }: Gap, count: number, nowMs: number): string[] | null {
  const upper = above ?? topOver(below, nowMs);
  if (below === null) return stepDown(upper, count);
  return below < upper ? spread(below, upper, count) : null;
}

/** What comes a moment later; where the clock was set back meanwhile, a moment after what is the top. */
function topOver(below: string | null, nowMs: number): string {
  const next = momentText(nowMs + 1);
  return below === null || below < next
    ? next
    : momentText(Number(leadingDigits(below).padEnd(MOMENT_DIGITS, "9")) + 1);
}

/** One moment before the other, from the first that the end may stand for. */
function stepDown(end: string, count: number): string[] {
  const first = Number(leadingDigits(end).padEnd(MOMENT_DIGITS, "0")) - 1;
  return first < count ? spread("", end, count) : Array.from({ length: count }, (_, n) => momentText(first - n));
}

const leadingDigits = (position: string): string => /^\d*/.exec(position.slice(0, MOMENT_DIGITS))?.[0] ?? "";

function spread(lower: string, upper: string, count: number): string[] {
  if (count === 0) return [];
  const middle = between(lower, upper);
  const above = Math.floor((count - 1) / 2);
  return [...spread(middle, upper, above), middle, ...spread(lower, middle, count - 1 - above)];
}

/** A short text between two others. Neither ends in a zero, nor does what comes out: above every text there is room. */
function between(lower: string, upper: string): string {
  let begun = "";
  let isBelow = false;
  for (let at = 0; ; at++) {
    const low = digit(lower, at);
    const high = isBelow ? BASE : digit(upper, at);
    if (high - low > 1) return begun + DIGITS.charAt((low + high) >> 1);
    if (high - low === 1) {
      // The beginning of the upper one is less than all of it, and more than the lower.
      if (!isBelow && at < upper.length - 1) return begun + DIGITS.charAt(high);
      isBelow = true;
    }
    begun += DIGITS.charAt(low);
  }
}

const digit = (position: string, at: number): number => Math.max(0, DIGITS.indexOf(position.charAt(at) || "-"));
