import { styleText } from "node:util";
import { wantsNoColor } from "../config/client-settings.ts";
import { cleanLine, cleanText, graphemes } from "../core/clean-text.ts";

type Style = Parameters<typeof styleText>[0];

/** Where a person reads. Colours and cut lines are for screens; a file or a pipe gets everything, plainly. */
export interface Terminal {
  readonly isScreen: boolean;
  /** Columns of the screen; no limit elsewhere. */
  readonly width: number;
  paint(style: Style, text: string): string;
  /** One line that is cut to the width, with an ellipsis, never within a character. */
  line(text: string): string;
  print(text: string): void;
}

/** @param stream standard output for answers, standard error for what is said meanwhile */
export function openTerminal(stream: NodeJS.WriteStream): Terminal {
  const isScreen = stream.isTTY === true;
  const width = isScreen ? Math.max(stream.columns || 80, 20) : Number.POSITIVE_INFINITY;
  const isColoured = isScreen && !wantsNoColor();
  return {
    isScreen,
    width,
    paint: (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text),
    line: (text) => cutToWidth(text, width),
    print: (text) => void stream.write(`${text}\n`),
  };
}

/** Texts come from pages of strangers: what could steer a terminal is taken out before it is printed. */
export const plainLine = (text: string): string => cleanLine(text).replace(CONTROLS, "");
export const plainText = (text: string): string => cleanText(text).replace(CONTROLS, "").replace(TURNING, "");

const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** As much of a line as fits into so many columns, by whole characters; what is cut ends with "…". */
export function cutToWidth(text: string, width: number): string {
  if (text.length * 2 <= width) return text;
  let used = 0;
  let fits = "";
  let cut = "";
  for (const { segment } of graphemes(text)) {
    used += columnsOf(segment);
    if (used > width) return `${cut}…`;
    fits += segment;
    if (used < width) cut = fits;
  }
  return text;
}

/** How many columns a text takes on a screen. */
function widthOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes(text)) columns += columnsOf(segment);
  return columns;
}

/** Fills up with spaces to so many columns. */
export const padTo = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));

/** East Asian wide and fullwidth characters (UAX #11) and emoji take two columns. */
const WIDE =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}])/u;

const columnsOf = (segment: string): number => (WIDE.test(segment) ? 2 : 1);

/** Rows in columns, each as wide as its widest entry; the last one is not filled up. */
export function alignRows(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, entry] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(entry));
  return rows.map((row) =>
    row
      .map((entry, at) => (at === row.length - 1 ? entry : padTo(entry, widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

/** JSON for a script: one document a line where there are several. */
export const printJson = (document: unknown, { compact = false } = {}): void =>
  void process.stdout.write(`${JSON.stringify(document, null, compact ? 0 : 2)}\n`);
