/** A piece of text on a page as pdf.js tells it; its height is the font's. */
export interface PlacedText {
  readonly str: string;
  readonly height: number;
  readonly hasEOL: boolean;
}

/** A heading stands out by this much from the letters that most of the page is set in. */
const STANDS_OUT = 1.25;
const HEADING_CHARACTERS = { least: 4, most: 160 };
/** A heading stands near the top; a page may be made of more pieces than it has letters. */
const MOST_PIECES = 5_000;
/** A page of fewer letters (a cover, a poster) has nothing that a heading could stand out from. */
const BODY_CHARACTERS = 200;

/**
 * What the first page is headed with: its largest letters, when they stand out from the body and come to a line or two.
 * Many documents say no title of their own, or their program's.
 */
export function headingOf(page: readonly PlacedText[]): string | null {
  const items = page.slice(0, MOST_PIECES);
  const letters = new Map<number, number>();
  for (const { str, height } of items) {
    const size = Math.round(height * 2) / 2;
    if (str.trim() !== "") letters.set(size, (letters.get(size) ?? 0) + str.trim().length);
  }
  const [body] = [...letters].toSorted((a, b) => b[1] - a[1]);
  const largest = Math.max(...letters.keys());
  if (body === undefined || body[1] < BODY_CHARACTERS || largest < body[0] * STANDS_OUT) return null;
  const first = items.findIndex(({ str, height }) => str.trim() !== "" && isOf(largest, height));
  const words: string[] = [];
  for (const { str, height, hasEOL } of items.slice(first)) {
    if (str.trim() !== "" && !isOf(largest, height)) break;
    words.push(hasEOL ? `${str} ` : str);
  }
  const heading = words.join("").replace(/\s+/g, " ").trim();
  const { least, most } = HEADING_CHARACTERS;
  return heading.length >= least && heading.length <= most && /\p{L}{2}/u.test(heading) ? heading : null;
}

function isOf(size: number, height: number): boolean {
  return Math.round(height * 2) / 2 === size;
}
