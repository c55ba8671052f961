import type { ResurfacedWhy } from "../contract/reading.ts";

/** The tables of what people mark, how far they have read, and what comes back to them. */
export interface ReadingTables {
  highlights: HighlightRow;
  progress: ProgressRow;
  resurfaced: ResurfacedRow;
  resurfacing: ResurfacingRow;
}

/** A passage that a person marked in an item. */
export interface HighlightRow {
  id: string;
  item: string;
  person: string;
  text: string;
  note: string | null;
  colour: string | null;
  /** JSON: where in the text it stands, `MarkedPlace`; null while nobody looked for it. */
  place: string | null;
  /** The import that brought it. */
  import: string | null;
  created_at: number;
  /** Passage and note as words, each between spaces, by which it is found. */
  words: string;
}

/** How far a person is in an item, theirs or one they may see. */
export interface ProgressRow {
  item: string;
  person: string;
  /** How much of it lies behind them, 0 to 1,000. */
  thousandths: number;
  /** JSON: where that is in the text. */
  anchor: string | null;
  opened_at: number;
  read_at: number | null;
  updated_at: number;
}

/** An item that was brought back to its owner. */
export interface ResurfacedRow {
  item: string;
  person: string;
  /** The last of the person's days on which it was shown, YYYY-MM-DD. */
  day: string;
  /** Its place in that day's handful. */
  n: number;
  why: ResurfacedWhy;
  /** The person wants it never brought back again. */
  never_at: number | null;
}

/** What a person wishes of being brought things back; none who never said anything. */
export interface ResurfacingRow {
  person: string;
  off_at: number | null;
  /** The day for which it was put away. */
  dismissed_day: string | null;
}
